"""
Names of persons in Arabic letters, which have no capitals.

A word is let stand if it is common, has an ending that names of persons seldom have, or is
known to the registers of parties and places; any other is taken for a name. Behind a given
name or a title that holds for what follows, too.
"""

from collections.abc import Iterator
from enum import Enum, auto

from onrecord.model.public import Withheld
from onrecord.publish.protection.known import Known, Means, Name
from onrecord.publish.protection.lists import forms, lists
from onrecord.publish.protection.spans import Span, Word, key

_ENDINGS = tuple(
    map(key, ("ات", "ون", "ين", "ها", "هم", "هن", "وا", "ته", "تهم", "ية", "يا", "يه", "ان"))
)
_LONG = 4  # letters of a word whose ending tells something
_IN_THE_NAME, _SPEAKING = "باسم", ("متحدث", "متحدثه", "ناطق", "ناطقه")
_ON = "على"
_JOINED = "وبلفك"  # and, with, to, then, like
_CARRIED = 3  # words behind a given name that may belong to it


class _Is(Enum):
    COMMON = auto()
    ENDED = auto()  # unknown, but with an ending that says it is no name
    KNOWN = auto()
    GIVEN = auto()
    PERSON = auto()
    UNKNOWN = auto()


_NAMES = frozenset({_Is.GIVEN, _Is.PERSON, _Is.UNKNOWN})


def is_arabic(word: Word) -> bool:
    """Whether a word is written in Arabic letters."""
    return "\u0620" <= word.text[:1] <= "\u06ff"


def names(text: str, words: list[Word], known: Known, own: list[Name]) -> Iterator[Span]:
    """Yield where persons are named; the arguments are those of `latin.names`."""
    if not any(map(is_arabic, words)):
        return
    what = [_alone(word) for word in words]
    for at, word in enumerate(words[1:], 1):  # "speaking in the name of", no Basem
        if word.key == _IN_THE_NAME and words[at - 1].key.endswith(_SPEAKING):
            what[at] = _Is.COMMON
    for name in own:
        _put(what, name)
    if any(one is _Is.UNKNOWN for one in what):
        _ask(text, words, known, what)
    at = 0
    while at < len(words):
        if not is_arabic(words[at]) or not _begins(words, what, at):
            at += 1
            continue
        last = _ends(text, words, what, at)
        yield Span(words[at].start, words[last].end, Withheld.NAME)
        at = last + 1


def places(
    text: str, words: list[Word], known: Known, told: frozenset[tuple[str, ...]]
) -> Iterator[Span]:
    """Yield where places are named, whoever knows them, but for those that may be told."""
    if any(map(is_arabic, words)):
        for start, end, means in known.asked(text):
            keys = tuple(word.key for word in words if start <= word.start and word.end <= end)
            if means is Means.PLACE and keys not in told:
                yield Span(start, end, Withheld.PLACE)


def _alone(word: Word) -> _Is:
    if not is_arabic(word):
        return _Is.COMMON
    told, said = lists(), forms(word.key)
    if word.text.endswith(_ON):  # compared, "on" and "Ali" are one word
        return _Is.COMMON
    joined = word.key[0] in _JOINED and word.key[1:] in told.given
    if word.key in told.given or (joined and word.key not in told.ordinary):
        return _Is.GIVEN
    common = told.ordinary | told.titles | told.sites | told.protected.keys()
    if any(one in common for one in said):
        return _Is.COMMON
    if len(word.key) <= 2:
        return _Is.COMMON
    is_ended = len(word.key) >= _LONG and word.key.endswith(_ENDINGS)
    return _Is.ENDED if is_ended else _Is.UNKNOWN


def _put(what: list[_Is], name: Name) -> None:
    is_one = name.first == name.last
    for at in range(name.first, name.last + 1):
        if name.means is Means.PERSON:
            what[at] = _Is.PERSON
        elif not (is_one and what[at] is _Is.GIVEN):
            what[at] = _Is.KNOWN


def _ask(text: str, words: list[Word], known: Known, what: list[_Is]) -> None:
    """Ask the names that were handed in about each unknown word with its neighbours."""
    at = 0
    while at < len(words):
        last = at
        if what[at] is _Is.UNKNOWN:
            while (
                last + 1 < len(words)
                and what[last + 1] is not _Is.COMMON
                and _joins(text, words, last)
            ):
                last += 1
            begin = words[at].start
            for start, end, means in known.asked(text[begin : words[last].end]):
                told = [n for n in range(at, last + 1) if start <= words[n].start - begin < end]
                if told:
                    _put(what, Name(told[0], told[-1], means))
        at = last + 1


def _joins(text: str, words: list[Word], at: int) -> bool:
    return at + 1 < len(words) and not text[words[at].end : words[at + 1].start].strip(" -\u00a0")


def _begins(words: list[Word], what: list[_Is], at: int) -> bool:
    if what[at] in _NAMES:
        return True
    before = words[at - 1] if at else None
    titled = before is not None and before.key in lists().titles
    return titled and what[at] is _Is.ENDED


def _ends(text: str, words: list[Word], what: list[_Is], at: int) -> int:
    last = at
    is_given = what[at] is not _Is.UNKNOWN
    while last - at < _CARRIED and _joins(text, words, last):
        after = what[last + 1]
        if not (after in _NAMES or after is _Is.ENDED or (is_given and after is _Is.KNOWN)):
            break
        last += 1
    return last
