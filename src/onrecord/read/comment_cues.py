"""
What makes a reader's comment a correction: words that deny what the report says.

Most comments are not: they mourn, thank, accuse, quarrel. A negation or the word "wrong" alone
makes none a correction; what is denied must stand in the report, or the report must be spoken of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.read.lines import folded

_WORD = re.compile(r"\w+(?:[.,'’\-]\w+)*")
_SENTENCE = re.compile(r"[^.!?؟]+[.!?؟]*[\"”’»)]*")
_FULL_STOPS = re.compile(r"[.!?؟]+(?=\s)")
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]{12,})[\"”»]")
_SHORT, _LEAST_NOUN = 2, 3  # letters: so few tell nothing
_LEAST_QUOTED, _BEGUN = 3, 60  # words; characters that are enough of a longer quotation
_ARABIC = re.compile(r"[\u0621-\u064a]{3,}")
_NUMBERS = {
    word: value
    for value, words in enumerate(
        "one واحد|two اثنان اثنين|three ثلاثة ثلاث|four اربعة اربع|five خمسة خمس|six ستة ست|"
        "seven سبعة سبع|eight ثمانية ثماني|nine تسعة تسع|ten عشرة عشر|eleven|twelve|thirteen|"
        "fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty عشرين عشرون".split("|"),
        start=1,
    )
    for word in words.split()
}
_SMALL = frozenset(
    "in on at to from by near for with the a an of its his her their this that any called named "
    "في من الى على عن هو هي هم يوم بلدة مدينة قرية".split()
)
_WRONG = (
    r"(?:errors?|mistakes?|mistaken|wrong(?:ly)?(?! (?:to|with)\b)|incorrect(?:ly)?|inaccura\w+|"
    r"corrections?|false(?:ly)?|untrue|not (?:true|correct|accurate|right)|misspell\w*|misspelt|"
    r"misidentif\w+|misquot\w+|misreport\w*|typos?)\b(?! that\b)"
)
# Said of the report, and so of what it says.
_REPORT = (
    r"\b(?:the|this|your|his|her|their) (?:\w+ )?(?:articles?|reports?|story|stories|piece|"
    r"headline|"
    r"caption|title|author|writer|journalist|reporter|editors?|map|figures?|numbers?|toll|"
    r"spelling|"
    r"part|paragraph|passage|sentence|line)\b"
    r"|\byou (?:\w+ )?(?:write|wrote|say|said|claim|claimed|report|reported|stated?|mention\w*|"
    r"misspell\w*|misspelt|call|called|have)\b"
)
_WRONG_SAID = re.compile(rf"\b{_WRONG}")
_REPORT_SAID = re.compile(_REPORT)
_ASKS = re.compile(
    r"\bplease,? (?:\w+ )?(?:correct|fix|change|amend|update|rectify)\b|^corrections?\s*:"
    r"|\b(?:get|check) your facts\b"
    r"|\b(?:there (?:is|are)|there's|contain(?:s|ing)?) (?:\w+ ){0,2}"
    r"(?:errors?|mistakes?|typos?)\b|\b(?:misspell\w*|misspelt) the name|\bspelling of\b"
    r"|\bwhy (?:do|did) you (?:say|write|call|claim|report)\b"
    r"|\byou(?:'ve| have)? got (?:the|his|her|their|its) (?:\w+ ){0,2}"
    r"(?:days?|dates?|names?|place|town|village|numbers?|age|year|month|picture|photo) "
    r"(?:all )?wrong\b"
    r"|\bnot how (?:\w+ ){1,4}(?:is|was) (?:written|spelled|spelt|called|pronounced)\b"
    r"|(?:راجعوا|دققوا) (?:معلوماتكم|مصادركم|الخبر|الاسم\w*|الارقام|العدد)"
    r"|(?:ارجو|يرجي|نرجو|الرجاء) (?:ال)?(?:تصحيح|تعديل)|صححوا|عدلوا الخبر|(?:^|\W)تصحيح\s*:"
    r"|(?:الخبر|الكلام|المعلوم\w+|التقرير|المقال|العنوان|الرقم|العدد|الاسم)(?: \w+){0,2} "
    r"(?:غير (?:صحيح|دقيق)\w*|خاطئ\w*|خطا|كاذب\w*|ليس صحيح\w*|ليس دقيق\w*)"
)
_ALL_WRONG = re.compile(
    rf"^(?:this|that|it|which|no,? (?:this|that|it))(?: is|'s| was)(?: \w+ly| just| all)? {_WRONG}"
    r"|^wrong (?!with\b|to\b)\w+[.!]"
    r"|^(?:هذا )?(?:غير صحيح|ليس صحيح|خطا|كذب)"
)
_DENIES = re.compile(rf"{_WRONG}|\bnot\b|n't\b|\bnever\b|\bno\b|غير صحيح|ليس|لم |خطا|كذب")
# "It was ten, not nine", "at the school rather than the market"; in Arabic one word does it.
_NOT_THIS = re.compile(
    r"^not\s+|(?:[,;:\-]\s*|\b(?:and|but)\s+)(?:not|never)\s+|\b(?:rather than|instead of)\s+"
    r"|(?:^|\s)(?:وليس|وليست|وليسوا|لا|وما هو)\s+|(?:^|\s)(?:ليس|ليست|ليسوا)\s+(?=.*\sبل\s)"
)
_NEITHER = re.compile(r"\b(?:nobody|no one|nothing|nowhere)\b.*\bnot\b.*\b(?:and|or) not\b")
_NOT_A_NUMBER = re.compile(r"\bnot\s+|(?:^|\s)(?:ليس|ليسوا|وليس|وليسوا|لا)\s+")
_IS_NOT = re.compile(
    r"\b(?:this|that|it|he|she|they|which|the \w+|\w+s) (?:is|are|was|were)(?: not|n't| never)\s+"
    r"|\b(?:this|that|it|he|she|they|the \w+)(?: \w+)? did(?: not|n't) \w+ (?:\w+ )?"
    r"(?=(?:in|at|on)\s)"
    r"|(?:^|\s)لم \w+ (?:\w+ )?(?=في\s)"
)
_WISHES = re.compile(r"\?$|\b(?:can|could|would|should|may|might|must|let's|want|hope|need)\b")
_ALIVE = re.compile(
    r"\b(?:is|are)(?: still)? alive\b|\b(?:did|was|were)(?: not|n't) (?:die|killed|dead)\b"
    r"|(?:علي قيد الحياة|ما زال حيا|حي يرزق|لم يمت|لم يقتل|لم يستشهد)"
)
_YOU_WROTE = re.compile(
    r"\byou (?:write|wrote|say|said|report|reported|claim|claimed)\b|كتبتم|ذكرتم|قلتم"
)
_NEVER_SAID = re.compile(
    r"\b(?:never|did not|didn't|has not|hasn't) "
    r"(?:say|said|claim(?:ed)?|admit(?:ted)?|deny|denied) "
    r"(?:that|this|it|so|such)\b"
)
_HARM = re.compile(
    r"\b(?:killed|died|dead|deaths?|wounded|injured|hurt|bodies|graves|martyrs?|victims?|missing|buried|"
    r"toll)\b|قتل|قتيل|شهيد|شهداء|جرح|جريح|ضحايا|ضحيه"
)
_INSTEAD = re.compile(
    r"\b(?:list|register|roll) of\b|^(?:no\b|only\b|actually|"
    r"in (?:fact|reality|truth)|the (?:real|true|actual|correct|right) |wrong\b|"
    r"كلا|في الحقيقة|الحقيقة|في الواقع|الصحيح|العدد (?:الحقيقي|الصحيح)|الرقم (?:الحقيقي|الصحيح))"
)


@dataclass(frozen=True)
class Sentence:
    """
    A sentence, of a report or a comment; of most, little more than their words is asked.

    Attributes:
        start: Where it begins.
        words: As it stands.
    """

    start: int
    words: str

    @cached_property
    def plain(self) -> str:
        """Its words, folded."""
        return folded(self.words)

    @cached_property
    def all(self) -> frozenset[str]:
        """Each of its words, folded; numbers as digits."""
        return frozenset(map(_plain, _WORD.findall(self.words)))

    @cached_property
    def names(self) -> frozenset[str]:
        """Those that are names, as their capitals tell, and numbers; in Arabic longer words."""
        each = _WORD.findall(self.words)
        capital = {folded(w) for w in each[1:] if w[0].isupper()}
        if len(capital) * 2 > len(each):  # a headline in capitals tells no names by them
            capital = set()
        return frozenset(w for w in self.all if w.isdigit() or w in capital or _ARABIC.fullmatch(w))


def sentences(content: str, start: int, end: int) -> Iterator[Sentence]:
    """Return the sentences between two places of a text."""
    for found in _SENTENCE.finditer(content, start, end):
        yield Sentence(found.start(), found[0])


def about(
    comment: str, mine: Sequence[Sentence], report: Sequence[Sentence], headings: str
) -> tuple[bool, Sentence | None]:
    """
    Return whether a comment seems to correct a report, and the sentence that it is about.

    Args:
        comment: Its words.
        mine: Its sentences.
        report: The report's sentences.
        headings: The report's title and headings: a cue that stands there tells nothing, since
            under a report on mistakes everybody speaks of them.
    """
    said = _quoted(comment, report)
    if said is not None and _cues(_DENIES, folded(_QUOTED.sub(" ", comment)), headings):
        return True, said
    for way in (_number_denied, _contrasted, _denied, _never_said):
        for sentence in mine:
            said = way(sentence, report)
            if said is not None:
                return True, said
    whole = next(sentences(_FULL_STOPS.sub(",", comment), 0, len(comment)), None)
    said = whole and (_alive(whole, report) or _other_number(whole, report))
    if said is not None:
        return True, said
    return _spoken_of(mine, report, headings) or _rewritten(mine, report)


def _spoken_of(
    mine: Sequence[Sentence], report: Sequence[Sentence], headings: str
) -> tuple[bool, Sentence | None] | None:
    """Return whether a comment calls the report itself wrong, and of which sentence it speaks."""

    def telling() -> frozenset[str]:
        return frozenset[str]().union(*(s.all for s in mine)) & names_in(report)

    before = ""
    for sentence in mine:
        is_all_wrong = not before and _cues(_ALL_WRONG, sentence.plain, headings)
        near = f"{before} {sentence.plain}"
        if (is_all_wrong and telling()) or _speaks_of_it(sentence.plain, near, headings):
            return True, most_like(telling(), report)
        before = sentence.plain
    return None


def _cues(pattern: re.Pattern[str], plain: str, headings: str) -> bool:
    return any(found[0].strip() not in headings for found in pattern.finditer(plain))


def _speaks_of_it(plain: str, near: str, headings: str) -> bool:
    """Whether a sentence asks for a correction, or calls the report wrong."""
    if _cues(_ASKS, plain, headings):
        return True
    return _REPORT_SAID.search(near) is not None and _cues(_WRONG_SAID, plain, headings)


def _quoted(comment: str, report: Sequence[Sentence]) -> Sentence | None:
    for quoted in _QUOTED.findall(comment):
        wanted = folded(quoted).strip(" .,")
        if wanted.count(" ") + 1 < _LEAST_QUOTED:
            continue
        for sentence in report:
            begun = len(wanted) > _BEGUN and wanted[:_BEGUN] in sentence.plain
            if wanted in sentence.plain or begun:
                return sentence
    return None


def _number_denied(comment: Sentence, report: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence whose number is denied: "ten, not nine"."""
    for found in _NOT_A_NUMBER.finditer(comment.plain):
        word = _WORD.match(comment.plain, found.end())
        number = _plain(word[0]) if word else ""
        if number.isdigit():
            said = most_like(comment.all, [s for s in report if number in s.all])
            if said is not None:
                return said
    return None


def _contrasted(comment: Sentence, report: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence of which a thing is denied beside another: "X, not Y"."""
    if _NEITHER.search(comment.plain):
        return None
    for found in _NOT_THIS.finditer(comment.plain):
        denied = _next(comment.plain, found.end())
        others = comment.all - {denied}
        may_be_noun = len(denied) > _LEAST_NOUN and not _WISHES.search(comment.plain)
        for sentence in _by_likeness(comment.all, report):
            is_noun = denied in sentence.all and bool(others & sentence.names)
            if denied in sentence.names or (may_be_noun and is_noun):
                return sentence
    return None


def _denied(comment: Sentence, report: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence of which a name is denied: "it is not in X"."""
    for found in _IS_NOT.finditer(comment.plain):
        denied = _next(comment.plain, found.end())
        said = next((s for s in _by_likeness(comment.all, report) if denied in s.names), None)
        if said is not None:
            return said
    return None


def _alive(comment: Sentence, report: Sequence[Sentence]) -> Sentence | None:
    if not _ALIVE.search(comment.plain):
        return None
    return most_like(comment.all & names_in(report), report)


def _never_said(comment: Sentence, report: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence of what somebody is told never to have said."""
    if not _NEVER_SAID.search(comment.plain):
        return None
    return most_like(comment.all & names_in(report), report)


def _other_number(comment: Sentence, report: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence with a number of people instead of which a comment tells another."""
    numbers = {w for w in comment.all if w.isdigit()} if _HARM.search(comment.plain) else set()
    if not numbers:
        return None
    told = [s for s in report if _HARM.search(s.plain) and any(map(str.isdigit, s.all))]
    if numbers <= frozenset[str]().union(*(s.all for s in told)):
        return None
    said = most_like(comment.all, told)
    return next(iter(told), None) if said is None and _INSTEAD.search(comment.plain) else said


def _rewritten(
    mine: Sequence[Sentence], report: Sequence[Sentence]
) -> tuple[bool, Sentence | None]:
    """Return whether "you wrote X" stands before another name or number, and where X stands."""
    for i, sentence in enumerate(mine):
        if not _YOU_WROTE.search(sentence.plain):
            continue
        rest = frozenset[str]().union(*(s.names for s in mine[i:]))
        new = {w for w in rest - names_in(report) if w.isdigit()}
        shared = {w for w in sentence.all & names_in(report) if w.isdigit()}
        if new and shared:
            return True, most_like(frozenset(shared), report)
    return False, None


def _next(plain: str, at: int) -> str:
    """Return the first word that tells something, from a place on."""
    while found := _WORD.match(plain, at):
        if found[0] not in _SMALL and (len(found[0]) > _SHORT or found[0].isdigit()):
            return _plain(found[0])
        at = found.end() + 1
    return ""


def _plain(word: str) -> str:
    word = folded(word).removesuffix("'s")
    number = _NUMBERS.get(word)
    return str(number) if number else word.replace(",", "") if word[0].isdigit() else word


def names_in(report: Sequence[Sentence]) -> frozenset[str]:
    """Return all names and numbers of a report."""
    return frozenset[str]().union(*(sentence.names for sentence in report))


def _by_likeness(words: frozenset[str], report: Sequence[Sentence]) -> list[Sentence]:
    return sorted(report, key=lambda s: -len(words & s.names))


def most_like(words: frozenset[str], report: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence that has the most of some words; none if none has any."""
    best = max(report, key=lambda s: len(words & s.names), default=None)
    return best if best is not None and words & best.names else None
