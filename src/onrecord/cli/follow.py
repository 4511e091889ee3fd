"""`onrecord follow`: feeds are asked for what is new, and what changed is told."""

from pathlib import Path

import click
from rich.console import Console

from onrecord import workflow
from onrecord.cli import faults, progress, stopping, wording
from onrecord.cli.output import console, on_one_line
from onrecord.workflow import Round

_MOST_REASONS = 4


@click.command("follow")
@click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Ask every feed now, once, and end.")
@click.option(
    "--add", "feed", metavar="FEED", help="Follow a feed, or a folder, too: write it down and end."
)
@click.option(
    "--subscribe", "address", metavar="ADDRESS", help="Send alerts to a mail address, and end."
)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="NAME",
    help="With --subscribe: only alerts for this topic. May be given several times.",
)
@click.option("--unsubscribe", "gone", metavar="ADDRESS", help="Forget a mail address, and end.")
def command(
    record_folder: Path,
    *,
    once: bool,
    feed: str | None,
    address: str | None,
    topics: tuple[str, ...],
    gone: str | None,
) -> int:
    """Ask feeds for what is new, and tell what changed.

    Asks each feed that onrecord.toml names, reads the reports that are new or changed,
    and says what that changed: a new incident, a figure that rose or fell, a second
    independent origin, a contradiction, a page whose words changed, a week far above its
    own past. Goes on until Ctrl-C; killed and started again it repeats nothing. What is
    told stands at the desk, in follow.atom and follow.json, and goes out by mail if
    onrecord.toml names a server.

    \b
    Example:
      onrecord follow coast --add https://example.org/feed.xml
      onrecord follow coast --once
      onrecord follow coast

    Exit codes: 0 done, 1 a feed or the mail server failed (with --once), 2 wrong use,
    3 the record cannot be used, 4 something is missing on this machine.
    """  # noqa: D301 - \b is click's mark for lines kept as they are
    asked = [one for one in (feed, address, gone) if one is not None]
    if len(asked) + once > 1:
        raise click.UsageError("give one of --once, --add, --subscribe, --unsubscribe")
    if topics and address is None:
        raise click.UsageError("--topic belongs to --subscribe")
    if feed is not None:
        return _added(record_folder, feed)
    if address is not None:
        workflow.subscribe(record_folder, address, topics)
        console().print("Alerts go to this address from now on.")
        return faults.OK
    if gone is not None:
        return _forgotten(record_folder, gone)
    return _followed(record_folder, once=once)


def _added(record_folder: Path, feed: str) -> int:
    is_new = workflow.add_feed(record_folder, feed)
    console().print("Followed from now on." if is_new else "Followed already.")
    return faults.OK


def _forgotten(record_folder: Path, address: str) -> int:
    was_there = workflow.unsubscribe(record_folder, address)
    console().print("Forgotten." if was_there else "Nobody has this address here.")
    return faults.OK if was_there else faults.LOOK


def _followed(record_folder: Path, *, once: bool) -> int:
    screen = console()
    failed: list[tuple[str, str]] = []

    def told(made: Round) -> None:
        _say(made, screen, is_last=once)
        failed.extend(made.faults)

    with stopping.asked() as is_stopping, progress.shown() as steps:
        if not once:
            screen.print("Following; what is new is told here. Ctrl-C stops it.")
        workflow.follow(record_folder, once=once, progress=steps, stopping=is_stopping, told=told)
    if not once:
        screen.print("Stopped. It goes on where it was when it is started again.")
        return faults.OK
    return faults.LOOK if failed else faults.OK


def _say(made: Round, screen: Console, *, is_last: bool) -> None:
    for where, why in made.faults:
        console(stderr=True).print(
            f"onrecord: {on_one_line(where)}: {on_one_line(why)}", soft_wrap=True
        )
    if not (is_last or made.new or made.changed or made.alerts or made.at_the_desk or made.letters):
        return
    new = wording.counted(len(made.new), "document")
    screen.print(
        f"{wording.counted(made.asked, 'feed')} asked: {new} new, {len(made.changed):,} changed."
    )
    for alert in made.alerts:
        topics = f" [{', '.join(alert.topics)}]" if alert.topics else ""
        screen.print(f"● {on_one_line(workflow.alert_title(alert))}{topics}", soft_wrap=True)
        for why in alert.why[:_MOST_REASONS]:
            screen.print(f"    {on_one_line(why)}", soft_wrap=True)
    if made.at_the_desk:
        many = wording.counted(made.at_the_desk, "alert")
        screen.print(f"{many} at the desk only, since testimony may not be shared.")
    if is_last and not made.alerts and not made.at_the_desk:
        of = f" of {wording.counted(made.topics, 'topic')}" if made.topics else ""
        screen.print(f"Nothing{of} that was not told before.")
    if made.letters:
        screen.print(f"{wording.counted(made.letters, 'letter')} sent.")
