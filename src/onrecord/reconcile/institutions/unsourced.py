"""Papers that tell in their own voice what one other voice told before: no second origin."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from onrecord.model import Actor, ActorKind, Document
from onrecord.reconcile.institutions.offices import called, counts_itself, words_of
from onrecord.reconcile.institutions.repeating import Number, numbers
from onrecord.reconcile.institutions.voices_heard import Heard

_PRESS = frozenset({ActorKind.MEDIA, ActorKind.PERSON})
# A paper sees who is buried, and counts coffins itself.
_SEEN = re.compile(r"\b(?:buried|burials?|funerals?|coffins?|graves?)\b|دفن|تشييع|جنازة")
_Days = dict[Number, date]  # by number, the day of the first report that has it


def join_unsourced(
    voices: Sequence[Heard],
    documents: Mapping[str, Document],
    actor: Callable[[str], Actor | None],
) -> None:
    """
    Join a paper that names no source to the one voice that told its number before.

    A paper counts no dead; it has them from somebody. Where an incident's hospital said
    fourteen, and a paper says fourteen the next day and nothing of how it knows, that is the
    hospital's fourteen: three articles corroborate one another only by different primary
    sources (Every Casualty, Standards, page 25). It stays a voice of its own where nobody
    or more than one told its number on an earlier day, where it gives another number of the same
    outcome, where its own people counted, and where the publisher is no paper but somebody
    who counts or acts: a committee, a hospital, an army.

    Args:
        voices: Of one incident, as joined so far.
        documents: By name.
        actor: Gives an actor by id, for what kind of publisher it is.
    """
    told = {id(voice): _first_told(voice, documents) for voice in voices}
    by_number = _by_number(voices, told)
    for voice in voices:
        own = told[id(voice)]
        if own and voice.joined is None and _is_unsourced(voice, actor):
            home = _one([_before(by_number[number], voice, day) for number, day in own.items()])
            if home is not None and not _differs(own, home, by_number):
                voice.is_now(home)


def _first_told(voice: Heard, documents: Mapping[str, Document]) -> _Days:
    found: _Days = {}
    for number, claim in numbers(voice):
        document = documents.get(claim.document)
        if document is not None and document.published is not None:
            day = document.published
            found[number] = min(found.get(number, day), day)
    return found


_Tellers = dict[int, tuple[date, Heard]]  # by voice, with the first day


def _by_number(voices: Sequence[Heard], told: Mapping[int, _Days]) -> dict[Number, _Tellers]:
    """Return, for each number, the voices that tell it: joined ones once, by their first day."""
    found: dict[Number, _Tellers] = {}
    for voice in voices:
        for number, day in told[id(voice)].items():
            tellers = found.setdefault(number, {})
            at, said = id(voice.root()), (day, voice.root())
            tellers[at] = min(tellers.get(at, said), said, key=lambda entry: entry[0])
    return found


def _before(tellers: _Tellers, voice: Heard, day: date) -> list[Heard]:
    """Return up to two others that told a number on an earlier day."""
    found: dict[int, Heard] = {}
    for first, other in tellers.values():
        if first < day and other.root() is not voice:
            found[id(other.root())] = other.root()
        if len(found) > 1:
            break
    return list(found.values())


def _one(found: Iterable[Sequence[Heard]]) -> Heard | None:
    homes = {id(other.root()): other.root() for tellers in found for other in tellers}
    return next(iter(homes.values())) if len(homes) == 1 else None


def _differs(own: _Days, home: Heard, by_number: Mapping[Number, _Tellers]) -> bool:
    """Whether a paper gives, beside the number told before, another of the same outcome."""
    joined = {number for number, tellers in by_number.items() if id(home) in tellers}
    outcomes = {outcome for outcome, _ in joined}
    return any(number not in joined and number[0] in outcomes for number in own)


def _is_unsourced(voice: Heard, actor: Callable[[str], Actor | None]) -> bool:
    """Whether a voice is a paper's that names nobody and sent nobody."""
    if not voice.is_own or any(c.sources or c.told_incident for c in voice.claims):
        return False
    if any(_SEEN.search(claim.passage.exact) for claim in voice.claims):
        return False
    known = actor(voice.origin.actor_id) if voice.origin.actor_id else None
    if known is not None:
        return known.kind in _PRESS
    name = voice.origin.name
    return called(name).office is None and not counts_itself() & set(words_of(name))
