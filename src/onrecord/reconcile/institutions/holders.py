"""Persons and their titles: "Commissioner Yare" is "the county commissioner, Mahad Yare"."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from onrecord.reconcile.institutions.offices import called, has_one_holder, titles, words_of
from onrecord.reconcile.institutions.titled import person_in
from onrecord.reconcile.institutions.voices_heard import Heard

_SHORTEST = 3  # letters: two stand for too much
_SHORTEST_OF_SYLLABLES = 5  # letters of "Norcom": fewer begin too many words
_SYLLABLE = 2  # letters
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
    _join_first_names([bearer for bearers in by_surname.values() for bearer in bearers])


def _join_first_names(bearers: Sequence[tuple[Heard, tuple[str, ...]]]) -> None:
    """Join "a survivor, Andres" to "Andres P.", who alone has that first name."""
    for voice, person in bearers:
        alike = {
            id(other.root()): other
            for other, name in bearers
            if len(person) == 1 and len(name) > 1 and name[0] == person[0]
        }
        home = next(iter(alike.values()), voice)
        if len(alike) == 1 and (voice.office is None or voice.office == home.office):
            voice.is_now(home)


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

    So is a word made of the beginnings of words: "Norcom" is the Northern Command.

    Args:
        voices: Of one incident, as joined so far.
    """
    for voice in voices:
        short = voice.names[0] if len(voice.names) == 1 else ""
        is_one_word = short.isalpha() and short[:1].isupper() and len(short) >= _SHORTEST
        if not is_one_word:
            continue
        homes = {
            id(other.root()): other
            for other in voices
            if other.root() is not voice.root() and _stands_for(short, other)
        }
        if len(homes) == 1:
            voice.is_now(next(iter(homes.values())))


def _stands_for(short: str, voice: Heard) -> bool:
    if short.isupper() and _spells_out(voice, short.casefold()):
        return True
    return len(short) >= _SHORTEST_OF_SYLLABLES and any(
        _is_of_beginnings(short.casefold(), words[at:])
        for name in voice.names
        for words in [[word for word in words_of(name) if word not in _SMALL]]
        for at in range(len(words))
    )


def _is_of_beginnings(short: str, words: Sequence[str]) -> bool:
    """
    Whether letters are the beginnings, of two letters or more, of two words in a row or more.

    >>> _is_of_beginnings("norcom", ["northern", "command"])
    True
    >>> _is_of_beginnings("north", ["northern", "command"])
    False
    """

    def rest(letters: str, at: int) -> bool:
        if not letters:
            return at > 1
        if at == len(words):
            return False
        sizes = range(_SYLLABLE, len(letters) + 1)
        return any(
            words[at].startswith(letters[:n])
            and words[at] != letters[:n]
            and rest(letters[n:], at + 1)
            for n in sizes
        )

    return rest(short, 0)


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
