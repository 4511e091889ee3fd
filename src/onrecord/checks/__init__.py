"""The record looked through for what does not fit: rules of one page, each with its code."""

from onrecord.checks.all_checks import CHECKS, Check, run

__all__ = ["CHECKS", "Check", "run"]
