"""Quantities of people in an Arabic sentence: the number, its bounds and the noun it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.extract import wordlist
from onrecord.extract.arabic import hedges, lists
from onrecord.extract.arabic.number import Number, number_at
from onrecord.extract.arabic.words import Word, has_article, phrase_at, readings
from onrecord.model import Count, Qualifier, VictimClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """
    A number of something, as indexes into the words of its sentence.

    Attributes:
        first, last: Its first word, hedge and "and" included, and the one after its last.
        core: Where the number's own words start.
        count: The bounds.
        noun: The index of the noun counted; None if none is said.
        counts: What the noun is: `people`, `others` ("7 آخرين"), `harmed` (a noun of harm),
            `unknown`, or `nothing` said.
        outcome: What a noun of harm tells; None for other nouns.
        is_state: The noun of harm tells a state only: "معتقل".
        side: Who the noun says they are.
        is_led: "and" is written onto it.
    """

    first: int
    last: int
    core: int
    count: Count
    noun: int | None
    counts: str
    outcome: str | None = None
    is_state: bool = False
    side: VictimClass = VictimClass.UNKNOWN
    is_led: bool = False


def quantities(words: Sequence[Word]) -> tuple[Quantity, ...]:
    """
    Return the quantities of a sentence that may be of people, in order, not overlapping.

    >>> from onrecord.extract.arabic.words import words_of
    >>> text = "مقتل ما لا يقل عن 11 شخصا وإصابة عشرات بعد 12 ساعة"
    >>> [str(q.count) for q in quantities(words_of(text, 0, len(text)))]
    ['11 or more', '20 or more']
    """
    found: list[Quantity] = []
    at = 0
    while at < len(words):
        read = _range(words, at) or _vague(words, at) or _plain(words, at) or _noun(words, at)
        if read is None:
            at += 1
            continue
        if read.counts != "thing" and not _is_age(words, read.core):
            found.append(read)
        at = max(read.last, at + 1)
    return tuple(found)


def _is_age(words: Sequence[Word], core: int) -> bool:
    listed = lists.folded("arabic_things", "ages")
    return any(w.form in listed for w in words[max(0, core - 2) : core])


@cache
def _vague_phrases() -> tuple[tuple[tuple[str, ...], int], ...]:
    listed = wordlist.table("arabic_numbers")["vague"]["words"].items()
    found = [(lists.by_length([words])[0], low) for words, low in listed]
    return tuple(sorted(found, key=lambda row: (-len(row[0]), row[0])))


def _range(words: Sequence[Word], at: int) -> Quantity | None:
    """As in "بين 10 و12", "ما بين ثمانية وتسعة ملايين", "10-12"."""
    begin = at
    is_between = words[at].form in {"بين", "وبين"}
    at += is_between
    ends = _ends(words, at, is_between=is_between) if at < len(words) else None
    if ends is None:
        return None
    low, high = ends
    value = low.value
    for scale in (1_000_000, 1_000):
        if high.value >= scale > value and value < 100 and not words[low.first].is_number:
            value *= scale
            break
    if not value < high.value:
        return None
    if is_between and begin and words[begin - 1].form == "ما":
        begin -= 1
    count = Count(low=value, high=high.value, qualifier=Qualifier.RANGE)
    return _counted(words, begin, at, high.last, count)


def _ends(words: Sequence[Word], at: int, *, is_between: bool) -> tuple[Number, Number] | None:
    """Both numbers; after "between", "عشرة وعشرين" is no thirty."""
    low = number_at(words, at)
    while low is not None:
        high = _high_end(words, low.last, is_between=is_between)
        if high is not None:
            return low, high
        if not is_between or low.last - at < 2:
            return None
        low = number_at(words[: low.last - 1], at)
    return None


def _high_end(words: Sequence[Word], at: int, *, is_between: bool) -> Number | None:
    if at >= len(words):
        return None
    if not is_between:
        return number_at(words, at) if words[at].gap in {"-", "–"} else None
    if words[at].form in {"و", "الي"} and at + 1 < len(words):
        return number_at(words, at + 1)
    return number_at(words, at, led=True) if words[at].form.startswith("و") else None


def _vague(words: Sequence[Word], at: int) -> Quantity | None:
    """As in "عشرات", "مئات الآلاف"."""
    for phrase, low in _vague_phrases():
        if phrase_at(words, at, phrase):
            begin, _ = hedges.before(words, at)
            count = Count(low=low, qualifier=Qualifier.VAGUE)
            return _counted(words, begin, at, at + len(phrase), count)
    return None


def _plain(words: Sequence[Word], at: int) -> Quantity | None:
    """As in "12", "خمسة وعشرين", "وأربعة"."""
    read = number_at(words, at) or number_at(words, at, led=True)
    if read is None or (read.value > 999 and _is_year(words, at, read)):
        return None
    begin, kinds = hedges.before(words, at)
    counted = _behind(words, at, read) or _counted(words, begin, at, read.last, Count())
    stop, more = hedges.after(words, counted.last)
    count = hedges.bounded(read.value, kinds + more)
    if counted.noun is not None and _is_family(words[counted.noun]):
        count = Count(low=2 * (count.low or read.value), qualifier=Qualifier.VAGUE)
    return _with(counted, count, stop if more else counted.last)


def _behind(words: Sequence[Word], at: int, read: Number) -> Quantity | None:
    """As in "شرطيين اثنين", "صحفي واحد": the number stands behind its noun."""
    if read.value > 2 or words[at].is_number or not at or words[at].gap:
        return None
    kind, outcome, is_state, side = _kind_of(words[at - 1].form)
    if kind not in {"people", "harmed"}:
        return None
    return Quantity(
        first=at - 1, last=at + 1, core=at, count=Count(), noun=at - 1, counts=kind,
        outcome=outcome, is_state=is_state, side=side, is_led=words[at - 1].form[:1] == "و",
    )  # fmt: skip


def _is_family(noun: Word) -> bool:
    return any(r in lists.folded("arabic_people", "families") for r in readings(noun.form))


def _is_year(words: Sequence[Word], at: int, read: Number) -> bool:
    """A bare number from 1900 to 2099 after a month, "عام" or "سنة"."""
    if not (words[at].is_number and 1900 <= read.value <= 2099 and words[at].form.isdigit()):
        return False
    after = words[read.last].form if read.last < len(words) and not words[read.last].gap else ""
    return _kind_of(after)[0] not in {"people", "harmed", "others"}


def _with(read: Quantity, count: Count, last: int) -> Quantity:
    return Quantity(
        first=read.first, last=last, core=read.core, count=count, noun=read.noun,
        counts=read.counts, outcome=read.outcome, is_state=read.is_state, side=read.side,
        is_led=read.is_led,
    )  # fmt: skip


def _noun(words: Sequence[Word], at: int) -> Quantity | None:
    """A dual says two by itself: "قتيلان", "طفلين"."""
    if has_article(words[at].form):
        return None
    for reading in readings(words[at].form):
        for key in ("counted", "state"):
            told = lists.nouns_of_harm(key).get(reading)
            if told and told[1] == "two":
                return _of_noun(words, at)
        known = lists.people().get(reading)
        if known and known[1] == "two":
            return _of_noun(words, at)
    return None


def _of_noun(words: Sequence[Word], at: int) -> Quantity:
    kind, outcome, is_state, side = _kind_of(words[at].form)
    last = at + 1
    if last < len(words) and words[last].form in {"اثنين", "اثنان", "اثنتين", "اثنتان"}:
        last += 1
    return Quantity(
        first=at, last=last, core=at, count=Count(low=2, high=2, qualifier=Qualifier.EXACT),
        noun=at, counts=kind, outcome=outcome, is_state=is_state, side=side,
        is_led=words[at].form.startswith("و"),
    )  # fmt: skip


def _counted(words: Sequence[Word], begin: int, core: int, last: int, count: Count) -> Quantity:
    """A number with the noun after it, "of" between them allowed."""
    is_led = words[begin].form[:1] == "و" and not words[begin].form.startswith("واحد")
    if begin and words[begin - 1].form == "و" and words[begin - 1].end == words[begin].start:
        is_led = True
    noun = last
    if noun < len(words) and words[noun].form in {"من", "حاله", "حالات"} and not words[noun].gap:
        noun += 1
    if noun >= len(words) or any(w.gap for w in words[last : noun + 1]):
        return _bare(begin, last, core, count, is_led=is_led)
    kind, outcome, is_state, side = _kind_of(words[noun].form)
    if kind == "unknown" and _is_small(words[noun].form):
        return _bare(begin, last, core, count, is_led=is_led)
    if side is VictimClass.UNKNOWN and noun + 1 < len(words) and not words[noun + 1].gap:
        beside = _kind_of(words[noun + 1].form)
        side = beside[3] if has_article(words[noun + 1].form) or kind != "unknown" else side
    return Quantity(
        first=begin, last=noun + 1, core=core, count=count, noun=noun, counts=kind,
        outcome=outcome, is_state=is_state, side=side, is_led=is_led,
    )  # fmt: skip


def _bare(begin: int, last: int, core: int, count: Count, *, is_led: bool) -> Quantity:
    return Quantity(
        first=begin, last=last, core=core, count=count, noun=None, counts="nothing", is_led=is_led
    )


_SMALL = frozenset(
    "في على عن الي بين بعد قبل منذ خلال مع لدي عند ثم او كما ما لا علي حتي لم".split()
)


def _is_small(form: str) -> bool:
    """Prepositions, verbs of harm and the like after a number are no noun."""
    told = lists.told().get(form)
    return (
        form in _SMALL or form.startswith(("ب", "وا")) or (told is not None and told[1] == "verb")
    )


def _kind_of(form: str) -> tuple[str, str | None, bool, VictimClass]:
    """What a noun counts: kind, outcome, whether a state only, and side."""
    for reading in readings(form):
        if reading in lists.folded("arabic_things", "things") or (
            reading.endswith("ا") and reading[:-1] in lists.folded("arabic_things", "things")
        ):
            return "thing", None, False, VictimClass.UNKNOWN
        side = lists.people().get(reading, (VictimClass.UNKNOWN,))[0]
        for key in ("counted", "state"):
            told = lists.nouns_of_harm(key).get(reading)
            if told:
                return "harmed", told[0], key == "state", side
        if reading in lists.people():
            return "people", None, False, side
        if reading in lists.folded("arabic_people", "others"):
            return "others", None, False, VictimClass.UNKNOWN
    return "unknown", None, False, VictimClass.UNKNOWN
