"""`onrecord lists simulate`: what lists of some kind could support, before anybody has them."""

import click
from rich import box
from rich.table import Table
from rich.text import Text

from onrecord import workflow
from onrecord.cli import as_json, faults
from onrecord.cli.lists_add import JSON
from onrecord.cli.output import console, on_one_line
from onrecord.workflow import PeopleKind, Population, Support


def _kind(_: click.Context, __: click.Parameter, told: tuple[str, ...]) -> tuple[PeopleKind, ...]:
    """Return kinds of people: `0.7:0.3,0.2,0.25`, or the chances alone for the only kind."""
    found = []
    for one in told:
        share, mark, rest = one.rpartition(":")
        try:
            chances = tuple(float(chance) for chance in rest.split(","))
            found.append(PeopleKind(share=float(share) if mark else 1.0, chances=chances))
        except ValueError:
            raise click.BadParameter(f"“{one}” is no SHARE:CHANCE,CHANCE,CHANCE") from None
    return tuple(found)


@click.command("simulate")
@click.option(
    "--size", type=click.IntRange(1), required=True, metavar="PEOPLE", help="How many there are."
)
@click.option(
    "--chances",
    "kinds",
    multiple=True,
    required=True,
    metavar="SHARE:CHANCES",
    callback=_kind,
    help="The chance of each list to have somebody, with commas; for several kinds of people each "
    "with its share before a colon.",
)
@click.option(
    "--spread", type=click.FloatRange(0), default=0.0, metavar="NUMBER",
    help="How much single people differ; 0 not at all, 1 a lot.",
)  # fmt: skip
@click.option(
    "--missed", type=click.FloatRange(0, 1), default=0.0, metavar="SHARE",
    help="Of true links that linking misses.",
)  # fmt: skip
@click.option("--methods", default="", metavar="MODELS", help="Only these models, with commas.")
@click.option(
    "--draws", type=click.IntRange(1, 1000), default=20, show_default=True,
    help="How many times people are drawn.",
)  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="Of all random numbers.")
@JSON
def simulate(  # noqa: PLR0913 - one for each option, as click hands them over
    *,
    size: int,
    kinds: tuple[PeopleKind, ...],
    spread: float,
    missed: float,
    methods: str,
    draws: int,
    seed: int,
    for_machines: bool,
) -> int:
    """See what lists could support, with made-up people whose number is known.

    It says how often each model answers, how often its interval holds the truth, and how wide it
    is: before you gather a list, or where you have just three.

    \b
    Example:
      onrecord lists simulate --size 2000 --chances 0.3,0.2,0.25
      onrecord lists simulate --size 900 --chances .7:.4,.3,.2 --chances .3:.1,.1,.1
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    try:
        population = Population(size=size, kinds=kinds, spread=spread, missed=missed)
    except ValueError as fault:
        raise click.UsageError(str(fault)) from None
    wanted = tuple(one.strip() for one in methods.split(",") if one.strip())
    found = workflow.simulate_lists(population, methods=wanted, draws=draws, seed=seed)
    if for_machines:
        as_json.print_json(found)
        return faults.OK
    screen = console()
    screen.print(_table(found))
    screen.print(
        f"Of {draws:,} draws of {size:,} people. “Holds the truth” should be near 95% of answers; "
        "“middle” is the middle answer over the truth.",
        soft_wrap=True,
    )
    return faults.OK


def _table(found: tuple[Support, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in ("model", "answers", "holds the truth", "middle", "width", "why not"):
        is_word = heading in {"model", "why not"}
        table.add_column(heading, justify="left" if is_word else "right", overflow="fold")
    for one in found:
        table.add_row(
            Text(str(one.method)),
            Text(f"{one.answered}"),
            Text(f"{one.cover:.0%}" if one.answered else "–"),
            Text("–" if one.middle is None else f"{one.middle:.2f}"),
            Text("–" if one.width is None else f"{one.width:.2f}"),
            Text(on_one_line(one.why_not)),
        )
    return table
