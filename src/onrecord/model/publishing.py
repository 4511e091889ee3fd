"""What the keepers of a record let others see: the table `[publish]` of its settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """
    What may be published. Everything is off that is not named here.

    Attributes:
        title: What the publication is called; "" for the record's name.
        about: A few sentences on what it is and who keeps it.
        keeper: Who keeps it: an organisation's name.
        contact: Where people ask for a correction or a removal: an address for mail or the
            web. Nothing is released without it.
        licence: Under which others may use the figures; "" says that nothing is said.
        address: Where it will stand on the web, for feeds; "" if not known.
        languages: Of the pages: `en`, `ar`; the first is the one that opens.
        rulebook: The one whose figures stand first; "" for what the origins say, by none.
        rulebooks: Those that are shown.
        proposals: Whether also what no person has decided on, marked as such.
        sign_offs: How many people must sign a release off.
        recent_days: Incidents of so many days before the release are told less exactly.
        names: `none`, or `dead`: names of people said to be killed, in claims that a person
            accepted.
        authors: Whether the names of documents' authors may be told.
        addresses: Whether documents' addresses on the web may be told.
        religion, ethnicity, kinship: Whether words for these may be seen.
        exact_sites: Whether shelters, hospitals, camps and schools may be told exactly.
    """

    title: str = ""
    about: str = ""
    keeper: str = ""
    contact: str = ""
    licence: str = ""
    address: str = ""
    languages: tuple[str, ...] = ("en", "ar")
    rulebook: str = ""
    rulebooks: tuple[str, ...] = ("ucdp-ged", "acled", "ibc", "airwars", "ohchr")
    proposals: bool = False
    sign_offs: int = 1
    recent_days: int = 30
    names: str = "none"
    authors: bool = False
    addresses: bool = True
    religion: bool = False
    ethnicity: bool = False
    kinship: bool = False
    exact_sites: bool = False
