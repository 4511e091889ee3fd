"""What the keepers let through, setting by setting, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model.publishing import Allowed
from onrecord.publish.words import _, ngettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    A kind of thing, what is told of it in this release, and why.

    Attributes:
        what: The kind of thing.
        how: What is told of it.
        why: Why it is not told, or not all of it.
    """

    what: str
    how: str
    why: str


def told(allowed: Allowed) -> Iterator[Told]:
    """Yield what is told and what is withheld, as the keepers' settings have it."""
    yield Told(
        what=_("Names of people who were harmed"),
        how=_("of people said to be killed, in claims that a person accepted")
        if allowed.names == "dead"
        else _("withheld"),
        why=_("A name leads to a family. The dead have kin who live."),
    )
    yield Told(
        what=_("People who told what they saw"),
        how=_("withheld"),
        why=_("Who speaks to a reporter has not agreed to stand in a public record."),
    )
    kinds = (
        (allowed.religion, _("Words for religion")),
        (allowed.ethnicity, _("Words for peoples and tribes")),
        (allowed.kinship, _("Words for kinship")),
    )
    why = _("Such words mark people as targets, and the figures do not need them.")
    for is_let, what in kinds:
        yield Told(what=what, how=_("shown") if is_let else _("withheld"), why=why)
    yield Told(
        what=_("Shelters, hospitals, camps and schools"),
        how=_("shown exactly") if allowed.exact_sites else _("told as the wider place"),
        why=_("An exact place could help to strike it, or those in it, again."),
    )
    yield _recent(allowed.recent_days)
    yield Told(
        what=_("Names of documents’ authors"),
        how=_("shown") if allowed.authors else _("withheld"),
        why=_("Who reports from a war can be harmed for it."),
    )
    yield Told(
        what=_("Addresses of documents on the web"),
        how=_("shown, unless the address tells what is withheld")
        if allowed.addresses
        else _("withheld"),
        why=_("The page behind an address may tell what is withheld here."),
    )


def _recent(days: int) -> Told:
    if days:
        how = ngettext(
            "told less exactly for %(n)s day after the incident",
            "told less exactly for %(n)s days after the incident",
            days,
        ) % {"n": days}
    else:
        how = _("told as exactly as others")
    return Told(
        what=_("Day and place of recent incidents"),
        how=how,
        why=_("People may still be where it happened."),
    )


def setting(name: str) -> str:
    """Return what a setting of the keepers is about; an unknown one stays as it is."""
    return {
        "proposals": _("whether proposals are shown that nobody decided on"),
        "sign_offs": _("how many people must sign a release off"),
        "recent_days": _("for how many days recent incidents are told less exactly"),
        "names": _("whose names are shown"),
        "authors": _("whether authors of documents are named"),
        "addresses": _("whether documents’ addresses are shown"),
        "religion": _("whether words for religion are shown"),
        "ethnicity": _("whether words for peoples are shown"),
        "kinship": _("whether words for kinship are shown"),
        "exact_sites": _("whether shelters, hospitals, camps and schools are shown exactly"),
        "rulebook": _("whose figures stand first"),
    }.get(name, name)
