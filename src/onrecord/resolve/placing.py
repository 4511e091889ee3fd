"""Finds names of places in a text, and says what each may mean."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from onrecord.kit.spelling import is_arabic, key
from onrecord.model import Named, Place, PlaceKind
from onrecord.resolve.atlas import Atlas
from onrecord.resolve.context import context
from onrecord.resolve.focus import POWERS
from onrecord.resolve.ranking import ranked
from onrecord.resolve.tokens import Token, gap

_LONGEST = 5
_PARTICLES = frozenset(
    "of the and al el an as ash at ad de del la le les du da do des sur upon ibn e y".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_CITY = 300_000  # people: a name known without help
_TOWN = 20_000  # people: a name known after "in" or "near"
_IN_FOCUS = 0.1  # share of the text's place words


@dataclass
class Scene:
    """A text being read: its words, what is taken, what it is about, what is found so far."""

    atlas: Atlas
    content: str
    words: list[Token]
    taken: Collection[tuple[int, int]]
    focus: Mapping[str, float]
    found: list[Named] = field(default_factory=list)
    certain: dict[str, Place] = field(default_factory=dict)
    _organisations: bytearray = field(init=False)
    _places: bytearray = field(init=False)
    small: frozenset[str] = frozenset()  # words that the text also prints in small letters
    shown: frozenset[str] = frozenset()  # keys of names that the text shows to be places
    led: set[int] = field(
        default_factory=set
    )  # starts of names with a preposition written onto them

    def __post_init__(self) -> None:
        # One byte a character: asking about a stretch takes the same time in any text.
        self._organisations = bytearray(len(self.content))
        self._places = bytearray(len(self.content))
        for start, end in self.taken:
            self._organisations[start:end] = b"\1" * (end - start)

    def is_taken(self, start: int, end: int) -> bool:
        """Return whether some of a stretch is an organisation's name."""
        return self._organisations.find(1, start, end) >= 0

    def is_place(self, start: int, end: int) -> bool:
        """Return whether some of a stretch is a place found already."""
        return self._places.find(1, start, end) >= 0

    def add(self, named: Named) -> None:
        """Keep a place."""
        self.found.append(named)
        self._places[named.start : named.end] = b"\1" * (named.end - named.start)

    def forget(self) -> None:
        """Drop the places found, to read the text again."""
        self.found.clear()
        self._places = bytearray(len(self.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside a run of words."""

    before: Token | None  # on the same line, with only a space between
    after: Token | None
    preposition: bool
    noun: str | None  # the place noun before ("town of X") or after ("X province")
    comma_place: Place | None  # "X, Iraq"


def find(scene: Scene) -> None:
    """
    Add to a scene the names of places that the atlas knows.

    The text is read twice: a village that some sentence shows to be a place is one in every
    sentence, also where it begins one and its capital shows nothing.
    """
    _read(scene)
    scene.shown = frozenset(key(n.name) for n in scene.found)
    scene.forget()
    _read(scene)


def _read(scene: Scene) -> None:
    at = 0
    while at < len(scene.words):
        at += _try(scene, at) if scene.words[at].is_name else 1


def _try(scene: Scene, at: int) -> int:
    """Try names that begin at a word, longest first; return how many words to go on by."""
    words = scene.words
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        run = words[at : at + size]
        if not is_run(scene, run):
            continue
        name = scene.content[run[0].start : run[-1].end]
        if scene.is_taken(run[0].start, run[-1].end):
            continue
        named = _named(scene, at, size, name) or _after_prefix(scene, at, size, name)
        if named:
            scene.add(named)
            _note_certain(scene, named)
            return size
    return 1


def is_run(scene: Scene, run: Sequence[Token]) -> bool:
    """Whether words stand together as a name may: capitals, or particles between capitals."""
    if not run[-1].is_name or (run[0].low == "the" and len(run) > 1):
        return False
    for left, right in pairwise(run):
        between = gap(scene.content, left, right)
        if left.owns or between not in {" ", "-", "\u00a0", "‑", "–"}:
            return False
        if not (right.is_name or right.low in _PARTICLES):
            return False
    return True


def _named(scene: Scene, at: int, size: int, name: str) -> Named | None:
    atlas, run = scene.atlas, scene.words[at : at + size]
    if atlas.people_named(name):
        return None
    places = atlas.places_named(name)
    if not places:  # most words: no need to look around
        return None
    beside = _beside(scene, at, size)
    if places[0].kind is PlaceKind.COUNTRY:
        places = places if _is_country(run, beside) else []
    else:
        places = _kept(scene, run, beside, places)
    if not places:
        return None
    candidates = ranked(
        atlas,
        name,
        places,
        focus=scene.focus,
        others=tuple(scene.certain.values()),
        noun=beside.noun,
        inside=beside.comma_place,
    )
    start, end = run[0].start, run[-1].end
    return Named(start=start, end=end, kind="place", name=name, candidates=candidates)


_PREFIXES = ("و", "ب", "ل", "ف")


def _after_prefix(scene: Scene, at: int, size: int, name: str) -> Named | None:
    """Try an Arabic name without the particle that is written onto it ("in", "and", "to")."""
    if not is_arabic(name) or len(name) <= _SHORT or not name.startswith(_PREFIXES):
        return None
    first = scene.words[at]
    if at and scene.words[at - 1].low in context().of_places:
        return None  # after "village" the whole word is the name
    bare = replace(first, start=first.start + 1, word=first.word[1:], low=first.low[1:])
    scene.words[at] = bare
    scene.led.add(bare.start)
    try:
        named = _named(scene, at, size, name[1:])
    finally:
        scene.words[at] = first
    best = scene.atlas.place(named.candidates[0].id) if named else None
    return named if best and _in_focus(scene, best) else None


def _is_country(run: Sequence[Token], beside: Beside) -> bool:
    """Whether a country's name is one here: not in "Syria Campaign", not "Michael Jordan"."""
    after = beside.after
    if after and after.is_name and after.low in context().organisation and not run[-1].owns:
        return False
    before = beside.before
    is_also_a_first_name = " ".join(w.low for w in run) in context().stop  # Jordan, Israel, Chad
    if is_also_a_first_name and after and after.is_name and not run[-1].owns:
        return run[0].is_title_line or not _is_odd_after(after)
    is_first_name = before and before.is_name and before.low in context().person
    return not (is_first_name and not run[0].is_title_line)


def _kept(
    scene: Scene, run: Sequence[Token], beside: Beside, places: Sequence[Place]
) -> list[Place]:
    """Return those that a name may mean here; none if it is no place's name."""
    if not places or (_is_other_name(run, beside) and not beside.comma_place):
        return []
    if beside.noun in context().quarter:  # towns have no quarters named after far-off villages
        places = [p for p in places if p.kind is not PlaceKind.TOWN or p.population >= _CITY]
    return [p for p in places if _is_likely(scene, run, beside, p)]


def _is_other_name(run: Sequence[Token], beside: Beside) -> bool:
    """Whether the words beside make it a person's or an organisation's name."""
    words = context()
    before, after = beside.before, beside.after
    if is_arabic(run[0].word):  # no capitals there to tell by
        return False
    if after and after.low in words.water and not run[-1].owns:
        return True
    if before and before.low in words.title and not _is_of_places(before):
        return True
    if before and before.low in words.person and before.is_name:
        return True
    if run[0].is_title_line:
        return bool(after and after.low in words.organisation)
    if before and before.is_name and _is_odd_before(before):
        return True
    return bool(after and after.is_name and not run[-1].owns and _is_odd_after(after))


def _is_of_places(word: Token) -> bool:
    return word.low in context().of_places


def _is_odd_before(before: Token) -> bool:
    """Whether a capitalised word before makes one name with what follows."""
    words = context()
    if before.low in words.direction | words.of_places or before.low in words.preposition:
        return False
    if before.owns or before.low in _MONTHS:
        return False
    return not (before.opens and before.low not in words.person and before.low in words.stop)


def _is_odd_after(after: Token) -> bool:
    words = context()
    kinds = words.of_places | words.site | words.direction | {"local"}  # "Local Government Area"
    return after.low not in kinds and after.low not in _MONTHS


def _is_likely(scene: Scene, run: Sequence[Token], beside: Beside, place: Place) -> bool:
    low = " ".join(w.low for w in run)
    cued = _is_cued(scene, beside, place)
    is_word = low in context().stop or low in context().site  # "University" is a town somewhere
    if is_word or (len(run) == 1 and low in scene.small):
        return cued and _in_focus(scene, place)
    if is_arabic(low):
        return _is_likely_arabic(scene, beside, place, low, cued=cued)
    if low in context().person:
        return cued or (beside.preposition and _in_focus(scene, place) and place.population > 0)
    if place.population >= _CITY:
        return True
    if _in_focus(scene, place):
        return _is_likely_in_focus(scene, run, beside, place)
    if place.kind is not PlaceKind.TOWN:
        return cued and len(low) > 4
    if cued:
        return not scene.focus or place.population >= _TOWN or beside.noun is None
    return beside.preposition and (place.population >= _TOWN * 5 or not scene.focus)


def _is_likely_arabic(scene: Scene, beside: Beside, place: Place, low: str, *, cued: bool) -> bool:
    """Arabic has no capitals, so a name needs a place noun, a preposition or a large town."""
    if len(low) < _SHORT or low in context().person:
        return cued and _in_focus(scene, place)
    if place.kind is not PlaceKind.TOWN:
        return _in_focus(scene, place) or cued
    if cued or beside.preposition:
        return _in_focus(scene, place) or place.population >= _CITY or not scene.focus
    return _in_focus(scene, place) and place.population >= _TOWN


_SHORT = 3


def _is_likely_in_focus(scene: Scene, run: Sequence[Token], beside: Beside, place: Place) -> bool:
    name = scene.content[run[0].start : run[-1].end]
    if _is_cued(scene, beside, place) or beside.preposition or key(name) in scene.shown:
        return True
    if run[0].opens and len(run) == 1 and place.population < _TOWN:
        # A word that begins a sentence has its capital anyway: only "Town," or "Town's".
        return place.kind is not PlaceKind.TOWN or run[0].owns or _follows_list(scene, run)
    return place.country not in POWERS or place.population >= _TOWN


def _is_cued(scene: Scene, beside: Beside, place: Place) -> bool:
    """Whether a place noun beside it, or the larger place after it, says that it is one."""
    inside = beside.comma_place
    return beside.noun is not None or (
        inside is not None and inside.id != place.id and scene.atlas.within(place, inside.id)
    )


def _follows_list(scene: Scene, run: Sequence[Token]) -> bool:
    return any(p.end >= run[0].start - 3 for p in scene.found[-1:])


def _in_focus(scene: Scene, place: Place) -> bool:
    return place.country is None or scene.focus.get(place.country, 0.0) >= _IN_FOCUS


def _beside(scene: Scene, at: int, size: int) -> Beside:
    words, content = scene.words, scene.content
    before = neighbour(content, words, at, -1)
    after = neighbour(content, words, at + size - 1, 1)
    return Beside(
        before=before,
        after=after,
        preposition=words[at].start in scene.led or after_preposition(content, words, at),
        noun=_noun(content, words, at, at + size - 1),
        comma_place=_comma_place(scene, at + size - 1),
    )


def neighbour(content: str, words: Sequence[Token], at: int, step: int) -> Token | None:
    """Return the word beside one, if no more than a space, 's or a title's point is between."""
    if not 0 <= at + step < len(words):
        return None
    other = words[at + step]
    left, right = (words[at], other) if step > 0 else (other, words[at])
    between = gap(content, left, right)
    if between == " ":  # by far the most
        return other
    if between.startswith(".") and left.low in context().title:
        between = between[1:]
    return other if between.strip(" \u00a0") in {"", "'s", "’s"} else None


def after_preposition(content: str, words: Sequence[Token], at: int) -> bool:
    """Whether a preposition or a verb of attack stands before, adjectives let pass."""
    skipped = context().direction
    i = at - 1
    while i >= 0 and at - i < 5 and (words[i].low in skipped or _is_passed(words[i].low)):
        i -= 1
    if i < 0 or "\n" in content[words[i].end : words[at].start]:
        return False
    between = content[words[i].end : words[i + 1].start]
    return words[i].low in context().preposition and between.strip(" ") == ""


def _is_passed(low: str) -> bool:
    return low in {"the", "al"} or low.endswith("-held")


def _noun(content: str, words: Sequence[Token], first: int, last: int) -> str | None:
    """Return the place noun after a name ("X province") or before it ("town of X")."""
    kinds = context().of_places
    after = neighbour(content, words, last, 1)
    if after and after.low in kinds:
        return _one(after.low)
    i = first - 1
    if i >= 0 and words[i].low in {"of", "called", "named", "the", "al"}:
        i -= 1
        if i >= 0 and words[i].low in {"of", "and"}:
            i -= 1
    if i < 0 or (i == first - 1 and words[i].low not in kinds):
        return None
    between = content[words[i].end : words[first].start]
    return _one(words[i].low) if words[i].low in kinds and len(between) < _CLOSE else None


_CLOSE = 12


def _one(noun: str) -> str:
    """Return a place noun in the singular."""
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun.removesuffix("s")


def _comma_place(scene: Scene, last: int) -> Place | None:
    """Return the country or division after a comma: "X, Iraq", "X, Idlib province"."""
    words, content = scene.words, scene.content
    if last + 1 >= len(words) or gap(content, words[last], words[last + 1]) not in {", ", ","}:
        return None
    for size in (3, 2, 1):
        run = words[last + 1 : last + 1 + size]
        if len(run) == size and is_run(scene, run):
            name = content[run[0].start : run[-1].end]
            iso = scene.atlas.country_named(name)
            if iso:
                return scene.atlas.place(f"country:{iso}")
            regions = [p for p in scene.atlas.regions_named(name) if _in_focus(scene, p)]
            if regions:
                return regions[0]
    return None


def _note_certain(scene: Scene, named: Named) -> None:
    """Keep a town that only one place can be, so that others are ranked by it."""
    if len(named.candidates) == 1:
        place = scene.atlas.place(named.candidates[0].id)
        if place and place.kind is PlaceKind.TOWN:
            _remember(scene.certain, place)


_MOST_CERTAIN = 40  # enough to tell where a text is; more would only cost time


def _remember(certain: dict[str, Place], place: Place) -> None:
    if len(certain) < _MOST_CERTAIN:
        certain[place.id] = place
