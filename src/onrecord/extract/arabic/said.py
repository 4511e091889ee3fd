"""According to whom: the voices that an Arabic sentence names behind a claim."""

from functools import cache

from onrecord.extract import wordlist
from onrecord.extract.arabic import lists
from onrecord.extract.arabic.letters import fold
from onrecord.extract.arabic.sentence import Sentence
from onrecord.extract.arabic.words import phrase_at, readings
from onrecord.model import Mention

_LONGEST = 9  # words of a speaker


@cache
def verbs() -> frozenset[str]:
    """Return the forms of verbs by which somebody says something, folded."""
    listed = wordlist.words("arabic_said", "verbs") | wordlist.words("arabic_said", "voicing")
    added = lists.folded("arabic_said", "adding")
    return added | {form for verb in listed for form in lists.persons(verb)}


@cache
def _according() -> tuple[tuple[str, ...], ...]:
    whole = (p for p in wordlist.words("arabic_said", "according") if not p.endswith(" ل"))
    return lists.by_length(whole)


def sources(sentence: Sentence, first: int, last: int) -> tuple[Mention, ...]:
    """
    Return who the sentence says a claim comes from: whom it follows, or who is named after it.

    Args:
        sentence: The sentence.
        first: The index of the claim's first word.
        last: The index of the word after its last.
    """
    found = _speaker(sentence, first) or _after(sentence, last) or _label(sentence, first)
    return (found,) if found else ()


def goes_on(sentence: Sentence, first: int) -> bool:
    """Whether a sentence says that the one who spoke before adds this: "وأضاف أن"."""
    at = _saying(sentence, first)
    return at is not None and phrase(sentence, at + 1) is None


def _saying(sentence: Sentence, first: int) -> int | None:
    """The last speaking verb before a claim."""
    for at in range(min(first, len(sentence.words)) - 1, -1, -1):
        form = sentence.words[at].form
        if form in verbs() or (form[:1] in "وف" and form[1:] in verbs()):
            return at
    return None


def _speaker(sentence: Sentence, first: int) -> Mention | None:
    """As in "وذكرت اللجنة أن", "أعلنت الوزارة مقتل", "بحسب المكتب، قتل"."""
    verb = _saying(sentence, first)
    leading = _leading(sentence, first)
    if leading is not None and (verb is None or leading[0] > verb):
        return phrase(sentence, leading[1])
    adding = lists.folded("arabic_said", "adding")
    while verb is not None:
        if sentence.words[verb].form not in adding:
            spoken = phrase(sentence, verb + 1) or _in_front(sentence, verb)
            if spoken is not None:
                return spoken
        verb = _saying(sentence, verb)  # "…، مضيفا أن": whoever spoke before in the sentence
    return None


def _in_front(sentence: Sentence, verb: int) -> Mention | None:
    """As in "وكان متحدث باسم الوزارة قد أعلن", "أما التحالف فقال": the speaker comes first."""
    words = sentence.words
    last = verb - (verb > 0 and words[verb - 1].form == "قد")
    heads = {"كان", "وكان", "كانت", "وكانت", "اما", "واما"}
    first = next((n for n in range(last - 1, -1, -1) if words[n].form in heads), None)
    is_led = last < verb or words[verb].form.startswith("ف")
    if first is None or not is_led or last - first - 1 not in range(1, _LONGEST + 1):
        return None
    return sentence.mention(first + 1, last)


def _leading(sentence: Sentence, first: int) -> tuple[int, int] | None:
    """An "according to" that begins the sentence or follows a break: where, and its end."""
    for at in range(min(2, first)):
        size = _accords(sentence, at)
        if size:
            return at, at + size
    return None


def _after(sentence: Sentence, last: int) -> Mention | None:
    """As in "…، بحسب مصدر أمني", "…، وفقا لوزارة الصحة", "…، تقول الأمم المتحدة"."""
    for at in range(last, len(sentence.words)):
        size = _accords(sentence, at)
        if size:
            return phrase(sentence, at + size)
        word = sentence.words[at]
        if word.gap and word.form in {"يقول", "تقول", "قال", "قالت"}:
            return phrase(sentence, at + 1)
    return None


def _accords(sentence: Sentence, at: int) -> int:
    """How many words "according to" takes at a place; 0 if it does not stand there."""
    words = sentence.words
    if words[at].form in {"وفقا", "ووفقا"} and at + 1 < len(words):
        return 1 if words[at + 1].form.startswith("ل") else 0
    return next((len(p) for p in _according() if phrase_at(words, at, p)), 0)


def _end(sentence: Sentence, first: int) -> int:
    """Where the words of a speaker end that begin at a place."""
    ends = lists.folded("arabic_said", "ends") | lists.folded("arabic_said", "times")
    last = first
    while last < len(sentence.words) and last - first < _LONGEST:
        word = sentence.words[last]
        if last > first and word.gap:
            break
        if (
            _is_occasion(sentence, last)
            or word.form in ends
            or _is_time(sentence, word.start)
            or _is_harm(word.form)
        ):
            break
        last += 1
        if _is_end_of_name(sentence, word.start, word.end):
            break
    while last > first and sentence.words[last - 1].form in {"في", "ب", "من"}:
        last -= 1
    return last


def _is_end_of_name(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the name of an organisation ends with a word: what follows is no more of it."""
    return any(
        n.kind == "actor" and n.what != "state" and start < n.end <= end for n in sentence.names
    )


_OCCASIONS = frozenset(
    "وقت بيان بيانه بيانها تصريح تصريحات تقرير تقريره تقريرها مؤتمر حديث اتصال".split()
)


def _is_occasion(sentence: Sentence, at: int) -> bool:
    """As in "في وقت سابق", "في بيان": when or how it was said."""
    words = sentence.words
    return words[at].form == "في" and at + 1 < len(words) and words[at + 1].form in _OCCASIONS


def _is_time(sentence: Sentence, place: int) -> bool:
    return any(n.kind == "time" and n.start <= place < n.end for n in sentence.names)


def _is_harm(form: str) -> bool:
    held = (lists.told().get(r) for r in readings(form))
    return any(h and h[1] == "act" for h in held)


def phrase(sentence: Sentence, first: int) -> Mention | None:
    """Return the words of a speaker that begin at a place; None if there are none."""
    last = _end(sentence, first)
    if last <= first:
        return None
    mention = sentence.mention(first, last)
    letter = sentence.words[first].form[:2]
    if letter == "لو" and mention.start is not None:  # "وفقا لوزارة": the particle is no name
        begin = mention.start + 1
        return Mention(
            name=sentence.content[begin : mention.end],
            start=begin, end=mention.end, candidates=mention.candidates,
        )  # fmt: skip
    return mention


def _label(sentence: Sentence, first: int) -> Mention | None:
    """As in "نادي الأسير: ارتفاع عدد المعتقلين": a headline's own source."""
    colon = next(
        (n for n in range(1, min(first + 1, len(sentence.words))) if sentence.words[n].gap == ":"),
        None,
    )
    if colon is None or colon > 5 or sentence.block.voice.value != "title":
        return None
    speaks = {fold(w) for w in ("وزارة", "نادي", "منظمة", "مركز", "مصدر", "الجيش", "شبكة", "لجنة")}
    start = sentence.words[0].start
    is_actor = any(
        n.kind == "actor" and n.start == start and n.what != "state" for n in sentence.names
    )
    return sentence.mention(0, colon) if is_actor or sentence.words[0].form in speaks else None
