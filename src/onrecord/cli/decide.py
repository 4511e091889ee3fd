"""`onrecord decide`: what people decide about a record."""

from pathlib import Path
from typing import Any

import click
from rich.text import Text

from onrecord import workflow
from onrecord.cli import (
    as_json,
    decide_claims,
    decide_names,
    decided,
    deciding,
    faults,
    following,
    shortened,
    views,
)
from onrecord.cli.output import console
from onrecord.model import undone


class _InOrder(click.Group):
    """A group that lists its commands in the order of the work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands as they stand below."""
        del ctx
        return list(self.commands)


@click.group("decide", cls=_InOrder)
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.pass_context
def command(ctx: click.Context, record_folder: Path) -> None:
    """Decide where the program is wrong, and undo it.

    What you decide goes before every rule, and stays when reports are added. It is kept
    with your name, the time and your reason; nothing is ever erased, and every decision
    can be undone. Ids may be shortened as in `onrecord show`.

    \b
    Example:
      onrecord decide coast merge k6vd 2xqa --by Amal --why "two spellings"
      onrecord decide coast split k6vd clm_aq3f --why "the raid of the 10th"
      onrecord decide coast settle prb_77ab --why "the author: a misprint"
      onrecord decide coast accept clm_aq3f
      onrecord decide coast correct clm_aq3f --set low=12 --words victims=farmers
      onrecord decide coast list

    Exit codes: 0 done, 2 wrong use or nothing to change, 3 the record cannot be used,
    130 stopped: nothing was decided.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    ctx.obj = record_folder


@command.command("merge")
@click.argument("things", metavar="INCIDENT...", nargs=-1, required=True)
@deciding.signed
@click.pass_obj
def merge(folder: Path, /, things: tuple[str, ...], **signed: Any) -> int:
    """Make incidents one.

    An incident may be followed by claims that were set aside and belong to it.

    \b
    Example:
      onrecord decide coast merge k6vd 2xqa --by Amal --why "two spellings"
    """  # noqa: D301 - as above
    record = workflow.load_whole(folder)
    ids = [deciding.incident_or_claim(record, typed).id for typed in things]
    return deciding.decide(folder, workflow.merge(ids), deciding.Signed(**signed))


@command.command("split")
@click.argument("incident")
@click.argument("claims", metavar="CLAIM...", nargs=-1, required=True)
@deciding.signed
@click.pass_obj
def split(folder: Path, /, incident: str, claims: tuple[str, ...], **signed: Any) -> int:
    """Take claims out of an incident.

    They make incidents of their own, or join another that they fit; no later report
    brings them and the rest together again.

    \b
    Example:
      onrecord decide coast split k6vd clm_aq3f --why "the raid of the 10th"
    """  # noqa: D301 - as above
    record = workflow.load_whole(folder)
    ids = [deciding.claim(record, typed).id for typed in claims]
    home = following.incident(record, incident).id
    return deciding.decide(folder, workflow.split(home, ids), deciding.Signed(**signed))


@command.command("trace")
@click.argument("claim")
@click.argument("origin")
@deciding.signed
@click.pass_obj
def trace(folder: Path, /, claim: str, origin: str, **signed: Any) -> int:
    """Say who said first what a claim says.

    \b
    Example:
      onrecord decide coast trace clm_aq3f "Port Sela hospital" --why "see its video"
    """  # noqa: D301 - as above
    record = workflow.load_whole(folder)
    return deciding.decide(
        folder, workflow.trace(deciding.claim(record, claim).id, origin), deciding.Signed(**signed)
    )


@command.command("settle")
@click.argument("problem")
@deciding.signed
@click.pass_obj
def settle(folder: Path, /, problem: str, **signed: Any) -> int:
    """Note that a problem was looked at.

    `onrecord check` names each problem with its id. A settled one is listed apart and
    does not fail the check; if it comes up with other words or numbers it is open again.

    \b
    Example:
      onrecord decide coast settle prb_77ab --why "the author: a misprint"
    """  # noqa: D301 - as above
    record, problems = workflow.checked(folder)
    found = shortened.problem(problems, problem, record)
    console().print(views.problem_line(found), soft_wrap=True)
    return deciding.decide(folder, workflow.settle(found.id), deciding.Signed(**signed))


@command.command("undo")
@click.argument("decision")
@deciding.signed
@click.pass_obj
def undo(folder: Path, /, decision: str, **signed: Any) -> int:
    """Take a decision back.

    It stays in the record, with who undid it. Undoing the undoing makes it hold again.

    \b
    Example:
      onrecord decide coast undo dec_4m2a --why "the second source was a copy"
    """  # noqa: D301 - as above
    found = shortened.decision(workflow.load_whole(folder), decision)
    return deciding.decide(folder, workflow.undo(found.id), deciding.Signed(**signed))


@command.command("list")
@click.option("--json", "for_machines", is_flag=True, help="Write JSON for another program.")
@click.pass_obj
def listed(folder: Path, /, *, for_machines: bool) -> int:
    """List every decision.

    The oldest first; those that were undone say so. The last line is the hash in which the
    log of decisions ends: while it is the one that you wrote down, nothing was changed.

    \b
    Example:
      onrecord decide coast list --json
    """  # noqa: D301 - as above
    record = workflow.load(folder)
    gone = undone(record.decisions)
    if for_machines:
        rows = [{**as_json.plain(d), "is_undone": d.id in gone} for d in record.decisions]
        as_json.print_json(rows)
        return faults.OK
    screen = console()
    lines = decided.lines(record.decisions, record)
    for decision, line in zip(record.decisions, lines, strict=True):
        mark = Text("undone: ", style="yellow") if decision.id in gone else Text()
        screen.print(mark.append_text(line), soft_wrap=True)
    if not record.decisions:
        screen.print("Nobody has decided anything yet.")
        return faults.OK
    screen.print(f"The log ends in {workflow.log_head(folder)}.", soft_wrap=True)
    return faults.OK


for verb in (*decide_claims.VERBS, *decide_names.VERBS):
    command.add_command(verb)
