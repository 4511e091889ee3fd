"""The record looked through for what does not fit: rules of one page, each with its code."""

from onrecord.checks.all_checks import CHECKS, Check, run
from onrecord.checks.named import Named, named

__all__ = ["CHECKS", "Check", "Named", "named", "run"]
