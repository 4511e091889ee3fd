"""Institutions by where they sit: "Geneva said", "the capital said"."""

from collections.abc import Callable, Sequence

from onrecord.model import Actor, ActorKind
from onrecord.reconcile.institutions.offices import organs
from onrecord.reconcile.institutions.repeating import tells_all
from onrecord.reconcile.institutions.voices_heard import Heard

_GOVERNMENT = "government"


def note_governments(voices: Sequence[Heard], actor: Callable[[str], Actor | None]) -> None:
    """
    Note which voices are a state's, so that "the government" is the one state that speaks.

    Args:
        voices: Of one incident.
        actor: Gives an actor by id, for what kind of actor it is.
    """
    for voice in voices:
        known = actor(voice.origin.actor_id) if voice.origin.actor_id else None
        if known is not None and known.kind is ActorKind.STATE and not voice.is_own:
            voice.is_government = True
            voice.office = voice.office or _GOVERNMENT


def join_governments(voices: Sequence[Heard]) -> None:
    """
    Join a government to the one of its services that tells all its numbers.

    A government counts no dead: its ministry of health does, or its police.

    Args:
        voices: Of one incident, as joined so far.
    """
    for voice in voices:
        if voice.office != _GOVERNMENT or voice.joined is not None:
            continue
        homes = {
            id(other.root()): other
            for other in voices
            if other.root() is not voice and other.office in organs() and tells_all(other, voice)
        }
        if len(homes) == 1:
            voice.is_now(next(iter(homes.values())))


def join_seats(
    voices: Sequence[Heard],
    is_place: Callable[[str], bool],
    actor: Callable[[str], Actor | None],
) -> None:
    """
    Join a place that speaks to the one institution that tells all its numbers.

    A town says nothing: "Geneva put the dead at twelve" is an organisation that sits there, and
    where one other institution of the incident tells twelve, it is held for that one.

    Args:
        voices: Of one incident, as joined so far.
        is_place: Whether a name is a place's.
        actor: Gives an actor by id: who is known sits nowhere else.
    """
    for voice in voices:
        known = actor(voice.origin.actor_id) if voice.origin.actor_id else None
        if voice.joined is not None or known is not None or not _is_seat(voice, is_place):
            continue
        homes = {
            id(other.root()): other
            for other in voices
            if other.root() is not voice and _may_sit(other) and tells_all(other, voice)
        }
        if len(homes) == 1:
            voice.is_now(next(iter(homes.values())))


def _is_seat(voice: Heard, is_place: Callable[[str], bool]) -> bool:
    return voice.office is None and len(voice.names) == 1 and is_place(voice.names[0])


def _may_sit(voice: Heard) -> bool:
    return not voice.is_own and (not voice.is_nameless or voice.office is not None)
