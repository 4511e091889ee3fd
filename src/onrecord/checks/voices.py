"""How many independent voices stand behind a figure."""

from collections.abc import Iterator

from onrecord.checks.indexed import Indexed
from onrecord.model import Problem, Role, Severity, backings

_PARTY = {
    Role.ACCUSED: "which is accused of it",
    Role.VICTIM_SIDE: "of the side of the armed victims",
    Role.OTHER_PARTY: "a party to the conflict",
}


def single_origin(told: Indexed) -> Iterator[Problem]:
    """
    Note an incident whose figures rest on one origin, however many reports carry it.

    Iraq Body Count tags such incidents as provisional. Whether the one voice is a
    party to the conflict is said, for Airwars takes a claim that only a belligerent makes
    as context.
    """
    record, voice = told.record, told.voices
    backing = backings(record)
    for incident in record.incidents:
        behind = {voice[name].id: voice[name] for name in record.used_in(incident) if name in voice}
        if len(behind) != 1:
            continue
        (origin,) = behind.values()
        side = origin.side_in(incident.id)
        of_side = f", {_PARTY[side.role]}" if side and side.role in _PARTY else ""
        yield Problem(
            code="single-origin",
            message=f"The figures rest on one origin, {origin.name}{of_side}: "
            f"{backing[incident.id]}.",
            where=incident.id,
            severity=Severity.NOTE,
        )
