"""Persons and desks who speak for an institution that is named beside them, or alone could be."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from onrecord.kit.folding import initials
from onrecord.model import Actor, ActorKind, Text
from onrecord.reconcile.institutions.offices import (
    head_nouns,
    plain_words,
    ranks,
    speaks_for_others,
    spokespeople,
    titles,
    uniformed_offices,
    uniformed_ranks,
    words_of,
)
from onrecord.reconcile.institutions.persons import beside
from onrecord.reconcile.institutions.repeating import tells_all
from onrecord.reconcile.institutions.titled import person_in
from onrecord.reconcile.institutions.voices_heard import Heard
from onrecord.reconcile.voices import names_of_text

_Words = tuple[str, ...]
_SHORTEST = 3  # letters of a short form: two stand for too much
_LONGEST_PERSON = 4  # words
# Nouns that many institutions of one incident may go by.
_OF_MANY = frozenset({"office", "centre", "center", "bureau", "ministry", "mission", "project"})


def join_named_within(
    voices: Sequence[Heard], texts: Mapping[str, Text], actor: Callable[[str], Actor | None]
) -> None:
    """
    Join who is told with the name of an institution that speaks itself.

    "NRC commander Amal Haddad", "the NRC's rights desk" and Amal Haddad, of whom the report
    says that she directs the NRC, are the voice of the Northern Relief Committee (NRC). Who
    only was met or helped by it ("residents whom the NRC housed") is not.

    Args:
        voices: Of one incident, as joined so far.
        texts: By document name.
        actor: Gives an actor by id, for its other names.
    """
    institutions = [(voice, _keys(voice, actor)) for voice in voices if _is_institution(voice)]
    for voice in voices:
        known = actor(voice.origin.actor_id) if voice.origin.actor_id else None
        told = _told_with(voice, texts) if known is None else ()
        homes = {
            id(home.root()): home
            for home, keys in institutions
            if home.root() is not voice.root()
            and (home.office == voice.office or None in {home.office, voice.office})
            and any(_speaks_for(words, key) for words in told for key in keys)
        }
        if len(homes) == 1:
            voice.is_now(next(iter(homes.values())))


def join_spokespeople(voices: Sequence[Heard]) -> None:
    """
    Join "a spokesman, Major Amal Haddad" to the institution that speaks in the same report.

    Where several do, to the one that tells all the spokesman's numbers. Nobody is joined by
    that who gives another number than the institution in one report.

    Args:
        voices: Of one incident, as joined so far.
    """
    for voice in voices:
        if not any(_is_spokesman_alone(name) for name in voice.names) or voice.office:
            continue
        papers = {claim.document for claim in voice.claims}
        near = [
            other
            for other in voices
            if _may_send(other, voice) and papers & {claim.document for claim in other.claims}
        ]
        homes = _each(near) or []
        if len(homes) > 1:
            homes = [home for home in homes if tells_all(home, voice)]
        if len(homes) == 1:
            voice.is_now(homes[0])


def join_ranks(voices: Sequence[Heard]) -> None:
    """
    Join a general, told by name alone, to the one uniformed service that speaks of the incident.

    Args:
        voices: Of one incident, as joined so far.
    """
    for voice in voices:
        if voice.office or voice.joined or not any(_is_ranked(name) for name in voice.names):
            continue
        homes = _each(
            other
            for other in voices
            if other.root() is not voice and other.office in uniformed_offices()
        )
        if len(homes) == 1:
            voice.is_now(homes[0])


def _is_institution(voice: Heard) -> bool:
    return not voice.is_own and all(map(_may_be_institutions, voice.names))


def _may_be_institutions(name: str) -> bool:
    """Whether a name is no person's: it has a short form, is long, or holds no person."""
    if not person_in(name):
        return True
    is_titled = bool((titles() | ranks()) & set(words_of(name)))
    return not is_titled and (name.rstrip().endswith(")") or len(words_of(name)) > _LONGEST_PERSON)


def _keys(voice: Heard, actor: Callable[[str], Actor | None]) -> set[_Words]:
    """Return what an institution is called, by words: in full, in short, or by its noun."""
    known = actor(voice.origin.actor_id) if voice.origin.actor_id else None
    if known is not None and known.kind is ActorKind.STATE:
        return set()  # "the Ardanian police" are not the government's voice
    told = {*voice.names, *((known.name, *known.aliases) if known else ())}
    forms = {form for name in told for form in names_of_text(name)}
    forms |= {letters for name in told if len(letters := initials(name)) >= _SHORTEST}
    keys = {_content(words_of(form)) for form in forms}
    nouns = {(word,) for key in keys for word in key if len(key) > 1 and word in head_nouns()}
    return {key for key in keys if _is_a_name(key, forms)} | {
        noun for noun in nouns if noun[0] not in _OF_MANY
    }


def _is_a_name(key: _Words, forms: Iterable[str]) -> bool:
    """Whether words are enough to know an institution by: two, or a short form."""
    own = [word for word in key if word not in plain_words()]
    if len(own) > 1:
        return True
    return len(key) == 1 and len(key[0]) >= _SHORTEST and bool(own) and key[0] in set(forms)


def _content(words: _Words) -> _Words:
    return words[1:] if words[:1] == ("the",) else words


def _told_with(voice: Heard, texts: Mapping[str, Text]) -> tuple[_Words, ...]:
    """Return the words in which a voice is told: its names, and what stands beside a person."""
    told = [words_of(name) for name in voice.names]
    for name in voice.names:
        person = person_in(name)
        if not person:
            continue
        read = (texts[c.document].content for c in voice.claims if c.document in texts)
        told += [words_of(stretch) for stretch in beside(person[-1], dict.fromkeys(read))]
    return tuple(told)


def _speaks_for(words: _Words, key: _Words) -> bool:
    """Whether words tell of somebody who speaks for the institution of a name."""
    size = len(key)
    for at in range(len(words) - size + 1):
        if words[at : at + size] != key or len(words) == size:
            continue
        before, after = words[:at], words[at + size :]
        heads = titles() | speaks_for_others() | head_nouns()
        if heads & set(after) and all(word in plain_words() | titles() for word in before):
            return True
        if titles() & set(before) and not set(before) & _met():
            return True
    return False


def _met() -> frozenset[str]:
    return frozenset({"to", "by", "told", "with", "against", "whom", "who"})


def _is_spokesman_alone(name: str) -> bool:
    """Whether a name tells a spokesman, and not whose."""
    words = [word for word in words_of(name) if word not in person_in(name)]
    rest = [word for word in words if word not in plain_words() | titles() | ranks()]
    told = f" {' '.join(words)} "
    return any(f" {called} " in told for called in spokespeople()) and not rest


def _may_send(other: Heard, voice: Heard) -> bool:
    return (
        other.root() is not voice.root()
        and _is_institution(other)
        and (not other.is_nameless or other.office is not None)
    )


def _is_ranked(name: str) -> bool:
    person = person_in(name)
    return bool(person) and bool(uniformed_ranks() & (set(words_of(name)) - set(person)))


def _each(voices: Iterable[Heard]) -> list[Heard]:
    return list({id(voice.root()): voice.root() for voice in voices}.values())
