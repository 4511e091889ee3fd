"""An incident costs what it holds, however many others the record has."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from onrecord import publish
from onrecord.model import (
    Claim,
    Count,
    Incident,
    Measure,
    Origin,
    Outcome,
    Passage,
    Record,
    Role,
    Ruling,
    Side,
    When,
)
from onrecord.model.public import Method
from onrecord.model.publishing import Allowed


class _Counted(tuple[str, ...]):
    """Ids that count how often somebody goes through all of them, or looks one up."""

    __slots__ = ()
    looked: ClassVar[Counter[str]] = Counter()

    def __contains__(self, one: object) -> bool:
        self.looked["one"] += 1
        return super().__contains__(one)

    def __iter__(self):  # type: ignore[no-untyped-def]
        self.looked["all"] += 1
        return super().__iter__()


def _no_rulings(_one: Incident, _claims: Mapping[str, Claim]) -> tuple[Ruling, ...]:
    return ()


def _record(many: int) -> Record:
    """Return a record of incidents that one voice tells of, one claim each."""
    day = When(earliest=date(2020, 5, 3), latest=date(2020, 5, 3))
    claims = [
        Claim(
            document=f"{number}.txt",
            passage=Passage(snapshot_id=None, start=0, end=14, exact="12 people died"),
            measure=Measure.PEOPLE,
            outcome=Outcome.KILLED,
            count=Count(low=12, high=12),
            when=day,
            decision="accepted",
        )
        for number in range(many)
    ]
    incidents = tuple(
        Incident(
            id=f"inc_{number}",
            claim_ids=(claim.id,),
            when=day,
            place_ids=(),
            place_names=(),
            perpetrators=(),
        )
        for number, claim in enumerate(claims)
    )
    ids = _Counted(claim.id for claim in claims)
    side = Side(role=Role.UNKNOWN, why="", incidents=_Counted(one.id for one in incidents))
    voice = Origin(id="org_1", name="Amal Watch", claim_ids=ids, sides=(side,))
    return Record(claims={one.id: one for one in claims}, incidents=incidents, origins=(voice,))


def test_origins_are_gone_through_once_and_not_for_each_incident() -> None:
    record = _record(200)
    _Counted.looked.clear()
    given = publish.Circumstances(on=date(2026, 11, 22), rule=_no_rulings)
    public = publish.public(record, Allowed(), Method(), program="", given=given)

    assert sum(len(one.sources) for one in public.incidents) == 200
    assert _Counted.looked["one"] == 0
    assert _Counted.looked["all"] <= 4


def test_incidents_are_made_when_they_are_gone_through_and_can_be_again() -> None:
    asked = []

    def rule(one: Incident, _claims: Mapping[str, Claim]) -> tuple[Ruling, ...]:
        asked.append(one.id)
        return ()

    given = publish.Circumstances(on=date(2026, 11, 22), rule=rule)
    public = publish.public(_record(5), Allowed(), Method(), program="", given=given)

    assert asked == []
    next(iter(public.incidents))
    assert asked == ["inc_0"]
    assert list(public.incidents) == list(public.incidents)
