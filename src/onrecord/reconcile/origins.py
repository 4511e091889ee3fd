"""Who first said it: origins are counted, not links."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.kit.ids import content_id
from onrecord.model import (
    Actor,
    Claim,
    Document,
    Measure,
    Origin,
    Outcome,
    Place,
    Qualifier,
    Text,
)
from onrecord.reconcile.copies import Copy, copies
from onrecord.reconcile.echoes import echoed
from onrecord.reconcile.exclusions import exclusions
from onrecord.reconcile.register import Register, Voice
from onrecord.reconcile.voices import last_named


@dataclass(frozen=True, slots=True)
class _Trace:
    """The voice a claim goes back to, and how it was traced."""

    voice: Voice
    why: str
    is_own: bool = False  # the document speaks for itself


def _nowhere(_place_id: str) -> Place | None:
    return None


def origins(
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    texts: Mapping[str, Text],
    actor: Callable[[str], Actor | None],
    place: Callable[[str], Place | None] = _nowhere,
) -> tuple[Origin, ...]:
    """
    Trace each claim to the voice that first said it.

    The last named source of a claim's chain is its origin. Without one it is what the
    claim repeats or is part of, then the text that its words were copied from, then the
    document's own publisher or author. A voice without a name ("residents") is an origin
    inside its document only.

    Args:
        claims: All claims of the record.
        documents: By name.
        texts: By snapshot id or by document name; a document may have none.
        actor: Gives an actor by id; None if unknown.
        place: Gives a place by id, so that a toll of a country can be known for the echo
            of a count in one of its regions; None if unknown.
    """
    ordered = sorted({claim.id: claim for claim in claims}.values(), key=_order)
    by_document = {
        claim.document: text
        for claim in ordered
        if (text := texts.get(claim.passage.snapshot_id or "") or texts.get(claim.document))
    }
    register = Register(ordered, actor)
    tracer = _Tracer(ordered, documents, by_document, register, place)
    return _collected(ordered, tracer, by_document, actor)


def _order(claim: Claim) -> tuple[str, int, int, str]:
    return (claim.document, claim.passage.start, claim.passage.end, claim.id)


class _Tracer:
    """Traces claims, each once."""

    def __init__(
        self,
        claims: Sequence[Claim],
        documents: Mapping[str, Document],
        texts: Mapping[str, Text],
        register: Register,
        place: Callable[[str], Place | None],
    ) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._documents = documents
        self._texts = texts
        self.register = register
        self._place = place
        self._copies = {copy.later: copy for copy in copies(texts, documents)}
        self._of_document: dict[str, list[Claim]] = defaultdict(list)
        self._repeated_by: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            self._of_document[claim.document].append(claim)
            if claim.same_as:
                self._repeated_by[claim.same_as].append(claim)
        self._traced: dict[str, _Trace] = {}

    def trace(self, claim: Claim, underway: frozenset[str] = frozenset()) -> _Trace:
        """Return the voice that a claim goes back to."""
        if claim.id not in self._traced:
            self._traced[claim.id] = self._find(claim, underway | {claim.id})
        return self._traced[claim.id]

    def _find(self, claim: Claim, underway: frozenset[str]) -> _Trace:
        if claim.origin and claim.document not in self._texts:
            named = last_named(claim)
            told = self.register.voice(named).name if named else claim.origin
            shown = claim.origin_name or told
            return _Trace(Voice(f"told:{claim.origin}", shown), "as the import tells")
        return (
            self._by_name(claim)
            or self._by_link(claim, underway)
            or self._by_echo(claim)
            or self._by_copy(claim, underway)
            or self._by_neighbour(claim)
            or self._own(claim)
        )

    def _by_name(self, claim: Claim) -> _Trace | None:
        named = last_named(claim)
        if named is None:
            return None
        voice = self.register.voice(named)
        carriers = [source.name for source in claim.sources if source is not named]
        through = f", told by {', '.join(carriers)}" if carriers else ""
        return _Trace(voice, f"according to {named.name}{through}")

    def _by_link(self, claim: Claim, underway: frozenset[str]) -> _Trace | None:
        """Follow a claim in the author's own voice to an attributed one that it repeats."""
        if claim.sources:
            return None
        targets = [
            (self._claims.get(claim.same_as or ""), "repeats what the document has from"),
            (self._claims.get(claim.part_of or ""), "part of what the document has from"),
        ]
        for target, words in targets:
            if target is None or target.id in underway:
                continue
            if last_named(target) or target.part_of or target.same_as:
                found = self.trace(target, underway)
                if not found.is_own:
                    return _Trace(found.voice, f"{words} {found.voice.name}")
        repeated = {
            self.register.voice(name)
            for other in self._repeated_by.get(claim.id, [])
            if (name := last_named(other)) and other.document == claim.document
        }
        if len(repeated) == 1:
            (voice,) = repeated
            return _Trace(voice, f"the document repeats it and has it from {voice.name}")
        return None

    def _by_echo(self, claim: Claim) -> _Trace | None:
        if claim.sources:
            return None
        voices = {
            self.register.voice(name)
            for other in self._of_document[claim.document]
            if (name := last_named(other)) and echoed(claim, other, self._place)
        }
        if len(voices) != 1:
            return None
        (voice,) = voices
        return _Trace(voice, f"says loosely what the document has from {voice.name}")

    def _by_copy(self, claim: Claim, underway: frozenset[str]) -> _Trace | None:
        copy = self._copies.get(claim.document)
        if copy is None or _changed(copy, claim):
            return None
        at = _place_in_earlier(copy, claim)
        if at is None:
            return None
        why = f"words copied from {copy.earlier}"
        for other in self._of_document.get(copy.earlier, []):
            overlaps = other.passage.start < at[1] and at[0] < other.passage.end
            if overlaps and other.outcome is claim.outcome and other.id not in underway:
                return _Trace(self.trace(other, underway).voice, why)
        return _Trace(self._publisher(copy.earlier), why)

    def _by_neighbour(self, claim: Claim) -> _Trace | None:
        """
        Trace an unattributed number to the one voice that the numbers around it have.

        A report that gives one voice's dead and goes on "79 were injured" has those from
        the same voice; to call it a second origin would confirm a voice by itself.
        """
        if claim.sources or not _is_number(claim):
            return None
        voices = {
            self.register.voice(name)
            for other in self._around(claim)
            if _is_number(other) and other.when == claim.when and (name := last_named(other))
        }
        if len(voices) != 1:
            return None
        (voice,) = voices
        return _Trace(voice, f"unattributed, among numbers that the document has from {voice.name}")

    def _around(self, claim: Claim) -> Sequence[Claim]:
        """Return the claims of a document that start near one; the list is in order of place."""
        told, at = self._of_document[claim.document], claim.passage.start
        first = bisect_left(told, at - _NEIGHBOURS, key=_start)
        return told[first : bisect_right(told, at + _NEIGHBOURS, key=_start)]

    def _own(self, claim: Claim) -> _Trace:
        publisher = self._publisher(claim.document)
        note = self._revision(claim)
        if not claim.sources:
            return _Trace(publisher, f"the document's own voice{note}", is_own=True)
        heard = claim.sources[-1].name
        voice = Voice(f"in:{claim.document}:{heard}", f"{heard}, as told to {publisher.name}")
        return _Trace(voice, f"a voice without a name, in {claim.document} only{note}")

    def _revision(self, claim: Claim) -> str:
        copy = self._copies.get(claim.document)
        change = _changed(copy, claim) if copy else None
        if copy is None or change is None:
            return ""
        return f"; text of {copy.earlier} revised: “{change[2]}” there, “{change[3]}” here"

    def _publisher(self, name: str) -> Voice:
        document = self._documents.get(name)
        told = (document.publisher or document.author or document.title) if document else None
        if told:
            return self.register.publisher(told)
        return Voice(f"document:{name}", f"{name} (no publisher known)")


def _start(claim: Claim) -> int:
    return claim.passage.start


_NEIGHBOURS = 600  # characters: the same paragraph or the next
_HARM = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES})


def _is_number(claim: Claim) -> bool:
    """Whether a claim gives a number of killed or injured, as a fact and not loosely."""
    return (
        claim.measure is Measure.PEOPLE
        and claim.outcome in _HARM
        and claim.is_fact_like
        and claim.count.is_known
        and claim.count.qualifier is not Qualifier.VAGUE
        and not claim.is_cumulative
    )


def _changed(copy: Copy, claim: Claim) -> tuple[int, int, str, str] | None:
    """Return the changed number or date within a claim's words; None if none was changed."""
    start, end = claim.passage.start, claim.passage.end
    return next((item for item in copy.changes if item[0] < end and start < item[1]), None)


def _place_in_earlier(copy: Copy, claim: Claim) -> tuple[int, int] | None:
    """Return where a claim's words stand in the earlier text; None if they are new."""
    starts = [span[0] for span in copy.spans]
    at = bisect_right(starts, claim.passage.start) - 1
    for start, end, earlier in copy.spans[max(at, 0) : max(at, 0) + 2]:
        if claim.passage.start < end and start < claim.passage.end:
            shift = earlier - start
            return (claim.passage.start + shift, claim.passage.end + shift)
    return None


def _collected(
    claims: Sequence[Claim],
    tracer: _Tracer,
    texts: Mapping[str, Text],
    actor: Callable[[str], Actor | None],
) -> tuple[Origin, ...]:
    members: dict[str, list[tuple[Claim, _Trace]]] = defaultdict(list)
    for claim in claims:
        trace = tracer.trace(claim)
        members[trace.voice.key].append((claim, trace))
    left_out = _left_out(claims, tracer, texts, actor)
    found = [
        Origin(
            id=_origin_id(key),
            name=_shown(trace.voice.name for _, trace in traced),
            claim_ids=tuple(claim.id for claim, _ in traced),
            why=tuple((claim.id, trace.why) for claim, trace in traced),
            excludes=tuple(dict.fromkeys(left_out.get(key, ()))),
            actor_id=traced[0][1].voice.actor_id,
        )
        for key, traced in members.items()
    ]
    return tuple(sorted(found, key=lambda origin: (origin.name, origin.id)))


def _origin_id(key: str) -> str:
    """Return an id made from the name; an imported one stays as it came."""
    return key.removeprefix("told:") if key.startswith("told:") else content_id("org", key)


def _shown(names: Iterable[str]) -> str:
    """Return the fullest name in use, the same whatever the order."""
    return max(sorted(set(names)), key=len)


def _left_out(
    claims: Sequence[Claim],
    tracer: _Tracer,
    texts: Mapping[str, Text],
    actor: Callable[[str], Actor | None],
) -> dict[str, list[str]]:
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for claim in claims:
        for source in claim.sources:
            key = tracer.register.voice(source).key
            known = actor(key)
            for name in (source.name, *((known.name, *known.aliases) if known else ())):
                names[claim.document][name] = key
    found: dict[str, list[str]] = defaultdict(list)
    for document, text in sorted(texts.items()):
        for key, words in exclusions(text.content, names[document]):
            found[key].append(words)
    return found
