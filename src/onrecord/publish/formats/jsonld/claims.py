"""The nodes of a claim: what is said, the passage that says it, who read it, who decided."""

from collections.abc import Collection, Mapping
from typing import Any

from onrecord.model.public import PublicClaim, PublicIncident, Words
from onrecord.publish.formats.jsonld.vocabulary import node, thing
from onrecord.publish.formats.tables.claims import withheld

Node = dict[str, Any]
_CUT = "… "  # marks a sentence that is shown in part


def reader(engine: str) -> str:
    """Return the name of what read a claim."""
    return thing("reader", engine)


def claims(incident: PublicIncident, anchors: Mapping[str, str]) -> list[Node]:
    """
    Return the claims of an incident.

    Args:
        incident: The incident.
        anchors: For each public document the name of the bytes that words are quoted from, or
            its own where the record has no bytes.
    """
    there = {other.id for other in incident.claims} | {one.id for one in incident.sources}
    return [_claim(one, there, anchors.get(one.document_id)) for one in incident.claims]


def _claim(one: PublicClaim, there: Collection[str], anchor: str | None) -> Node:
    return node(
        id=thing(one.id),
        type=["Claim", "Annotation", "Entity"],
        words=str(one.exact),
        before=str(one.before),
        after=str(one.after),
        language=one.exact.language,
        withheld=list(withheld(one.exact, one.before, one.after, one.victims)),
        page=one.page,
        target=_passage(one, anchor) if anchor else None,
        wasDerivedFrom=anchor,
        wasAttributedTo=thing(one.source_id) if one.source_id in there else None,
        wasGeneratedBy=_reading(one, anchor),
        wasInfluencedBy=_decision(one),
        isProposal=one.decision is None,
        partOf=thing(one.part_of) if one.part_of in there else None,
        sameAs=thing(one.same_as) if one.same_as in there else None,
        **_said(one),
    )


def _said(one: PublicClaim) -> Node:
    return {
        "measure": one.measure,
        "outcome": one.outcome,
        "low": one.count.low,
        "high": one.count.high,
        "qualifier": one.count.qualifier,
        "isCumulative": one.is_cumulative,
        "victims": str(one.victims) if one.victims else None,
        "victimClass": one.victim_class,
        "accused": list(one.accused),
        "placeName": list(one.places),
        "weapon": one.weapon,
        "saidBy": list(one.sources),
        "stance": one.stance,
        "voice": one.voice,
    } | times(one.when)


def times(when: Any) -> Node:
    """Return when something was, as properties."""
    if when is None:
        return {}
    return {
        "earliest": when.earliest and when.earliest.isoformat(),
        "latest": when.latest and when.latest.isoformat(),
        "datePrecision": when.precision,
        "dateGrain": when.grain,
    }


def _passage(one: PublicClaim, anchor: str) -> Node:
    """
    Return where the words stand: by their offsets, and by themselves if all may be seen.

    A quote is there to be looked for in the text, so one with a gap would be none.
    """
    selectors: list[Node] = []
    if one.exact.is_whole and len(str(one.exact)) == one.end - one.start:
        selectors.append(
            node(
                id=thing(one.id, "quote"),
                type="TextQuoteSelector",
                exact=str(one.exact),
                prefix=_beside(one.before).removeprefix(_CUT),
                suffix=_beside(one.after).removesuffix(_CUT[::-1]),
            )
        )
    selectors.append(
        {
            "id": thing(one.id, "position"),
            "type": "TextPositionSelector",
            "start": one.start,
            "end": one.end,
        }
    )
    return {
        "id": thing(one.id, "passage"),
        "type": "SpecificResource",
        "source": anchor,
        "selector": selectors,
    }


def _beside(words: Words) -> str:
    return str(words) if words.is_whole else ""


def _reading(one: PublicClaim, anchor: str | None) -> Node | None:
    if not one.engine:
        return None
    return node(
        id=thing(one.id, "reading"),
        type=["Reading", "Activity"],
        wasAssociatedWith=reader(one.engine),
        usedEntity=anchor,
    )


def _decision(one: PublicClaim) -> Node | None:
    """Return what a person decided; nobody is named, and no two decisions are told as one's."""
    if one.decision is None:
        return None
    return {
        "id": thing(one.id, "decision"),
        "type": ["Decision", "Activity"],
        "decided": one.decision,
    }
