"""The field's rulebooks: the same claims in, each rulebook's columns out, rule by rule."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from onrecord.model import Ruling
from onrecord.reconcile.rulebooks import acled, airwars, ibc, ohchr, ucdp_ged
from onrecord.reconcile.rulebooks.evidence import Evidence
from onrecord.reconcile.rulebooks.rulebook import OURS, Extent, Rulebook, rulebook

__all__ = ["OURS", "RULEBOOKS", "Evidence", "Extent", "Rulebook", "rulebook", "ruling"]

# To add one: a module with `ruling`, a YAML file with its rules, and a line here.
RULEBOOKS: Mapping[str, Callable[[Evidence], Ruling]] = MappingProxyType(
    {
        "ucdp-ged": ucdp_ged.ruling,
        "acled": acled.ruling,
        "ibc": ibc.ruling,
        "airwars": airwars.ruling,
        "ohchr": ohchr.ruling,
    }
)


def ruling(name: str, evidence: Evidence) -> Ruling:
    """
    Return what a rulebook makes of an incident.

    Raises:
        KeyError: There is no rulebook of that name.
    """
    return RULEBOOKS[name](evidence)
