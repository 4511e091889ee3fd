"""Names of persons as reports write them, and lists of them: careful, never complete."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.kit.folding import fold

_PARTICLES = frozenset(
    "al el ad ar as bin ibn ben bint bani abu abou abo umm um abd de del della di da das dos du "
    "la le van von der den y e of los las dela delos delas ag ould wa wal binti bte ud ul "
    "ur".split()
)
_TITLES = frozenset(
    "dr mr mrs ms miss prof sheikh shaikh sheik imam haj hajj hajji father sister brother captain "
    "major colonel lieutenant sergeant general child infant baby martyr the".split()
)
# Before a full name alone: "Sgt Lopez" is all that is told of him.
_RANKS = frozenset(
    "pvt pfc cpl lcpl sgt ssgt tsgt msgt lt ltc ltcol col maj capt gen brig insp supt const pat "
    "spo1 spo2 spo3 spo4 po1 po2 po3 private corporal constable inspector superintendent brigadier "
    "officer patrolman engr atty hon datu ustadz rev pastor fr don sr mme pte "
    "ato w/ro wro teniente capitán cabo agente comisario".split()
)
_AFTER = frozenset("jr sr ii iii iv".split())
# A capital does not make a person: words that stand in names of places, days and bodies.
_NO_PERSON = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday street road square market hospital "
    "clinic school mosque church camp bridge airport river valley mount mountain lake island "
    "city town village district province governorate region county state republic kingdom "
    "north south east west northern southern eastern western central old new upper lower ministry "
    "army forces force police brigade battalion front party movement council committee "
    "observatory network agency news press times post office university company union united "
    "nations human rights international national security defence defense center centre group "
    "photo image source related read more deir jabal wadi tal tell bab kafr khan ain jisr".split()
)
_NO_ARABIC_NAME = frozenset(
    "في من على إلى الى عن مع التي الذي الذين كما وقد قد قال قالت أن ان إن كان كانت بعد قبل خلال "
    "بينهم بينها منهم هذا هذه ذلك تم لم لا ما أو ثم حيث عند لدى بين أثناء قرب جراء نتيجة مدينة "
    "بلدة قرية حي شارع محافظة منطقة ريف قصف غارة قتل قتلوا جرح استشهد يوم اليوم أمس صباح مساء "
    "شخص أشخاص مدني مدنيين طفل أطفال امرأة نساء رجل رجال جريح قتيل شهيد".split()
)
_BORN = re.compile(r"[\s(\[,،-]*(?:(?:born(?:\s+in)?|b\.)\s*|\((?=\d{4}\)))\d{4}\s*[)\]]?\s*$")
_INFANT = re.compile(
    r"[\s(\[,-]*(?:aged\s+)?\d{1,2}[\s-](?:months?|days?|weeks?)(?:[\s-]old)?\s*[)\]]?\s*$"
)
_CHILD_OF = re.compile(r",?\s+(?:[sdw]/o|(?:son|daughter|wife|widow) of)\s+.*$")
_AGE = re.compile(
    r"[(\[,،–-]?\s*(?:aged?\s+)?(?P<age>\d{1,3})(?:[\s-]*(?:years?(?:[\s-]old)?|y/?o|ans|años|عاما|عاماً|سنة|سنوات))?"
    r"\s*[)\]]?\s*$"
)
_BULLET = re.compile(r"^\s*(?:\(?\d{1,3}[.)\-–]\s*|[-–•*·▪]\s+)")
_AGE_DIGITS = 3
_OLDEST = 115


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    A person named in a report.

    Attributes:
        name: As written, without title and age.
        age: Years; None if not told.
    """

    name: str
    age: int | None = None

    @property
    def key(self) -> str:
        """The name in the form in which names are compared."""
        return fold(self.name)


def person(words: str) -> Person | None:
    """
    Return the person whom words name; None if they may be something else.

    A title and a rank, whose child it is and the year of birth are no part of the name.

    >>> person("2. Dr. Ahmad al-Khatib (34)")
    Person(name='Ahmad al-Khatib', age=34)
    >>> person("Cpl. Rey dela Cruz Jr., 31").name, person("Rosa Lopez, 8 months").age
    ('Rey dela Cruz Jr.', 0)
    >>> person("Old Market Street"), person("a teacher"), person("Ahmad")
    (None, None, None)
    """
    bare, age = _name_and_age(_BULLET.sub("", words).strip(" .;,،؛\t\r\n"))
    tokens = _without_titles(bare.split())
    if age is not None and age > _OLDEST:
        return None
    if not 2 <= len(tokens) <= 7 or not (_is_latin_name(tokens) or _is_arabic_name(tokens)):
        return None
    return Person(name=" ".join(tokens), age=age)


def _name_and_age(bare: str) -> tuple[str, int | None]:
    """Return a name without what is told behind it, and the age that is."""
    bare = _CHILD_OF.sub("", _BORN.sub("", bare))
    infant = _INFANT.search(bare)
    if infant is not None:
        return bare[: infant.start()], 0
    told = _AGE.search(bare)
    if told is None:
        return bare, None
    return bare[: told.start()].strip(" ,،([–-"), int(told["age"])


def _without_titles(tokens: list[str]) -> list[str]:
    while tokens and (
        _plain(tokens[0]) in _TITLES or (len(tokens) > 2 and _plain(tokens[0]) in _RANKS)
    ):
        tokens = tokens[1:]
    return tokens


def _plain(token: str) -> str:
    return token.strip(".,").casefold()


def _is_latin_name(tokens: list[str]) -> bool:
    if len(tokens) > 2 and _plain(tokens[-1]) in _AFTER:
        tokens = [*tokens[:-2], tokens[-2].rstrip(",")]  # "Rey Santos, Jr."
    for token in tokens:
        parts = [part for part in re.split(r"[-‐‑.]", token.strip("\"“”.‘’'")) if part]
        if not parts or any(re.search(r"[^\w'’ʼ`]|\d|_", part) for part in parts):
            return False
        if {part.casefold() for part in parts} & _NO_PERSON:
            return False
        if not all(part[0].isupper() or part.casefold() in _PARTICLES for part in parts):
            return False
        if len(parts[-1]) > 1 and parts[-1].isupper():  # SNHR is no name
            return False
    last = tokens[-1].split("-")[-1]
    return tokens[0][0].isalpha() and tokens[-1].casefold() not in _PARTICLES and last[0].isupper()


def _is_arabic_name(tokens: list[str]) -> bool:
    return all(
        re.fullmatch(r"[\u0621-\u064A\u064B-\u0652\u0670\u0671]{2,}", token) is not None
        and token not in _NO_ARABIC_NAME
        for token in tokens
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """
    Names of persons, one after the other.

    Attributes:
        lead: Where what introduces them starts: the sentence or the line before.
        start, end: Where the names are.
        persons: Each once.
        is_arabic: Whether they are in Arabic letters, which tell no names by capitals.
    """

    lead: int
    start: int
    end: int
    persons: tuple[Person, ...]
    is_arabic: bool


_FEWEST = 2
_LONGEST = 8_000  # characters of a list in one sentence: more is no list of names
_LONGEST_ITEM = 80  # characters of a line in a list that is no name
_LONGEST_LEAD = 600  # characters that introduce one
_BREAK = re.compile(r"(?<=[^\W\d_]{2}[.!?])\s+(?=\S)|(?<=\)[.!?])\s+(?=\S)|(?<=\d[.!?])\s+(?=\S)")
_ITEM = re.compile(r"\s*(?:[,;،؛]|\band\b|\s(?=و[\u0621-\u064A]{2}))\s*(?:and\b|و(?=\s))?\s*")
_AS = re.compile(r"(?::|\b(?:named|identified|listed)(?: them)?(?: only)? as\b:?)\s*")


def name_lists(content: str) -> Iterator[NameList]:
    """Return the lists of names in a text: after a colon, or one name a line."""
    run: list[tuple[int, int, Person]] = []
    lead = 0
    at = 0
    for line in content.splitlines(keepends=True):
        start, at = at, at + len(line)
        if not line.strip():
            continue
        found = person(re.split(r"\s[–-]\s|[,،](?!\s*\d)", line.strip())[0])
        if found is not None:
            run.append((start, at, found))
            continue
        if run and _BULLET.match(line) and len(line) < _LONGEST_ITEM:
            continue  # "4. unidentified" among the names
        if len(run) >= _FEWEST:
            yield _made(lead, run[0][0], run[-1][1], [one for _, _, one in run])
        run, lead = [], start
        yield from _inline(line, start)
    if len(run) >= _FEWEST:
        yield _made(lead, run[0][0], run[-1][1], [one for _, _, one in run])


def _inline(line: str, offset: int) -> Iterator[NameList]:
    for mark in _AS.finditer(line):
        ends = _BREAK.search(line, mark.end(), mark.end() + _LONGEST)
        until = ends.start() if ends else min(len(line), mark.end() + _LONGEST)
        persons = _items(line[mark.end() : until])
        if len(persons) >= _FEWEST:
            first = max(0, mark.start() - _LONGEST_LEAD)
            before = [found.end() for found in _BREAK.finditer(line, first, mark.start())]
            lead = offset + (before[-1] if before else first)
            yield _made(lead, offset + mark.end(), offset + until, persons)


def _items(words: str) -> list[Person]:
    """Return the persons that words list, up to the first that is no name."""
    found: list[Person] = []
    for item in _ITEM.split(words):
        bare = item.strip(" .)(")
        named = person(item) or person(item.removeprefix("و"))
        if named is not None:
            found.append(named)
        elif bare.isdecimal() and len(bare) <= _AGE_DIGITS and found and found[-1].age is None:
            found[-1] = Person(name=found[-1].name, age=int(bare))
        elif bare and not (bare[0].islower() and len(bare.split()) <= 4):
            break  # no name, no age, no "a teacher": the list is over
    return found


_KIN = re.compile(
    r"\b(?:brothers|sisters|siblings|sons|daughters|cousins|twins|children)\s+"
    r"(?P<names>(?:[A-Z][\w'’-]+(?:\s+(?:al|el|bin|ibn|abu)?-?[A-Z][\w'’-]+){0,3}(?:,\s+(?:and\s+)?|\s+and\s+)){1,12}"
    r"[A-Z][\w'’-]+(?:\s+(?:al-|el-|bin\s|ibn\s|abu\s)?[A-Z][\w'’-]+){0,3})"
)


def kin_lists(content: str) -> Iterator[tuple[int, tuple[Person, ...]]]:
    """
    Return brothers and sisters listed by name, with where the word for them stands.

    They share the family name, which stands once, behind the last.

    >>> ((at, named),) = kin_lists("the brothers Hamid, Sadiq and Abdo al-Awadi")
    >>> at, [one.name for one in named]
    (4, ['Hamid al-Awadi', 'Sadiq al-Awadi', 'Abdo al-Awadi'])
    """
    for match in _KIN.finditer(content):
        names = [
            " ".join(name.split())
            for name in re.split(r",\s+(?:and\s+)?|\s+and\s+", match["names"])
        ]
        family = names[-1].split()[1:]
        whole = [name if len(name.split()) > 1 else " ".join((name, *family)) for name in names]
        persons = [Person(name=name) for name in whole if not set(fold(name).split()) & _NO_PERSON]
        if len(persons) == len(names) and family:
            yield match.start(), tuple({one.key: one for one in persons}.values())


def listed_in(words: str) -> tuple[Person, ...]:
    """
    Return the persons whom words list, and nobody but them.

    >>> [one.age for one in listed_in("Ahmad Saleh (41), Luz Dary Henao (29) and Omar Saleh, 7")]
    [41, 29, 7]
    """
    persons = _items(words)
    return tuple({one.key: one for one in persons}.values()) if len(persons) >= _FEWEST else ()


def _made(lead: int, start: int, end: int, persons: list[Person]) -> NameList:
    once = {one.key: one for one in reversed(persons)}
    is_arabic = any("\u0621" <= sign <= "\u064a" for sign in persons[0].name)
    named = tuple(sorted(once.values(), key=persons.index))
    return NameList(lead=lead, start=start, end=end, persons=named, is_arabic=is_arabic)
