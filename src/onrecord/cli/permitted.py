"""Every command asks before it begins whether it may, in a record that has accounts."""

import functools
from pathlib import Path
from typing import Any

import click

# Options with which a command that decides or publishes only shows something.
_LOOKS = ("preview", "is_preview", "is_log", "new_key")
_RECORD = "record_folder"


def permitted(command: click.Command) -> click.Command:
    """Let a command, or each command of a group, ask first; once is enough."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            permitted(inner)
    elif command.callback is not None and not hasattr(command.callback, "asks_first"):
        command.callback = _asking(command.callback)
    return command


def words(context: click.Context) -> str:
    """Return the words of a command, without those that are given to it: `decide merge`."""
    told: list[str] = []
    at: click.Context | None = context
    while at is not None and at.parent is not None:
        told.insert(0, at.info_name or "")
        at = at.parent
    return " ".join(told)


def _asking(callback: Any) -> Any:
    @functools.wraps(callback)
    def asking(*args: Any, **kwargs: Any) -> Any:
        context = click.get_current_context()
        folder = _told(context, _RECORD)
        if folder is not None and words(context).split()[0] != "accounts":
            from onrecord.workflow.commanding import check_command  # noqa: PLC0415 - not for help

            check_command(
                Path(folder),
                words(context),
                context.params.get("by"),
                looks=any(context.params.get(one) for one in _LOOKS),
            )
        return callback(*args, **kwargs)

    asking.asks_first = True  # type: ignore[attr-defined]
    return asking


def _told(context: click.Context, name: str) -> Any:
    """Return what a command or the group that it is in was given."""
    at: click.Context | None = context
    while at is not None:
        if at.params.get(name) is not None:
            return at.params[name]
        at = at.parent
    return None
