"""The table of incidents: when, where, who harmed whom, how many, on what it stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli import shortened, wording
from onrecord.model import Incident, Record

_MOST = 40
_ROOMY = 130  # columns of a terminal that has room for each thing in a column of its own


def of(record: Record, console: Console, *, most: int | None = _MOST) -> Table:
    """
    Return the table of a record's incidents in order of time.

    Args:
        record: What to show.
        console: Where it will be shown; on a narrow one, who harmed whom stands below when
            and where, so that nothing is cut.
        most: How many rows at the most: those with most killed, then the latest. None
            for all.
    """
    shown = record.incidents if most is None else foremost(record, most)
    table = _empty(console.width)
    short = shortened.of(record)
    origins = _origins(record)
    problems = _problems(record)
    for incident in shown:
        told = _happening(incident, record, is_roomy=console.width >= _ROOMY)
        table.add_row(
            Text(short[incident.id].removeprefix("inc_")),
            *told,
            *_numbers(incident, record, origins, problems),
        )
    left = len(record.incidents) - len(shown)
    if left:
        table.caption = (
            f"and {wording.counted(left, 'incident')} more with fewer killed: "
            f"onrecord show {record.name} --incidents"
        )
    return table


def foremost(record: Record, most: int = _MOST) -> Sequence[Incident]:
    """Return the incidents with most killed, the later first among equals, in order of time."""
    if len(record.incidents) <= most:
        return record.incidents
    ranked = sorted(record.incidents, key=lambda incident: _weight(incident, record), reverse=True)
    chosen = {incident.id for incident in ranked[:most]}
    return [incident for incident in record.incidents if incident.id in chosen]


def _weight(incident: Incident, record: Record) -> tuple[int, date]:
    killed = wording.figure(incident, "killed", record)
    least = (killed.minimum or killed.maximum or 0) if killed else 0
    latest = (incident.when.latest or incident.when.earliest) if incident.when else None
    return least, latest or date.min


def _empty(width: int) -> Table:
    roomy = width >= _ROOMY
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=False)
    table.add_column("id", no_wrap=True, style="dim")
    if roomy:
        table.add_column("when", no_wrap=True)
        table.add_column("where", overflow="fold", ratio=2)
        table.add_column("who harmed whom", overflow="fold", ratio=3)
    else:
        table.add_column("when, where\nwho harmed whom", overflow="fold", ratio=1)
    for heading in ("killed", "injured"):
        table.add_column(heading, no_wrap=True, justify="right")
    for long, brief in (("claims", "clm"), ("origins", "org"), ("problems", "prb")):
        table.add_column(long if roomy else brief, no_wrap=True, justify="right")
    table.expand = True
    return table


def _happening(incident: Incident, record: Record, *, is_roomy: bool) -> list[Text]:
    when, where = wording.when(incident.when), wording.where(incident)
    who = wording.who_harmed_whom(incident, record)
    if is_roomy:
        return [Text(when), Text(where), Text(who)]
    first = f"{when}, {where}" if incident.when else f"{where}, day {when}"
    return [Text(f"{first}\n{who}")]


def _numbers(
    incident: Incident,
    record: Record,
    origins: Mapping[str, str],
    problems: Mapping[str, int],
) -> list[Text]:
    number = problems[incident.id] + sum(problems[claim] for claim in incident.claim_ids)
    behind = {origins[claim] for claim in record.claims_behind(incident) if claim in origins}
    return [
        Text(_people(incident, "killed", record)),
        Text(_people(incident, "injured", record)),
        Text(str(len(incident.claim_ids))),
        Text(str(len(behind))),
        Text(str(number) if number else "–", style="yellow" if number else ""),
    ]


def _people(incident: Incident, outcome: str, record: Record) -> str:
    made = wording.figure(incident, outcome, record)
    if made is None or (made.minimum is None and made.maximum is None):
        return "–"
    return str(made).replace(" or more", "+")


def _origins(record: Record) -> dict[str, str]:
    return {claim: origin.id for origin in record.origins for claim in origin.claim_ids}


def _problems(record: Record) -> Counter[str]:
    settled = record.settled()
    return Counter(one.where for one in record.problems if one.id not in settled)
