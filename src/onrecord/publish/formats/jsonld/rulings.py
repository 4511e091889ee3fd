"""The node of a ruling: what a rulebook makes of an incident, column by column."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from onrecord.model import Share
from onrecord.model.public import PublicCell, PublicIncident, PublicRuling, PublicWeighed
from onrecord.model.ruling import Cell
from onrecord.publish.formats.jsonld.places import places
from onrecord.publish.formats.jsonld.vocabulary import PROGRAM, node, thing

Node = dict[str, Any]
_SHORT = ("killed", "injured", "when", "where", "verdict")
_MOST_KEPT = 8_192  # columns that are kept as they are told


def ruling(
    made: PublicRuling, one: PublicIncident, rules: Mapping[str, str], cells: "Cells"
) -> Node:
    """Return what a rulebook makes of an incident; rules that are not public are not named."""
    own = thing(one.id, "ruling", made.rulebook)
    claims = {told.id for told in one.claims}
    short = dict(made.in_short)
    used = [told for told in made.used if told.claim_id in claims]
    return node(
        id=own,
        type=["Ruling", "Entity"],
        rulebook=rules.get(made.rulebook),
        version=made.version,
        citation=made.codebook,
        wasDerivedFrom=list(dict.fromkeys(thing(told.claim_id) for told in used)),
        wasGeneratedBy=_reckoning(own, rules.get(made.rulebook)),
        hasCell=cells.of(own, made.cells),
        used=list(_weighed(f"{own}:used", used, rules)),
        setAside=list(
            _weighed(
                f"{own}:set-aside",
                [told for told in made.set_aside if told.claim_id in claims],
                rules,
            )
        ),
        hasPlace=places(own, made.places),
        hasShare=list(_shares(own, made.shares)),
        **{f"{slot}InShort": short.get(slot) for slot in _SHORT},
    )


def _reckoning(own: str, rulebook: str | None) -> Node:
    """Return how it came about: by the program, with the rulebook as its plan."""
    return {
        "id": f"{own}:reckoning",
        "type": ["Reckoning", "Activity"],
        "qualifiedAssociation": node(
            id=f"{own}:association", type="Association", agent=PROGRAM, hadPlan=rulebook
        ),
    }


class Cells:
    """The nodes of rulings' columns; what they say is made once, as long as it is the very same."""

    def __init__(self, rules: Mapping[str, str]) -> None:
        self._rules = rules
        self._kept: dict[int, tuple[PublicCell, Node]] = {}

    def of(self, own: str, cells: Iterable[PublicCell]) -> list[Node]:
        """Return the nodes of the columns of a ruling."""
        return [
            {"id": f"{own}:cell:{at}", "type": "Cell", "position": at, **self._said(cell)}
            for at, cell in enumerate(cells, start=1)
        ]

    def _said(self, cell: PublicCell) -> Node:
        kept = self._kept.get(id(cell))
        if kept is None:
            said = node(
                cellName=cell.name,
                cellValue=_value(cell.value),
                why=str(cell.why),
                byRule=[self._rules[told] for told in cell.rules if told in self._rules],
                isOurs=cell.is_ours,
            )
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            kept = self._kept[id(cell)] = (cell, said)  # held, so that no other has its id
        return kept[1]


def _value(value: Cell) -> Any:
    if isinstance(value, date):
        return {"@value": value.isoformat(), "@type": "xsd:date"}
    return {"@list": list(value)} if isinstance(value, tuple) else value


def _weighed(
    own: str, weighed: Iterable[PublicWeighed], rules: Mapping[str, str]
) -> Iterator[Node]:
    for at, told in enumerate(weighed, start=1):
        yield node(
            id=f"{own}:{at}",
            type="Weighed",
            ofClaim=thing(told.claim_id),
            byRule=rules.get(told.rule),
        )


def _shares(own: str, shares: Iterable[Share]) -> Iterator[Node]:
    for at, share in enumerate(shares, start=1):
        yield node(
            id=f"{own}:share:{at}",
            type="Share",
            people=share.people,
            day=share.day and share.day.isoformat(),
            placeName=share.place,
        )
