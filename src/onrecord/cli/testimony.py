"""`onrecord testimony`: statements of persons, kept and used as those persons agreed to."""

import sys
from datetime import date, datetime
from pathlib import Path

import click

from onrecord import workflow
from onrecord.cli import faults, wording
from onrecord.cli.output import console, on_one_line, safe
from onrecord.model import Protection, Purpose, Testimony

_RECORD = click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
_STATEMENT = click.argument("statement", metavar="STATEMENT")
_ALL = ",".join(f"{one}=yes" for one in Purpose)


@click.group("testimony")
def command() -> None:
    """Keep statements of persons as they agreed to.

    A person agrees to each purpose by itself: record, analysis, share, publish, evidence,
    court. What was not agreed to is not done: a statement that may not be shared is in no
    export, one that may not be published is not in the report. A restricted one is read and
    shown at the desk only; a secret one is kept encrypted and not read.

    \b
    Example:
      onrecord testimony add coast statement.txt --given-by W-3 --taken-by R-1 \\
        --taken-on 2024-05-03 --protection restricted \\
        --consent record=yes,analysis=yes,share=no,publish=no,evidence=no,court=no
      onrecord testimony list coast
      onrecord testimony withdraw coast tst_ab12 --why "fears for her family"

    Exit codes: 0 done, 1 done but with something to look at, 2 wrong use, 3 the record
    cannot be used, 4 the package that encrypts is missing.
    """  # noqa: D301 - \b is click's mark for lines kept as they are


def _consents(_: click.Context, __: click.Parameter, told: str) -> tuple[Purpose, ...]:
    """Return what was agreed to; every purpose must be answered, since each is asked for."""
    answers: dict[str, str] = {}
    for one in told.split(","):
        purpose, _equals, answer = (part.strip().lower() for part in one.partition("="))
        if purpose not in set(Purpose) or answer not in {"yes", "no"} or purpose in answers:
            raise click.BadParameter(f"“{one.strip()}” is no PURPOSE=yes or PURPOSE=no; say {_ALL}")
        answers[purpose] = answer
    missing = [str(one) for one in Purpose if one not in answers]
    if missing:
        raise click.BadParameter(f"{', '.join(missing)}: not told; ask for each, and say yes or no")
    return tuple(one for one in Purpose if answers[one] == "yes")


def _day(_: click.Context, __: click.Parameter, told: datetime) -> date:
    return told.date()


@command.command("add")
@_RECORD
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--given-by", required=True, metavar="PSEUDONYM", help="What the person is called.")
@click.option("--taken-by", required=True, metavar="PSEUDONYM", help="Who took the statement.")
@click.option(
    "--taken-on",
    required=True,
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_day,
    help="When: 2024-05-03.",
)
@click.option(
    "--consent",
    required=True,
    metavar="PURPOSE=yes|no,...",
    callback=_consents,
    help="What the person agreed to, each by itself: record, analysis, share, publish, "
    "evidence, court.",
)
@click.option(
    "--protection",
    required=True,
    type=click.Choice([str(one) for one in Protection]),
    help="open: leaves by consent; restricted: shown at the desk only; secret: kept encrypted, "
    "not read.",
)
def add(
    record_folder: Path,
    file: Path,
    given_by: str,
    taken_by: str,
    taken_on: date,
    consent: tuple[Purpose, ...],
    protection: str,
) -> int:
    """Take a statement into a record.

    Neither the name of the file nor its place is kept. FILE itself stays where it is: take
    it away yourself.

    \b
    Example:
      onrecord testimony add coast statement.txt --given-by W-3 --taken-by R-1 \\
        --taken-on 2024-05-03 --protection secret \\
        --consent record=yes,analysis=no,share=no,publish=no,evidence=yes,court=yes
    """  # noqa: D301 - as above
    given = workflow.Given(
        pseudonym=given_by,
        taken_by=taken_by,
        taken_on=taken_on,
        consents=consent,
        protection=Protection(protection),
    )
    taken = workflow.take_down(record_folder, file, given)
    screen = console()
    screen.print(f"Taken in: {_line(taken.testimony)}", soft_wrap=True)
    if taken.why_not_read:
        screen.print(f"No claims: {taken.why_not_read}.", soft_wrap=True)
    else:
        screen.print(f"{wording.counted(taken.claims, 'claim')} to look at, at the desk.")
    for problem in taken.problems:
        screen.print(f"{problem.severity}: {problem.code} (look at the desk)", soft_wrap=True)
    screen.print("The file that it came from is still where it was.")
    return faults.LOOK if taken.problems else faults.OK


@command.command("list")
@_RECORD
def listed(record_folder: Path) -> int:
    """List the statements of a record, without a word of what they say.

    \b
    Example:
      onrecord testimony list coast
    """  # noqa: D301 - as above
    for testimony in workflow.statements(record_folder):
        console().print(_line(testimony), soft_wrap=True)
    return faults.OK


@command.command("show")
@_RECORD
@_STATEMENT
def show(record_folder: Path, statement: str) -> int:
    """Show what is known of a statement, without a word of what it says.

    \b
    Example:
      onrecord testimony show coast tst_ab12
    """  # noqa: D301 - as above
    found = workflow.statement(record_folder, statement)
    screen = console()
    for name, told in _facts(found).items():
        screen.print(f"{name + ':':<14}{on_one_line(told)}", soft_wrap=True)
    return faults.OK


@command.command("withdraw")
@_RECORD
@_STATEMENT
@click.option("--why", required=True, metavar="TEXT", help="What was said; kept with it.")
@click.option(
    "--destroy",
    is_flag=True,
    help="Destroy the key of a sealed statement that was never read: nobody can open it again.",
)
def withdraw(record_folder: Path, statement: str, why: str, *, destroy: bool) -> int:
    """Write down that a person took consent back.

    What was read from the statement is retired, with all that followed from it, and nothing
    of it leaves the record any more.

    \b
    Example:
      onrecord testimony withdraw coast tst_ab12 --why "fears for her family"
      onrecord testimony withdraw coast tst_ab12 --why "asked for it" --destroy
    """  # noqa: D301 - as above
    found = workflow.withdraw(record_folder, statement, why, destroy=destroy)
    console().print(f"Withdrawn: {_line(found)}", soft_wrap=True)
    if found.destroyed_at:
        console().print(
            "Its key is destroyed. Copies of the folder keys/ elsewhere still open it.",
            soft_wrap=True,
        )
    return faults.OK


@command.command("open")
@_RECORD
@_STATEMENT
@click.option(
    "--identity",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your age identity, which opens sealed statements.",
)
@click.option("--raw", is_flag=True, help="Write the bytes as they are, such as a recording's.")
def open_(record_folder: Path, statement: str, identity: Path | None, *, raw: bool) -> int:
    """Print a statement's words to the terminal, and nowhere else.

    That it was opened is written into the chain of custody. Think of the terminal's
    scroll-back.

    \b
    Example:
      onrecord testimony open coast tst_ab12 --identity ~/key.txt
    """  # noqa: D301 - as above
    data = workflow.opened(record_folder, statement, identity)
    if raw:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return faults.OK
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError("it is no text: write its bytes with --raw") from None
    console().print(safe(words), soft_wrap=True)
    return faults.OK


def _line(testimony: Testimony) -> str:
    state = "consent withdrawn" if testimony.withdrawn_at else f"for {_agreed(testimony)}"
    if testimony.destroyed_at:
        state += ", destroyed"
    return (
        f"{testimony.id} {on_one_line(testimony.pseudonym)}, {testimony.taken_on}, "
        f"{testimony.protection}{', sealed' if testimony.is_sealed else ''}, {state}"
    )


def _agreed(testimony: Testimony) -> str:
    return ", ".join(testimony.consents)


def _facts(found: Testimony) -> dict[str, str]:
    told = {
        "Statement": found.id,
        "Given by": found.pseudonym,
        "Taken by": found.taken_by,
        "Taken on": str(found.taken_on),
        "Agreed to": _agreed(found),
        "Protection": str(found.protection),
        "Sealed": "yes" if found.is_sealed else "no",
        "Read": "yes" if found.is_read else "no",
        "SHA-256": found.plain_sha256,
    }
    if found.withdrawn_at:
        told["Withdrawn"] = (
            f"{found.withdrawn_at:%Y-%m-%d} by {found.withdrawn_by}: {found.withdrawn_why}"
        )
    if found.destroyed_at:
        told["Destroyed"] = f"{found.destroyed_at:%Y-%m-%d} by {found.destroyed_by}"
    return told
