"""Who first said it: origins are counted, not links."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from onrecord.kit.folding import fold
from onrecord.model import Actor, Claim, Decision, Document, How, Origin, Place, Text, standing
from onrecord.reconcile.exclusions import exclusions, may_exclude
from onrecord.reconcile.register import Register, nobody, origin_id
from onrecord.reconcile.tracing.found import Found
from onrecord.reconcile.tracing.reports import Reports
from onrecord.reconcile.tracing.tracer import Tracer


def _nowhere(_place_id: str) -> Place | None:
    return None


def origins(
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    texts: Mapping[str, Text],
    actor: Callable[[str], Actor | None],
    place: Callable[[str], Place | None] = _nowhere,
    *,
    named: Callable[[str], Actor | None] = nobody,
    decisions: Iterable[Decision] = (),
) -> tuple[Origin, ...]:
    """
    Trace each claim to the voice that first said it.

    The last named source of a claim's chain is its origin. Without one it is what the
    claim repeats or is part of; then the text that its words were copied, quoted or
    translated from; then the agency that the document credits, else the document's own
    publisher or author. A voice without a name ("residents") is an origin inside its
    document only. What a person decided comes before all of it.

    Three articles corroborate one another only by different primary sources (Every
    Casualty, Standards for Casualty Recording, page 25).

    Args:
        claims: All claims of the record.
        documents: By name.
        texts: By snapshot id or by document name; a document may have none.
        actor: Gives an actor by id; None if unknown.
        place: Gives a place by id, so that a toll of a country can be known for the echo
            of a count in one of its regions; None if unknown.
        named: Gives an actor by one of its names, for publishers, credited agencies and
            decided origins that no claim mentions; None if unknown.
        decisions: What people decided; those of `Choice.TRACE` that hold are followed.
    """
    by_id = dict(sorted(((claim.id, claim) for claim in claims), key=_order))
    ordered = list(by_id.values())
    by_document: dict[str, Text] = {}
    for claim in ordered:
        if claim.document not in by_document:
            text = texts.get(claim.passage.snapshot_id or "") or texts.get(claim.document)
            if text is not None:
                by_document[claim.document] = text
    register = Register(ordered, actor, named)
    reports = Reports(by_id, documents, by_document, register, place)
    found = Tracer(reports, standing(decisions)).all()
    return _collected(found, reports, actor)


def _order(told: tuple[str, Claim]) -> tuple[str, int, int, str]:
    claim_id, claim = told
    return (claim.document, claim.passage.start, claim.passage.end, claim_id)


def _collected(
    found: Mapping[str, Found],
    reports: Reports,
    actor: Callable[[str], Actor | None],
) -> tuple[Origin, ...]:
    """Put together what goes back to one voice."""
    members: dict[str, list[Found]] = defaultdict(list)
    keys = _joined(found.values())
    for claim_id in reports.claims:
        traced = found[claim_id]
        members[keys.get(traced.voice.key, traced.voice.key)].append(traced)
    left_out = _left_out(reports, actor)
    made = [
        Origin(
            id=origin_id(key),
            name=_shown(one.voice.name for one in traced),
            claim_ids=tuple(one.trace.claim_id for one in traced),
            traces=tuple(one.trace for one in traced),
            excludes=tuple(dict.fromkeys(left_out.get(key, ()))),
            actor_id=next((one.voice.actor_id for one in traced if one.voice.actor_id), None),
        )
        for key, traced in members.items()
    ]
    return tuple(sorted(made, key=lambda origin: (origin.name, origin.id)))


def _joined(found: Iterable[Found]) -> dict[str, str]:
    """Return, for decided names that some other voice is shown by, that voice's key."""
    decided: dict[str, str] = {}
    shown: dict[str, set[str]] = defaultdict(set)
    for one in found:
        is_name = one.voice.key.startswith("name:")
        if one.trace.how is How.DECIDED and is_name:
            decided[one.voice.key] = fold(one.voice.name)
        elif not is_name:
            shown[fold(one.voice.name)].add(one.voice.key)
    return {key: min(shown[name]) for key, name in decided.items() if len(shown.get(name, ())) == 1}


def _shown(names: Iterable[str]) -> str:
    """Return the fullest name in use, the same whatever the order."""
    return max(sorted(set(names)), key=len)


def _left_out(reports: Reports, actor: Callable[[str], Actor | None]) -> dict[str, list[str]]:
    """Return, by voice, the sentences that say what its counts leave out."""
    found: dict[str, list[str]] = defaultdict(list)
    for document, text in sorted(reports.texts.items()):
        if not may_exclude(text.content):
            continue
        names: dict[str, str] = {}
        for source in (source for claim in reports.told[document] for source in claim.sources):
            key = reports.register.voice(source).key
            known = actor(key)
            for name in (source.name, *((known.name, *known.aliases) if known else ())):
                names[name] = key
        for key, words in exclusions(text.content, names):
            found[key].append(words)
    return found
