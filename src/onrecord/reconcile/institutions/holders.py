"""Persons and their titles: "Commissioner Yare" is "the county commissioner, Mahad Yare"."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from onrecord.reconcile.institutions.offices import called, has_one_holder, titles, words_of
from onrecord.reconcile.institutions.titled import person_in
from onrecord.reconcile.institutions.voices_heard import Heard

_SHORTEST = 3  # letters: two stand for too much
_SMALL = frozenset({"of", "the", "for", "and", "de", "du", "des", "la", "le", "y"})


def join_same_person(voices: Sequence[Heard]) -> None:
    """
    Join a person named in full to the same person named by title and surname.

    "Commissioner Yare" is Mahad Yare where no other Yare speaks of the incident; "Mahad Yare"
    is Mahad Yare under any title.

    Args:
        voices: Of one incident, as joined so far.
    """
    by_surname: dict[str, list[tuple[Heard, tuple[str, ...]]]] = {}
    for voice in voices:
        for person in {person_in(name) for name in voice.names} - {()}:
            by_surname.setdefault(person[-1], []).append((voice, person))
    for bearers in by_surname.values():
        full = _fullest({person for _, person in bearers})
        for voice, person in bearers:
            meant = [other for other in full if _is_short_for(person, other)]
            if len(meant) == 1:
                voice.is_now(next(v for v, other in bearers if other == meant[0]))


def _fullest(persons: AbstractSet[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the names that are short for no other."""
    return [one for one in persons if not any(_is_short_for(one, o) for o in persons - {one})]


def _is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name may be another with fewer words or with letters for words."""
    if len(short) > len(full):
        return False
    rest = iter(full[:-1])
    return all(any(_begins(word, other) for other in rest) for word in short[:-1])


def _begins(word: str, other: str) -> bool:
    return word == other or (len(word) == 1 and other.startswith(word))


def join_initials(voices: Sequence[Heard]) -> None:
    """
    Join "BMU" to the one voice in whose name the beach management unit stands in full.

    Args:
        voices: Of one incident, as joined so far.
    """
    for voice in voices:
        short = voice.names[0] if len(voice.names) == 1 else ""
        if not (short.isupper() and short.isalpha() and len(short) >= _SHORTEST):
            continue
        homes = {
            id(other.root()): other
            for other in voices
            if other.root() is not voice.root() and _spells_out(other, short.casefold())
        }
        if len(homes) == 1:
            voice.is_now(next(iter(homes.values())))


def _spells_out(voice: Heard, short: str) -> bool:
    """Whether words in a row in one of a voice's names begin with some letters."""
    return any(
        short in "".join(word[0] for word in words_of(name) if word not in _SMALL)
        for name in (*voice.names, *voice.roles)
    )


def join_holders(voices: Sequence[Heard]) -> None:
    """
    Join "the commissioner" to the one commissioner whom any report of the incident tells of.

    Only for offices that one person holds at a place: there are many colonels.

    Args:
        voices: Of one incident, as joined so far.
    """
    for voice in voices:
        if not voice.is_nameless or len(voice.names) != 1:
            continue
        words = set(words_of(voice.names[0])) - {"a", "an", "the"}
        office = called(voice.names[0]).office
        if not words <= titles() or office is None or not has_one_holder(office):
            continue
        homes = {
            id(other.root()): other
            for other in voices
            if other.root() is not voice.root()
            and any(words <= set(words_of(name)) for name in (*other.names, *other.roles))
        }
        if len(homes) == 1:
            voice.is_now(next(iter(homes.values())))
