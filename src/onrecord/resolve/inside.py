"""Places that the gazetteer lacks but the words say are places, and parts of those it has."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.kit.spelling import is_arabic
from onrecord.model import Candidate, Named, Place, PlaceKind
from onrecord.resolve.arabic import arabic_place
from onrecord.resolve.atlas import inside_id
from onrecord.resolve.context import context
from onrecord.resolve.placing import Scene, after_preposition, is_run, neighbour
from onrecord.resolve.ranking import ranked
from onrecord.resolve.tokens import Token

_LONGEST = 4
_COASTAL = frozenset({"region", "regions", "area", "areas", "city", "cities", "town", "towns"}) | {
    "province", "provinces", "village", "villages", "strip", "governorates",
}  # fmt: skip


def find(scene: Scene) -> None:
    """Add to a scene the places that only the words around them show."""
    shown = _add(scene, _unknown(scene))
    _extend(scene)
    for more in (_again(scene, shown), _held(scene), _coasts(scene)):
        _add(scene, more)
    scene.found.sort(key=lambda n: n.start)


def _add(scene: Scene, more: Iterable[Named]) -> list[Named]:
    """Add names that stand where none is yet; return those added."""
    added = []
    for named in list(more):
        if not scene.is_place(named.start, named.end):
            scene.add(named)
            added.append(named)
    return added


# -- names that the gazetteer lacks --------------------------------------------------------


def _unknown(scene: Scene) -> Iterator[Named]:
    at = 0
    while at < len(scene.words):
        size = 0
        if scene.words[at].is_name:
            size = _run_length(scene, at)
            named = _named(scene, at, size) if size else None
            if named:
                yield named
        at += max(size, 1)


def _again(scene: Scene, shown: Sequence[Named]) -> Iterator[Named]:
    """Yield further mentions of names that some sentence shows to be places."""
    by_name = {n.name: n for n in shown}
    for i, word in enumerate(scene.words):
        for size in range(min(_LONGEST, len(scene.words) - i), 0, -1):
            start, end = word.start, scene.words[i + size - 1].end
            first = by_name.get(scene.content[start:end]) if word.is_name else None
            if first:
                yield replace(first, start=start, end=end)
                break


def _run_length(scene: Scene, at: int) -> int:
    """How many words from here make one run of names that nothing known has taken."""
    if is_arabic(scene.words[at].word):
        return 1
    size = 0
    for length in range(1, min(_LONGEST, len(scene.words) - at) + 1):
        run = scene.words[at : at + length]
        if not is_run(scene, run) and length > 1 and run[-1].is_name:
            break
        start, end = run[-1].start, run[-1].end
        if scene.is_place(start, end) or scene.is_taken(start, end):
            break
        if run[-1].is_name and is_run(scene, run):
            size = length
    return size


def _named(scene: Scene, at: int, size: int) -> Named | None:
    """Name what a run of capitalised words is, if the words in it or around it show a place."""
    kinds = context()
    run = list(scene.words[at : at + size])
    if is_arabic(run[0].word):  # without capitals a run of words shows no name
        return arabic_place(scene, at)
    while len(run) > 1 and (run[0].low in kinds.direction or run[0].low in kinds.stop):
        run.pop(0)
    last = run[-1].low
    if last in kinds.water or run[0].low.endswith(_HELD):
        return None
    if len(run) > 1 and last in kinds.of_places:
        is_body = last in kinds.organisation  # "the United Front", "the European Community"
        return None if is_body else _called(scene, run[:-1], run[-1])
    if len(run) > 1 and last in kinds.site:
        return None if _is_word(run[:-1]) else _site(scene, run)
    if _is_word(run) or _is_people(scene, run) or run[0].low in _CALENDAR:
        return None  # "Thursday's bazaar"
    return _by_neighbours(scene, run, at + size - len(run))


def _by_neighbours(scene: Scene, run: Sequence[Token], first: int) -> Named | None:
    noun = _noun_beside(scene, first, first + len(run) - 1)
    if noun in context().site:
        return _site(scene, run) if _may_be_name(run) else None
    if noun:
        return _resolved(scene, run, noun)
    return (
        _second_chance(scene, run, first)
        or _before_known(scene, run, first)
        or _beside_deed(scene, run, first)
    )


def _is_word(run: Sequence[Token]) -> bool:
    kinds = context()
    low = run[0].low
    if len(run) == 1 and len(low) == 1:
        return True
    return all(w.low in kinds.not_alone for w in run)


def _is_people(scene: Scene, run: Sequence[Token]) -> bool:
    return any(scene.atlas.people_named(part) for w in run for part in w.word.split("-"))


def _may_be_name(run: Sequence[Token]) -> bool:
    return len(run) > 1 or not run[0].opens or "-" in run[0].word


def _called(scene: Scene, run: Sequence[Token], noun: Token) -> Named | None:
    if _is_word(run) or run[-1].is_title_line:
        return None
    return _resolved(scene, run, noun.low)


def _noun_beside(scene: Scene, first: int, last: int) -> str | None:
    """The place noun after a name, before it, or after a comma ("X, a town near Y")."""
    words, kinds = scene.words, context()
    after = neighbour(scene.content, words, last, 1)
    if after and not after.is_name and (after.low in kinds.of_places or after.low in kinds.site):
        return None if _STATES_THAT.match(scene.content, after.start) else after.low
    i = first - 1
    if i > 0 and words[i].low in {"of", "called", "named"}:
        i -= 1
        gap = scene.content[words[i].end : words[first].start]
        if words[i].low in kinds.of_places - kinds.division and len(gap) < len(" of the ") + 1:
            return words[i].low
    return _in_apposition(scene, last)


_STATES_THAT = re.compile(r"state\s+that\b")  # "Villagers state that": no state of theirs


def _in_apposition(scene: Scene, last: int) -> str | None:
    words = scene.words
    follow = scene.words[last + 1 : last + 5]
    if not follow or scene.content[words[last].end : follow[0].start] != ", ":
        return None
    if follow[0].low not in {"a", "an", "the"}:
        return None
    nouns = context().town | context().camp
    return next((w.low for w in follow[1:] if w.low in nouns), None)


def _resolved(scene: Scene, run: Sequence[Token], noun: str) -> Named:
    """Name a place that its noun shows; candidates if another spelling is known."""
    name = scene.content[run[0].start : run[-1].end]
    # A quarter or a camp is in some town; one that sounds like it elsewhere is another place.
    is_part = noun in context().quarter | context().camp
    places = [] if is_part else _sounding(scene, name)
    return _as_named(scene, run, places, noun.removesuffix("s"))


def _second_chance(scene: Scene, run: Sequence[Token], first: int) -> Named | None:
    """Name a place after "in" or "near" that is known here by another transliteration."""
    kinds = context()
    if run[0].low in kinds.person or run[0].low in kinds.stop or run[0].low in _CALENDAR:
        return None
    if run[-1].low in kinds.person:
        return None
    if not after_preposition(scene.content, scene.words, first):
        return None
    after = neighbour(scene.content, scene.words, first + len(run) - 1, 1)
    if after and after.is_name:
        return None
    places = _sounding(scene, scene.content[run[0].start : run[-1].end])
    return _as_named(scene, run, places, None) if places else None


_INTO = frozenset(
    "in at near around outside inside entered captured seized retook stormed attacked".split()
)


def _before_known(scene: Scene, run: Sequence[Token], first: int) -> Named | None:
    """Name an unknown place that the words put in a known one: "in X, Idlib province"."""
    words, last = scene.words, first + len(run) - 1
    if first == 0 or words[first - 1].low not in _INTO or last + 1 >= len(words):
        return None
    if run[0].low in context().person | _CALENDAR or run[-1].low in context().person:
        return None
    between = scene.content[words[last].end : words[last + 1].start]
    at = last + 1
    if between in {" ", ", "} and words[at].low == "in":
        at += 1
    elif between != ", ":
        return None
    skipped = context().direction | {"the"}
    while at < len(words) and words[at].low in skipped:
        at += 1
    if at < len(words) and scene.is_place(words[at].start, words[at].end):
        return _as_named(scene, run, (), None)
    return None


_CALENDAR = frozenset(
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter".split()
)
_DEED_NEAR = 8  # words between an act of violence and where it was


def _beside_deed(scene: Scene, run: Sequence[Token], first: int) -> Named | None:
    """
    Name a place that is on no map, from what happened in it.

    As in "a strike on a bus in X", "In X gunmen dragged seven men out".
    """
    words, kinds, last = scene.words, context(), first + len(run) - 1
    if first < 1 or run[0].word.isupper() or run[0].low in _CALENDAR:
        return None
    of_site = first > 1 and words[first - 1].low == "of" and words[first - 2].low in kinds.site
    if not of_site and words[first - 1].low not in {"in", "at", "near"}:
        return None
    if run[0].low in kinds.person | kinds.title or run[-1].low in kinds.person | kinds.organisation:
        return None
    if not after_preposition(scene.content, words, first):
        return None
    after = neighbour(scene.content, words, last, 1)
    if after and (after.is_name or run[-1].owns):
        return None
    if not (_is_after_deed(scene, first) or _is_before_deed(scene, first, last)):
        return None
    return _as_named(scene, run, _sounding(scene, scene.content[run[0].start : run[-1].end]), None)


_CUT = re.compile(r"[.;:!?\n]")


def _is_after_deed(scene: Scene, first: int) -> bool:
    before = scene.words[max(0, first - 1 - _DEED_NEAR) : max(0, first - 1)]
    deeds = [w for w in before if w.low in context().deed]
    return bool(deeds) and not _CUT.search(scene.content[deeds[-1].end : scene.words[first].start])


def _is_before_deed(scene: Scene, first: int, last: int) -> bool:
    """As in "In X, gunmen dragged …": only where the preposition begins the sentence."""
    at = scene.words[first - 1].start
    before = scene.content[max(0, at - _SHORT_BEFORE) : at]
    if not scene.words[first - 1].opens and not _SAYS_THAT.search(before):
        return False
    follow = scene.words[last + 1 : last + 1 + _DEED_NEAR]
    deed = next((w for w in follow if w.low in context().deed), None)
    return deed is not None and not _CUT.search(scene.content[scene.words[last].end : deed.start])


_SHORT_BEFORE = 40
_SAYS_THAT = re.compile(r"\b(?:that|and|where|while|but)\s+$", re.IGNORECASE)


_SHORTEST = 5  # letters: what is shorter sounds like everything


def _sounding(scene: Scene, name: str) -> list[Place]:
    if len(name) < _SHORTEST:
        return []
    found: list[Place] = []
    for iso, share in list(scene.focus.items())[:3]:
        if share >= _FOCUS_SHARE:
            found += scene.atlas.towns_sounding(name, iso)
    return found


_FOCUS_SHARE = 0.2


def _as_named(
    scene: Scene, run: Sequence[Token], places: Sequence[Place], noun: str | None
) -> Named:
    start, end = run[0].start, run[-1].end
    name = scene.content[start:end]
    candidates = ranked(
        scene.atlas,
        name,
        places,
        focus=scene.focus,
        others=tuple(scene.certain.values()),
        noun=noun,
    )
    marked = tuple(
        Candidate(id=c.id, score=c.score / 2, why=f"{c.why}; by sound, not by spelling")
        for c in candidates
    )
    return Named(start=start, end=end, kind="place", name=name, candidates=marked)


def _site(scene: Scene, run: Sequence[Token]) -> Named | None:
    if run[0].is_title_line and run[0].opens:
        return None
    last = run[-1]
    after = bisect_left(scene.words, last.end, key=lambda w: w.start)
    follow = scene.words[after] if after < len(scene.words) else None
    if follow and follow.low in context().site and follow.start - last.end == 1:
        run = [*run, follow]
    start, end = run[0].start, run[-1].end
    return Named(start=start, end=end, kind="place", name=scene.content[start:end])


# -- parts of known places -----------------------------------------------------------------


def _extend(scene: Scene) -> None:
    """Widen "Latakia" to "rural Latakia", and make "near Kassab" a place two steps less exact."""
    starts = {w.start: i for i, w in enumerate(scene.words)}
    for n, named in enumerate(scene.found):
        at = starts.get(named.start)
        if at is None or not named.candidates:
            continue
        wider = _directed(scene, named, at) or _near(scene, named, at)
        if wider:
            scene.found[n] = wider


def _directed(scene: Scene, named: Named, at: int) -> Named | None:
    best = scene.atlas.place(named.candidates[0].id)
    before = neighbour(scene.content, scene.words, at, -1)
    if best is None or before is None or before.low not in context().direction or before.owns:
        return None
    name = scene.content[before.start : named.end]
    why = f"{before.low} part of {best.name}"
    first = Candidate(id=inside_id(best, name), score=named.candidates[0].score, why=why)
    return Named(
        start=before.start,
        end=named.end,
        kind="place",
        name=name,
        candidates=(first, *named.candidates),
    )


def _near(scene: Scene, named: Named, at: int) -> Named | None:
    best = scene.atlas.place(named.candidates[0].id)
    if best is None or best.kind is not PlaceKind.TOWN:
        return None
    i = at - 1
    while i >= 0 and scene.words[i].low in {"the", "of", "town", "village", "city"}:
        i -= 1
    if i < 0 or scene.words[i].low not in context().near:
        return None
    if len(scene.content[scene.words[i].end : named.start].strip(" ")) > len("the village of"):
        return None
    first = Candidate(
        id=inside_id(best, f"near {named.name}"),
        score=named.candidates[0].score,
        why=f"near {best.name}, not in it",
    )
    return Named(
        start=named.start,
        end=named.end,
        kind="place",
        name=named.name,
        candidates=(first, *named.candidates),
    )


def _held(scene: Scene) -> Iterator[Named]:
    """Yield "rebel-held areas": ground told only by who holds it."""
    for i, word in enumerate(scene.words):
        after = neighbour(scene.content, scene.words, i, 1)
        if after and word.low.endswith(_HELD) and after.low in _GROUND:
            name = scene.content[word.start : after.end]
            yield Named(start=word.start, end=after.end, kind="place", name=name)


_HELD = ("-held", "-controlled")
_GROUND = frozenset(
    "area areas territory territories parts districts neighborhoods neighbourhoods towns"
    " villages zones enclave".split()
)


def _coasts(scene: Scene) -> Iterator[Named]:
    """Yield "the coast", "coastal region": places without a name of their own."""
    for i, word in enumerate(scene.words):
        size = 0
        after = neighbour(scene.content, scene.words, i, 1)
        if (word.low == "coastal" and after and after.low in _COASTAL) or (
            word.low == "the" and after and after.low == "coast"
        ):
            size = 2
        if size and not _of_something(scene, i + 1):
            end = scene.words[i + 1].end
            yield _coast(scene, word.start, end)


def _of_something(scene: Scene, last: int) -> bool:
    after = neighbour(scene.content, scene.words, last, 1)
    return bool(after and after.low == "of")


def _coast(scene: Scene, start: int, end: int) -> Named:
    name = scene.content[start:end]
    iso = next(iter(scene.focus), None)
    places = [p for p in scene.atlas.regions_named(name) if p.country == iso]
    places += [] if places else [p for p in scene.atlas.regions_named("coast") if p.country == iso]
    candidates = ranked(scene.atlas, name, places, focus=scene.focus)
    country = scene.atlas.place(f"country:{iso}") if iso else None
    if not candidates and country:
        why = f"the coast of {country.name}, which the text is most about"
        candidates = (Candidate(id=inside_id(country, name), score=0.5, why=why),)
    return Named(start=start, end=end, kind="place", name=name, candidates=candidates)
