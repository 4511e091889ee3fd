"""
Names of persons in scripts that have capital letters.

A word with a capital is somebody's name unless it is known to be something else: a common
word, a party or a place of a register, or a name that the words beside it make one of a place
or an organisation. So a name that nobody ever listed is withheld, too.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from enum import Enum, auto
from functools import cache, lru_cache

from onrecord.model.public import Withheld
from onrecord.publish.protection.known import OF_BODIES, Known, Means, Name
from onrecord.publish.protection.lists import lists
from onrecord.publish.protection.spans import Span, Word

_OF_PLACES = frozenset(
    "village town city district province governorate state region area countryside "
    "neighbourhood neighborhood quarter valley river mountain mountains island coast "
    "street road bridge square market suburb county oblast department crossing airport "
    "airbase base border peninsula plain plains highlands desert sea lake gulf dam".split()
)
_PARTISANS = frozenset(
    "forces regime government supporters fighters loyalists militia militias army troops rule "
    "loyalist dynasty administration authorities".split()
)
_BEFORE_PLACES = frozenset({"in", "near", "outside"})
_LINKS = frozenset({"of", "for", "the", "and", "on", "de", "in", "against", "to"})
_APART = frozenset(
    "al el bin bint ibn ben abu abou um umm oum ould uld ag von van der den de del dos".split()
)
_HONOURS = frozenset("mr mrs ms miss madam abu umm sheikh shaykh hajj haji sayyid dr".split())
_CALLED = frozenset({"called", "named", "nicknamed", "alias"})
_CALLING = frozenset({" ", ". ", ' "', " “", " ‘", " '"})
_STATES = frozenset("u.s u.n u.k e.u u.a.e u.s.a d.c d.r.c u.s.s.r a.m p.m n.g.o i.d.p".split())
_MONTHS_OF_PEOPLE = frozenset({"may", "march", "april", "june", "august"})
_ACRONYM = 6  # letters at most
_SHOUT, _SHOUTED = 20, 0.7  # letters of no mere label; how many of them are capitals
_GAPS = {" ", "-", "–", "\n", ". ", " \n", "’", "'", "‘", " ‘", " “", ".", "\u00a0"}


class _Is(Enum):
    PLAIN = auto()  # no capital
    COMMON = auto()
    BODY = auto()  # a party, an organisation
    PLACE = auto()
    GIVEN = auto()  # a name that persons have
    PERSON = auto()  # known to be one
    UNKNOWN = auto()


_NAMES = frozenset({_Is.GIVEN, _Is.PERSON, _Is.UNKNOWN})


def names(text: str, words: list[Word], known: Known, own: list[Name]) -> Iterator[Span]:
    """
    Yield where persons are named.

    Args:
        text: The whole.
        words: Its words.
        known: The registers.
        own: What the record's registers know in it.
    """
    seen = _Seen(text, words, known, own)
    for first, last in seen.persons():
        yield Span(words[first].start, words[last].end, Withheld.NAME)


def places(
    text: str, words: list[Word], known: Known, own: list[Name], told: frozenset[tuple[str, ...]]
) -> Iterator[Span]:
    """
    Yield where places are named, whoever knows them, but for those that may be told.

    The arguments are those of `names`; `told` are names as their compared words.
    """
    seen = _Seen(text, words, known, own)
    for first, last in tuple(seen.groups(frozenset({_Is.PLACE}))):
        keys = tuple(word.key for word in words[first : last + 1])
        if keys not in told:
            yield Span(words[first].start, words[last].end, Withheld.PLACE)


@cache
def _no_names() -> AbstractSet[str]:
    """Return the common words that are no name even behind "called"."""
    told = lists()
    common = told.dated | told.titles | told.offices | told.sites | told.protected.keys()
    return common | OF_BODIES | _OF_PLACES


class _Seen:
    """The words of one text, each with what it is taken for."""

    def __init__(self, text: str, words: list[Word], known: Known, own: list[Name]) -> None:
        self.text, self.words, self.known = text, words, known
        self.is_shouted = _is_shouted(text)
        capitals = sum(word.is_capital for word in words)
        self.is_titled = len(words) > 4 and capitals > 0.6 * len(words)
        self.what = [_alone(word.text, word.key, is_shouted=self.is_shouted) for word in words]
        self._by_what_calls()
        for name in own:
            self._put(name.first, name.last, name.means)
        if any(one in _NAMES for one in self.what):
            self._ask()
            self._by_neighbours()

    def _by_what_calls(self) -> None:
        """Take a common word for a name where it is called one: "a girl called Hope"."""
        for at in range(1, len(self.words)):
            before, word = self.words[at - 1], self.words[at]
            calls = before.key in _HONOURS or (before.key in _CALLED and not self.is_titled)
            if (
                calls
                and self.what[at] is _Is.COMMON
                and self.text[before.end : word.start] in _CALLING
                and word.key not in _no_names()
                and not self.is_shouted
                and not self.known.asked(word.text)
            ):
                self.what[at] = _Is.GIVEN

    def _put(self, first: int, last: int, means: Means) -> None:
        """Take words for what a register says; one name of a person alone is never a place."""
        is_one = first == last
        for at in range(first, last + 1):
            if means is Means.PERSON:
                if self.what[at] is not _Is.PLAIN:
                    self.what[at] = _Is.PERSON
            elif not (is_one and self.what[at] is _Is.GIVEN):
                self.what[at] = _Is.PLACE if means is Means.PLACE else _Is.BODY

    def _ask(self) -> None:
        """Ask the names that were handed in about each run that has a word nobody knows."""
        for first, last in self._runs():
            inside = self.what[first : last + 1]
            if not any(one in _NAMES for one in inside):
                continue
            begin = self.words[first].start
            phrase = self.text[begin : self.words[last].end]
            for start, end, means in self._answers(phrase.replace("\n", " ")):
                told = [
                    at
                    for at in range(first, last + 1)
                    if start <= self.words[at].start - begin and self.words[at].end - begin <= end
                ]
                if told:
                    self._put(told[0], told[-1], means)

    def _answers(self, phrase: str) -> Iterator[tuple[int, int, Means]]:
        yield from self.known.asked(phrase)
        if phrase.endswith("s") and " " not in phrase:  # "Syrians", where "Syrian" is known
            for start, end, means in self.known.asked(phrase[:-1]):
                if end - start == len(phrase) - 1:
                    yield start, end + 1, means

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield runs of words with capitals, with the small words that link them."""
        at, size = 0, len(self.words)
        while at < size:
            if self.what[at] is _Is.PLAIN:
                at += 1
                continue
            last = reach = at
            while reach + 1 < size and self._joins(reach):
                reach += 1
                if self.what[reach] is not _Is.PLAIN:
                    last = reach
                elif self.words[reach].key not in _LINKS | lists().particles:
                    break
            yield at, min(last + 1, size - 1) if self._joins(last) else last
            at = last + 1

    def _joins(self, at: int) -> bool:
        """Whether nothing but a space or a hyphen stands behind a word."""
        if at + 1 >= len(self.words):
            return False
        return self.text[self.words[at].end : self.words[at + 1].start] in _GAPS

    def _by_neighbours(self) -> None:
        for at, what in enumerate(self.what):
            if what in _NAMES and self._is_partisan(at):
                self.what[at] = _Is.BODY
        for first, last in tuple(self.groups(frozenset({_Is.UNKNOWN, _Is.COMMON}))):
            if all(self.what[at] is _Is.COMMON for at in range(first, last + 1)):
                continue
            means = self._means(first, last)
            if means is not None:
                self._put(first, last, means)

    def _is_partisan(self, at: int) -> bool:
        """Whether a name stands for a party: "pro-Assad", "the Assad regime"."""
        before = self.words[at - 1].key if at and self._joins(at - 1) else ""
        after = self.words[at + 1].key if self._joins(at) else ""
        known = self.what[at] is _Is.PERSON
        return known and (before in {"pro", "anti"} or after in _PARTISANS)

    def _means(self, first: int, last: int) -> Means | None:
        """Return what the words beside a run of unknown ones make of it."""
        told = lists()
        before = self.words[first - 1] if first and self._joins(first - 1) else None
        after = self.words[last + 1].key if self._joins(last) else ""
        if before is not None and (before.key in told.titles or self.what[first - 1] in _NAMES):
            return None
        inside = {word.key for word in self.words[first:last]}
        if inside & told.titles - {"general"}:  # "General Security Forces"; but "Col Duarte"
            return None
        if self.what[last] is _Is.COMMON and self.words[last].key in OF_BODIES:
            return Means.PARTY
        if self.what[last] is _Is.COMMON and self.words[last].key in _OF_PLACES:
            return Means.PLACE
        if after in _OF_PLACES:
            return Means.PLACE
        if before is None or self.what[last + 1 : last + 2] == [_Is.GIVEN]:
            return None
        is_owner = self.text[self.words[last].end : self.words[last].end + 2] in {"'s", "’s"}
        if before.key in _BEFORE_PLACES and not is_owner:
            return Means.PLACE
        two = self.words[first - 2].key if first > 1 else ""
        return Means.PLACE if before.key == "of" and two in _OF_PLACES else None

    def groups(self, of: frozenset[_Is]) -> Iterator[tuple[int, int]]:
        """Yield runs of words of some kinds that only a space or a hyphen parts."""
        first: int | None = None
        for at, what in enumerate(self.what):
            if what in of and first is None:
                first = at
            if first is not None and what in of and not (self._joins(at) and self._next_is(at, of)):
                yield first, at
                first = None

    def _next_is(self, at: int, of: frozenset[_Is]) -> bool:
        return self.what[at + 1] in of or (
            self.words[at + 1].key in lists().particles
            and self._joins(at + 1)
            and self.what[at + 2] in of
            and self._take(at + 1)
        )

    def _take(self, at: int) -> bool:
        self.what[at] = _Is.UNKNOWN  # "bin" inside a name is part of it
        return True

    def persons(self) -> Iterator[tuple[int, int]]:
        """Yield the first and last words of persons' names."""
        for first, last in tuple(self.groups(_NAMES)):
            yield self._begins(first), self._ends(last)
        for at in range(len(self.words) - 1):  # a post that has no capitals
            small = all(self.words[n].key in lists().given for n in (at, at + 1))
            if small and self.what[at] is _Is.PLAIN and self._joins(at):
                yield at, self._ends(at + 1)

    def _begins(self, first: int) -> int:
        """Return where a name begins: with "Abu", "Umm", an article, an initial."""
        while first and self._joins(first - 1):
            before = self.words[first - 1]
            is_tied = self.text[before.end] == "-"
            is_part = before.key in (lists().particles if is_tied else _APART)
            if not is_part and not (len(before.text) == 1 and before.is_capital):
                break
            first -= 1
        return first - self._is_first_name(first)

    def _is_first_name(self, first: int) -> bool:
        """Whether a common word with a capital before a name is part of it: "told Rose Nayeb"."""
        if first < 2 or not (self._joins(first - 1) and self._joins(first - 2)):
            return False
        before = self.words[first - 1]
        told = lists()
        return (
            self.what[first - 1] is _Is.COMMON
            and self.what[first - 2] is _Is.PLAIN
            and before.key not in told.titles | told.offices | told.dated | told.protected.keys()
            and before.key not in OF_BODIES | _OF_PLACES
        )

    def _ends(self, last: int) -> int:
        """Return where a name ends: a surname may be a common word, or a town's name."""
        while self._joins(last):
            after = self.words[last + 1]
            what = self.what[last + 1]
            is_tied = self.text[self.words[last].end] == "-" and after.is_capital
            is_surname = (
                what in ({_Is.PLACE} if self.is_titled else {_Is.COMMON, _Is.PLACE})
                and (after.key not in lists().dated or self._is_no_month(last + 1))
                and after.key not in lists().sites | OF_BODIES
                and self.what[last] in {_Is.GIVEN, _Is.PERSON}
                and after.is_capital
            )
            if not is_surname and not is_tied:
                break
            last += 1
        return last

    def _is_no_month(self, at: int) -> bool:
        """Whether a month behind a name is part of it: "Mark May died", not "Mark in May 2014"."""
        rest = self.text[self.words[at].end :].lstrip(" ,")
        return self.words[at].key in _MONTHS_OF_PEOPLE and not rest[:1].isdigit()


@lru_cache(maxsize=65_536)
def _alone(word: str, key: str, *, is_shouted: bool) -> _Is:
    """Return what a word is taken for by itself, as written and as compared."""
    told = lists()
    if not word[:1].isupper() and not _has_capital_inside(word):
        return _Is.PLAIN
    if key in told.given:
        return _Is.GIVEN
    if key in told.ordinary or key in told.protected or key in told.titles:
        return _Is.COMMON
    if key in OF_BODIES or key in _OF_PLACES:
        return _Is.COMMON
    plain = word.replace(".", "")
    if key.rstrip("s") in told.ordinary or len(plain) == 1:
        return _Is.COMMON
    if plain.isupper() and len(plain) < len(word) and key not in _STATES:
        return _Is.UNKNOWN  # initials: "S.D."
    if plain.isupper() and len(plain) <= _ACRONYM and not is_shouted:
        return _Is.BODY
    return _Is.UNKNOWN


def _is_shouted(text: str) -> bool:
    """Whether so much of a text is in capitals that they say nothing."""
    if sum(map(str.isupper, text)) <= _SHOUT * _SHOUTED:
        return False
    letters = [sign for sign in text if sign.isalpha() and sign.upper() != sign.lower()]
    shouted = sum(sign.isupper() for sign in letters)
    return len(letters) > _SHOUT and shouted > _SHOUTED * len(letters)


def _has_capital_inside(word: str) -> bool:
    """Whether a small prefix stands before a capital: "d'Arc"."""
    return any(sign.isupper() for sign in word[1:])
