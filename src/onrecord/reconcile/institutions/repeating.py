"""Voices that tell what one other voice tells: "officials said" is no second one."""

from collections.abc import Iterator, Sequence

from onrecord.model import Claim, Count, Measure, Qualifier
from onrecord.reconcile.institutions.offices import (
    called,
    counts_itself,
    head_nouns,
    joint_offices,
    plain_words,
    speaks_for_others,
    words_of,
)
from onrecord.reconcile.institutions.voices_heard import Heard

Number = tuple[str, Count]  # of an outcome
Low = tuple[str, float | None]  # the lower end of a number


def join_repeated(voices: Sequence[Heard]) -> None:
    """
    Join "officials", "a spokesman", "a rights group" to the one voice that tells their numbers.

    Where an incident's police say fourteen, and a paper has fourteen from "officials", nobody
    can say that these are others: they are held for the police, so that no number grows more
    certain by being told more loosely. A hedge of theirs ("at least fourteen") is no other
    number, and what they tell besides (the wounded, where the police told of the dead alone) no
    other voice. What several voices tell, or nobody else, stays apart; and so do residents and
    witnesses, who speak for themselves.

    Args:
        voices: Of one incident, as joined so far.
    """
    for voice in voices:
        told = _lows(voice)
        if not told or not _is_anybody(voice):
            continue
        others = [v for v in voices if v.root() is not voice.root() and not _is_anybody(v)]
        alike = {id(v.root()): v for v in others if told & _lows(v)}
        homes = [v for v in alike.values() if not _differs(told, voices, v)]
        if len(alike) == len(homes) == 1:
            voice.is_now(homes[0])


def _differs(told: set[Low], voices: Sequence[Heard], home: Heard) -> bool:
    """Whether all that a voice says under its names gives another number of some outcome."""
    theirs = {low for v in voices if v.root() is home.root() for low in _lows(v)}
    known = {outcome for outcome, _ in theirs}
    return any(low not in theirs and low[0] in known for low in told)


def join_beside(voices: Sequence[Heard]) -> None:
    """
    Join who is named beside an office to that office, where it tells the number by itself.

    So is who says something together with it: "the ministries of health and defence".
    "Police and a tribal elder put the toll at 38", where police say 38 to everybody: the elder
    may have it from them, and is no second voice for it.

    Args:
        voices: Of one incident, as joined so far.
    """
    for voice in voices:
        joint = frozenset[str]().union(*map(joint_offices, voice.names))
        if voice.joined is not None or not all(len(c.sources) > 1 or joint for c in voice.claims):
            continue
        beside = {called(s.name).office for c in voice.claims for s in c.sources[:-1]} - {None}
        beside |= joint
        homes = {
            id(other.root()): other
            for other in voices
            if other.root() is not voice and other.office in beside and tells_all(other, voice)
        }
        if len(homes) == 1:
            voice.is_now(next(iter(homes.values())))


def tells_all(other: Heard, voice: Heard) -> bool:
    """Whether one voice tells every toll of another, at least as its lower end."""
    own = _lows(voice)
    return bool(own) and own <= _lows(other)


def _is_anybody(voice: Heard) -> bool:
    """Whether a voice may be any institution: no name, no office, a word for who speaks."""
    if voice.is_own or not voice.is_nameless or voice.office is not None:
        return False
    return all(_is_anybodys(words_of(name)) for name in voice.names)


def _is_anybodys(words: Sequence[str]) -> bool:
    """Whether words may be of any institution: "a rights group", and no "water authority"."""
    own = set(words) - plain_words() - speaks_for_others() - counts_itself()
    is_organisation = bool(set(words[-1:]) & (head_nouns() | {"cooperative"}))
    return bool(speaks_for_others() & set(words)) and not (own and is_organisation)


def _lows(voice: Heard) -> set[Low]:
    """Return the tolls that a voice tells, by their lower ends: hedged or not."""
    return {(outcome, count.low) for (outcome, count), _ in numbers(voice)}


def numbers(voice: Heard) -> Iterator[tuple[Number, Claim]]:
    """
    Return the tolls that a voice tells: numbers of people, and no parts of them.

    Part of a sum over several incidents is the whole toll of its own.
    """
    for claim in voice.claims:
        if _is_toll(claim) and (not claim.part_of or claim.part_of not in voice.told_here):
            yield (claim.outcome.value, claim.count), claim


def _is_toll(claim: Claim) -> bool:
    is_number = claim.count.is_known and claim.count.qualifier is not Qualifier.VAGUE
    return claim.measure is Measure.PEOPLE and is_number
