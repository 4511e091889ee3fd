"""`onrecord lists estimate`: how many people no list has, by several models side by side."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord import workflow
from onrecord.cli import as_json, faults, progress
from onrecord.cli.lists_add import JSON
from onrecord.cli.output import console, on_one_line
from onrecord.model import Estimate, Method, Mode, ModelEstimate, OnRecordError, Outcome
from onrecord.workflow import EstimateAsked

_LINKAGES = 200


def _split(_: click.Context, __: click.Parameter, told: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in told.split(",") if one.strip())


def _several(name: str, metavar: str, text: str) -> Callable[[Any], Any]:
    return click.option(name, default="", metavar=metavar, callback=_split, help=text)


@click.command("estimate")
@click.argument(
    "record_folder", metavar="[RECORD]", required=False, type=click.Path(path_type=Path)
)
@click.option(
    "--table",
    metavar="CSV",
    type=click.Path(path_type=Path),
    help="Estimate from a table of inclusion instead of a record: a column of 0 and 1 for each "
    "list, and n.",
)
@_several("--lists", "NAMES", "Only these lists, with commas. [default: all]")
@_several("--by", "FIELDS", "Estimate parts by themselves: sex, age, month, place; with commas.")
@click.option(
    "--outcome",
    "outcomes",
    multiple=True,
    type=click.Choice([str(one) for one in Outcome]),
    metavar="OUTCOME",
    help="What befell those who are counted, such as killed; may be said again.",
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="The first day.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="The last day.")
@_several("--methods", "MODELS", f"Only these models, with commas: {', '.join(Method)}.")
@click.option(
    "--citing",
    type=click.Choice(["refuse", "merge", "keep"]),
    default="refuse",
    show_default=True,
    help="What to do with lists that take rows from each other.",
)
@click.option(
    "--merge", multiple=True, metavar="NAMES", callback=lambda *told: told[2],
    help="Lists that count as one, with commas; may be said again.",
)  # fmt: skip
@click.option("--complete-cases", is_flag=True, help="Leave out people of whom a field is unknown.")
@click.option(
    "--linkages",
    type=click.IntRange(0, 1000),
    default=_LINKAGES,
    show_default=True,
    help="How many other linkages to average over, so that doubt of who is who is in the interval.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of all random numbers.")
@click.option(
    "--budget",
    type=click.Choice(["quick", "usual", "thorough"]),
    default="usual",
    show_default=True,
    help="How long models may take: seconds, minutes, hours.",
)
@click.option("--of", default="", metavar="TEXT", help="Whom it is about, in your words.")
@click.option("--made-by", metavar="NAME", help="Who asks. [default: as onrecord.toml says]")
@JSON
def estimate(  # noqa: PLR0913 - one for each option, as click hands them over
    *,
    record_folder: Path | None,
    table: Path | None,
    lists: tuple[str, ...],
    by: tuple[str, ...],
    outcomes: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    methods: tuple[str, ...],
    citing: str,
    merge: tuple[str, ...],
    complete_cases: bool,
    linkages: int,
    seed: int,
    budget: str,
    of: str,
    made_by: str | None,
    for_machines: bool,
) -> int:
    """Estimate how many people there are, those on no list among them.

    Several models answer side by side; none is the answer. Where lists, their overlaps or a model's
    own checks do not support a number there is none, with the reason. An estimate is never
    added to a figure.

    \b
    Example:
      onrecord lists estimate coast --outcome killed --by sex,age
      onrecord lists estimate coast --lists ministry,wall,reports --seed 7
      onrecord lists estimate --table inclusion.csv --seed 7

    Exit codes: 0 models answered without a doubt, 1 some were refused or in doubt, 2 wrong use, 3
    the record cannot be used.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    if (record_folder is None) == (table is None):
        raise click.UsageError("name a RECORD, or a table of inclusion with --table")
    asked = EstimateAsked(
        of=of,
        lists=lists,
        by=by,
        outcomes=tuple(Outcome(one) for one in outcomes),
        since=since.date() if since else None,
        until=until.date() if until else None,
        methods=methods,
        citings=citing,
        merge=tuple(tuple(n.strip() for n in one.split(",") if n.strip()) for one in merge),
        complete_cases=complete_cases,
        seed=seed,
        budget=budget,
        linkages=linkages,
    )
    made = _made(record_folder, table, asked, made_by)
    if for_machines:
        as_json.print_json(made)
    else:
        say(made, console())
    return faults.LOOK if _wants_a_look(made) else faults.OK


def _made(
    folder: Path | None, table: Path | None, asked: EstimateAsked, by: str | None
) -> Estimate:
    with progress.shown() as told:
        if folder is not None:
            return workflow.estimate_lists(folder, asked, by=by, progress=told)
        if table is None:
            raise OnRecordError("there is nothing to estimate from")
        inclusions = workflow.read_inclusions(table)
        return workflow.estimate_table(inclusions, asked, by=by or "", progress=told)


def say(made: Estimate, screen: Console) -> None:
    """Write an estimate: the overlaps, each model's answer, the account in plain words."""
    screen.print(_overlaps(made))
    answers = _table("model", "people", "from", "to", "")
    for one in made.estimates:
        answers.add_row(*map(Text, _answer(one)))
    screen.print(answers)
    for chapter in workflow.account(made):
        screen.print(Text(chapter.title, style="bold"))
        for said in chapter.sentences:
            words = said.words % {name: str(part) for name, part in said.parts.items()}
            screen.print(Text(f"  {on_one_line(words)}"))


def _overlaps(made: Estimate) -> Table:
    table = _table(*made.table.lists, "people")
    for pattern, count in sorted(made.table.cells, key=lambda cell: (cell[0].count("1"), cell)):
        table.add_row(*("●" if sign == "1" else "·" for sign in pattern), f"{count:,}")
    return table


def _answer(one: ModelEstimate) -> tuple[str, ...]:
    if one.interval is None:
        return (str(one.method), "no answer", "", "", _modes(one))
    point = "–" if one.interval.point is None else f"{one.interval.point:,.0f}"
    note = "at least" if one.is_lower_bound else _modes(one)
    return (str(one.method), point, f"{one.interval.low:,.0f}", f"{one.interval.high:,.0f}", note)


def _modes(one: ModelEstimate) -> str:
    told = [_mode(mode) for mode in one.modes]
    return f"separate answers near {', '.join(told)}" if told else ""


def _mode(mode: Mode) -> str:
    point = f"{mode.interval.point or mode.interval.low:,.0f}"
    return f"{point} ({mode.share:.0%} of the probability)" if mode.is_weighed else point


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in headings:
        is_number = heading in {"people", "from", "to"}
        table.add_column(heading, justify="right" if is_number else "left", overflow="fold")
    return table


def _wants_a_look(made: Estimate) -> bool:
    said = [*made.diagnoses, *(d for one in made.estimates for d in one.diagnoses)]
    doubts = any(one.verdict != "holds" for one in said)
    return doubts or any(one.is_refused for one in made.estimates)
