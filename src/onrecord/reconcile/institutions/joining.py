"""Which voices of an incident speak for one institution: those are one origin, not several."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from onrecord.kit.folding import fold
from onrecord.kit.ids import content_id
from onrecord.model import Actor, Claim, Document, How, Incident, Origin, Text, Trace
from onrecord.reconcile.institutions.desks import desks
from onrecord.reconcile.institutions.holders import (
    join_holders,
    join_initials,
    join_same_person,
)
from onrecord.reconcile.institutions.offices import (
    called,
    has_one_holder,
    head_nouns,
    is_nationwide,
    is_sent_back,
    plain_words,
    titles,
    words_of,
)
from onrecord.reconcile.institutions.publishers import Publishers
from onrecord.reconcile.institutions.relayed import join_relayed
from onrecord.reconcile.institutions.repeating import join_beside, join_repeated
from onrecord.reconcile.institutions.seats import (
    join_governments,
    join_seats,
    note_governments,
)
from onrecord.reconcile.institutions.speaking_for import (
    join_named_within,
    join_ranks,
    join_spokespeople,
)
from onrecord.reconcile.institutions.titled import person_in
from onrecord.reconcile.institutions.unsourced import join_unsourced
from onrecord.reconcile.institutions.voices_heard import Heard, voices_of
from onrecord.reconcile.register import nobody

_Moves = dict[str, tuple[Origin, str]]
_SETTLED = frozenset({How.TOLD, How.DECIDED})
_WHERE = re.compile(r"\s(?:in|at|for|from)\s")
_LONGEST_TITLE = 2  # words: "the district official"


def speaking_for_one(  # noqa: PLR0913 - as many as what it needs to know
    found: Sequence[Origin],
    incidents: Sequence[Incident],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    texts: Mapping[str, Text],
    actor: Callable[[str], Actor | None],
    *,
    named: Callable[[str], Actor | None] = nobody,
    is_place: Callable[[str], bool] = lambda _name: False,
) -> tuple[Origin, ...]:
    """
    Bring origins together that are one voice under several names, within each incident.

    Corroboration needs different primary sources (Every Casualty, Standards, page 25): two
    papers that both have it from "police" of one town have it from one. So within an
    incident:

    - names of one office ("police", "the provincial police command", "the police spokesman,
      Amal Haddad") are one voice, unless words of their own tell two apart ("Al-Rahma
      hospital", "Shifa hospital");
    - a shortened name ("the committee", "Haddad") is the one fuller name that holds it, and
      so is a title ("the colonel") of a report that has one such voice;
    - a publisher's own people ("our correspondent") are the publisher;
    - what a document says in its own voice and attributes elsewhere, with the same count,
      is the attributed voice's.

    Voices of nobody in particular (residents, witnesses) stay origins of their document
    alone; what an import or a person traced stays as it is. Joining too much only makes a
    figure look less corroborated than it is.

    Args:
        found: Origins as traced from each claim by itself; each claim in one.
        incidents: All of them.
        claims: By id.
        documents: By name.
        texts: By document name.
        actor: Gives an actor by id, as in `origins`.
        named: Gives an actor by one of its names, as in `origins`.
        is_place: Whether a name is a place's: "Geneva said".
    """
    settled = {t.claim_id for origin in found for t in origin.traces if t.how in _SETTLED}
    by_claim = {name: o for o in found for name in o.claim_ids if name not in settled}
    publishers = Publishers(found, claims.values(), actor, named)
    moved: _Moves = {}
    for incident in incidents:
        members = [claims[name] for name in incident.claim_ids if name in claims]
        voices = voices_of(members, by_claim, documents, texts, publishers)
        _join_same_words(voices, documents)
        _join_pronouns(voices)
        join_same_person(voices)
        _join_titles(voices)
        _join_doctors(voices)
        _join_shortened(voices)
        join_initials(voices)
        note_governments(voices, actor)
        join_holders(voices)
        join_named_within(voices, texts, actor)
        _join_offices(voices)
        join_spokespeople(voices)
        join_ranks(voices)
        join_seats(voices, is_place, actor)
        join_relayed(voices, documents, publishers)
        join_beside(voices)
        join_repeated(voices)
        join_governments(voices)
        join_unsourced(voices, documents, actor)
        moved.update(_moves(voices, incident, by_claim))
    return _gathered(found, moved)


def _join_same_words(voices: Sequence[Heard], documents: Mapping[str, Document]) -> None:
    """Join the residents of one paper's two reports: they are heard by the same people."""
    first: dict[tuple[str, frozenset[str]], Heard] = {}
    for voice in voices:
        papers = (documents.get(claim.document) for claim in voice.claims)
        publishers = {paper.publisher for paper in papers if paper and paper.publisher}
        if voice.is_nameless and len(publishers) == 1:
            (publisher,) = publishers
            words = frozenset(words_of(voice.names[0]))
            voice.is_now(first.setdefault((publisher, words), voice))


def _join_doctors(voices: Sequence[Heard]) -> None:
    """Take "Dr Munir" for the hospital that the same document has it from."""
    for voice in voices:
        if voice.office is None and words_of(voice.shown)[:1] in {("dr",), ("doctor",)}:
            papers = {claim.document for claim in voice.claims}
            at = [v for v in voices if v.office == "hospital" and _speaks_in(v, papers)]
            voice.office = "hospital" if at else None


def _join_pronouns(voices: Sequence[Heard]) -> None:
    """Join "its administration" to the one other voice of the document."""
    for voice in voices:
        if voice.is_own or not is_sent_back(voice.names[0]):
            continue
        papers = {claim.document for claim in voice.claims}
        others = [
            other
            for other in voices
            if other is not voice and not other.is_own and _speaks_in(other, papers)
        ]
        if len(others) == 1:
            voice.is_now(others[0])


def _join_titles(voices: Sequence[Heard]) -> None:
    """Join "the colonel" to the one colonel whom the same report tells of."""
    for voice in voices:
        title = _title(voice)
        if not title:
            continue
        papers = {claim.document for claim in voice.claims}
        meant = [
            other
            for other in voices
            if other is not voice and _speaks_in(other, papers) and _is_called(other, title)
        ]
        if len({id(other.root()) for other in meant}) == 1:
            voice.is_now(meant[0])


def _title(voice: Heard) -> tuple[str, ...]:
    """Return the words of "the colonel", or of "colonel" alone; none of any longer name."""
    if not voice.is_nameless or len(voice.names) != 1:
        return ()
    words = words_of(voice.names[0])
    is_meant = voice.names[0].casefold().startswith("the ") or len(words) == 1
    is_title = is_meant and len(words) <= _LONGEST_TITLE and set(words[-1:]) <= titles()
    return words if is_title else ()


def _is_called(voice: Heard, title: Sequence[str]) -> bool:
    return any(set(title) <= set(words_of(name)) for name in voice.names)


def _speaks_in(voice: Heard, papers: set[str]) -> bool:
    return any(claim.document in papers for claim in voice.claims)


def _join_shortened(voices: Sequence[Heard]) -> None:
    """Join "Haddad" to "Amal Haddad", "the committee" to the one committee that speaks."""
    for voice in voices:
        fuller = [other for other in voices if other is not voice and _holds(other, voice)]
        if len({id(other.root()) for other in fuller}) == 1:
            voice.is_now(fuller[0])


def _holds(fuller: Heard, short: Heard) -> bool:
    if short.is_own or short.origin.actor_id or fuller.is_nameless:
        return False
    words = {word for word in words_of(short.names[0]) if word not in plain_words()}
    heads = head_nouns() & set(words_of(short.names[0]))
    words |= heads
    if not words or not words < set(words_of(fuller.shown)):
        return False
    return bool(heads) or not short.is_nameless or len(words) > 1


def _join_offices(voices: Sequence[Heard]) -> None:
    by_office: dict[str, list[Heard]] = defaultdict(list)
    for voice in voices:
        if voice.office:
            by_office[voice.office].append(voice)
    for office, alike in desks(by_office):
        told_apart: list[tuple[frozenset[str], Heard]] = []
        bare: list[Heard] = []
        for voice in alike:
            own = frozenset[str]() if has_one_holder(office) else _own_words(voice)
            match = next((v for words, v in told_apart if own & words), None)
            if not own:
                bare.append(voice)
            elif match is not None:
                voice.is_now(match)
            else:
                told_apart.append((own, voice))
        _join_bare(bare, [voice for _, voice in told_apart])


def _own_words(voice: Heard) -> frozenset[str]:
    """Return the words that tell an institution from others of its kind; none of a person."""
    if voice.is_person:
        return frozenset()
    if voice.is_government:
        return frozenset({voice.origin.actor_id or ""})
    places = {
        word
        for claim in voice.claims
        for mention in claim.places
        for word in fold(mention.name).split()
    }
    tell_it = (name for name in voice.names if called(name).office == voice.office)
    name = next(tell_it, voice.names[0] if voice.names else voice.origin.name)
    if voice.office and is_nationwide(voice.office):
        name = _WHERE.split(name, maxsplit=1)[0]
    return called(name).own - places - set(person_in(name))


def _join_bare(bare: Sequence[Heard], told_apart: Sequence[Heard]) -> None:
    homes = {id(voice.root()): voice for voice in told_apart}
    if len(homes) > 1:
        return  # which of the hospitals is meant is not told
    home = next(iter(homes.values()), bare[0] if bare else None)
    for voice in bare:
        if home is not None:
            voice.is_now(home)


def _moves(voices: Sequence[Heard], incident: Incident, by_claim: Mapping[str, Origin]) -> _Moves:
    """Return, for each claim that changes its origin, where it goes and why."""
    together: dict[int, list[Heard]] = defaultdict(list)
    for voice in voices:
        together[id(voice.root())].append(voice)
    moves: _Moves = {}
    for joined in together.values():
        home = _speaker(joined, incident)
        for voice in joined:
            for claim in voice.claims:
                if by_claim[claim.id].id != home.id:
                    moves[claim.id] = (home, _why(claim, home))
    return moves


def _speaker(joined: Sequence[Heard], incident: Incident) -> Origin:
    """Return what all go by: a known actor, a name of its own, or an office and a place."""
    if len(joined) == 1:
        return joined[0].origin
    # A paper that has it from police is not what the police are called.
    heard = [voice for voice in joined if not voice.is_own] or joined
    named = [voice for voice in heard if not voice.is_nameless]
    if named:
        return min(named, key=_rank).origin
    office = next((voice.office for voice in joined if voice.office), None)
    first = min((voice.origin for voice in heard), key=lambda origin: origin.id)
    if office is None:
        return first
    where = incident.place_names[0] if incident.place_names else ""
    key = incident.place_ids[0] if incident.place_ids else fold(where)
    if any(voice.is_set_apart for voice in heard):
        office = f"{office} (ministry)"
    made = content_id("org", f"office:{office}@{key}")
    return replace(first, id=made, name=f"{office}, {where}" if where else office, actor_id=None)


def _rank(voice: Heard) -> tuple[bool, bool, int, str]:
    return (voice.origin.actor_id is None, voice.is_person, -len(voice.shown), voice.origin.id)


def _why(claim: Claim, home: Origin) -> str:
    if not claim.sources:
        return f"the document has it from {home.name}"
    return f"“{claim.sources[-1].name}” and {home.name} are one voice here"


def _gathered(found: Sequence[Origin], moved: _Moves) -> tuple[Origin, ...]:
    made: dict[str, Origin] = {}
    traces: dict[str, list[Trace]] = defaultdict(list)
    excludes: dict[str, dict[str, None]] = defaultdict(dict)
    for origin in found:
        told = {trace.claim_id: trace for trace in origin.traces}
        for claim_id in origin.claim_ids:
            home, reason = moved.get(claim_id, (origin, ""))
            made.setdefault(home.id, home)
            traces[home.id].append(_with_reason(told.get(claim_id), claim_id, reason))
            excludes[home.id].update(dict.fromkeys((*origin.excludes, *home.excludes)))
    gathered = [
        replace(
            made[at],
            claim_ids=tuple(trace.claim_id for trace in traces[at]),
            traces=tuple(traces[at]),
            excludes=tuple(excludes[at]),
        )
        for at in made
    ]
    return tuple(sorted(gathered, key=lambda origin: (origin.name, origin.id)))


def _with_reason(trace: Trace | None, claim_id: str, reason: str) -> Trace:
    if trace is None:
        return Trace(claim_id=claim_id, how=How.OWN, why=reason)
    return replace(trace, why=f"{trace.why}; {reason}") if reason else trace
