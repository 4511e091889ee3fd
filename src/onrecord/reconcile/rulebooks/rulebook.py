"""A rulebook as data: its name, its version, and its rules with where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.model import Rule
from onrecord.vocab import read_table

_PACKAGE = "onrecord.reconcile.rulebooks"
OURS = "onrecord"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """
    How far a program can follow a rule.

    Attributes:
        applied: `wholly`, `in part` or `not`.
        but: What is left to a person; empty where nothing is.
    """

    applied: str
    but: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """
    A rulebook of the field, as we read it.

    Attributes:
        name: `ucdp-ged`, `acled`, `ibc`, `airwars`, `ohchr`; or `onrecord`, what all share.
        version: Of our reading; it goes up when a ruling would come out differently.
        codebook: What was read, and its version.
        seen: How much of it was read.
        rules: By their short names.
        extents: How far each is applied, by the same names.
    """

    name: str
    version: str
    codebook: str
    seen: str
    rules: Mapping[str, Rule]
    extents: Mapping[str, Extent]


@cache
def rulebook(name: str) -> Rulebook:
    """
    Return a rulebook by its name.

    >>> rulebook("acled").rules["dozens"].says
    'Dozens is 12.'
    """
    told = read_table(_PACKAGE, f"{name.replace('-', '_')}.yaml")
    rules = {
        short: Rule(id=f"{name}:{short}", says=one["says"], source=one["source"])
        for short, one in told["rules"].items()
    }
    return Rulebook(
        name=name,
        version=told["version"],
        codebook=told["codebook"],
        seen=told["seen"],
        rules=rules,
        extents={
            short: Extent(applied=one["applied"], but=one.get("but", ""))
            for short, one in told["rules"].items()
        },
    )


@cache
def rules_named(book: str, shorts: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return rules of the rulebook of a name, as `rule_named` does: columns have the same ones."""
    return tuple(rule_named(rulebook(book), short) for short in shorts)


def rule_named(book: Rulebook, short: str) -> Rule:
    """Return a rule of a rulebook, or one of those that all share, by its short name."""
    return book.rules.get(short) or rulebook(OURS).rules[short]
