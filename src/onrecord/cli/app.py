"""The `onrecord` command: finds the subcommand, runs it, turns errors into exit codes."""

import logging
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module, metadata
from io import TextIOWrapper

import click

from onrecord.cli import faults, permitted
from onrecord.kit.passphrases import KNOWN

# Command, module, one line for `onrecord --help`. A module is imported only when its
# command runs, so that help and a mistyped word answer at once.
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("onrecord.cli.build", "Read a folder of reports into a record."),
    "read": ("onrecord.cli.read", "Read many reports into tables, with all cores or on a cluster."),
    "add": ("onrecord.cli.add", "Bring more into a record: pages, feeds, files."),
    "show": ("onrecord.cli.show", "Read a record in the terminal."),
    "figure": ("onrecord.cli.figure", "See what the field's rulebooks make of one incident."),
    "corroborate": ("onrecord.cli.corroborate", "Answer what a critic asks of one incident."),
    "check": ("onrecord.cli.check", "List every problem found, with place and reason."),
    "verify": ("onrecord.cli.verify", "Prove that nothing in a record was altered."),
    "seal": ("onrecord.cli.seal", "Seal a record, so that it cannot be altered unseen."),
    "evidence": ("onrecord.cli.evidence", "Hand one claim to somebody who must check it."),
    "serve": ("onrecord.cli.serve", "Review a record in the browser."),
    "accounts": ("onrecord.cli.accounts", "Say who may use a record that a team keeps."),
    "follow": ("onrecord.cli.follow", "Ask feeds for what is new, and tell what changed."),
    "decide": ("onrecord.cli.decide", "Decide where the program is wrong, and undo it."),
    "attach": ("onrecord.cli.attach", "Put files beside a document or an incident."),
    "testimony": ("onrecord.cli.testimony", "Keep statements of persons as they agreed to."),
    "lists": (
        "onrecord.cli.lists_group",
        "Link lists of victims, and estimate how many are on none.",
    ),
    "report": ("onrecord.cli.report", "Write a report for a reader, as a page or a PDF."),
    "export": ("onrecord.cli.export", "Write a record for another program."),
    "publish": ("onrecord.cli.publish", "Publish a record: pages and data for anybody."),
    "import": (
        "onrecord.cli.import_claims",
        "Take claims or a table of incidents into a record.",
    ),
    "backup": ("onrecord.cli.backup", "Write a whole record into one file."),
    "restore": ("onrecord.cli.restore", "Put a record where there is none, out of a backup."),
    "move": ("onrecord.cli.move", "Move a record's database to a server, or back."),
    "encrypt": (
        "onrecord.cli.encrypt",
        "Encrypt a record's database and its preserved files with a passphrase.",
    ),
    "evaluate": ("onrecord.cli.evaluate", "Measure readers and incidents against work by hand."),
}

HELP = """From conflict reporting to figures that you can defend.

onrecord reads reports of violence and keeps a record: what each source said, in its
exact words; which claims tell of the same incident; where the numbers do not add up.

\b
Example:
  onrecord build reports/ --record coast
  onrecord show coast
"""

EPILOG = """
Exit codes: 0 done, 1 done but with something to look at, 2 wrong use, 3 record
unusable, 4 something missing on this machine, 70 a fault in onrecord, 130 stopped.
"""


class _Commands(click.Group):
    """A group whose commands are imported when they are first wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; None if there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return permitted.permitted(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
    if wanted and not ctx.resilient_parsing:
        click.echo(f"onrecord {metadata.version('onrecord')}")
        ctx.exit()


@click.group(
    cls=_Commands,
    help=HELP,
    epilog=EPILOG,
    no_args_is_help=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 92},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and end.",
)
@click.option(
    "--debug",
    is_flag=True,
    help="Show the whole trace of each fault in onrecord; it may hold words of reports.",
)
@click.pass_context
def app(ctx: click.Context, *, debug: bool) -> None:
    """Run one of the commands."""
    ctx.ensure_object(dict)["debug"] = debug
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def run(arguments: Sequence[str]) -> int:
    """
    Run the program and return its exit code; never raises, never shows a traceback.

    Args:
        arguments: The words after `onrecord`.
    """
    debug = "--debug" in arguments
    try:
        KNOWN.asked_by(_passphrase_of)
        with _forgiving_streams(), _quiet_libraries(debug=debug):
            # Not `app.main`: it has its own way with Ctrl-C and closed pipes.
            with app.make_context("onrecord", list(arguments)) as context:
                code = app.invoke(context)
            sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except BaseException as fault:  # noqa: BLE001 - the outermost edge: every fault becomes a line
        return faults.told(fault, debug=debug)


def _passphrase_of(record: str) -> str:
    """Ask at the terminal for what opens an encrypted record; "" where there is none to ask at."""
    from onrecord.cli import passphrase  # noqa: PLC0415 - hardly any record needs it

    return passphrase.of_record(record)


@contextmanager
def _quiet_libraries(*, debug: bool) -> Iterator[None]:
    """Keep libraries' warnings and log lines, meant for programmers, off a user's screen."""
    root = logging.getLogger()
    if debug:
        logging.basicConfig(level=logging.WARNING)
        logging.getLogger("onrecord").setLevel(logging.DEBUG)
    if not root.handlers:
        root.addHandler(logging.NullHandler())
    with warnings.catch_warnings():
        if not sys.warnoptions:
            warnings.simplefilter("ignore")
        yield


@contextmanager
def _forgiving_streams() -> Iterator[None]:
    """Let output through that the terminal's encoding cannot show, as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    yield
