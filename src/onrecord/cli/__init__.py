"""The command line: one module per command, one function from error to exit code."""

from onrecord.cli.app import main, run

__all__ = ["main", "run"]
