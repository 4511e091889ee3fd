"""What the keepers allow, in words for whoever reads a release."""

from collections.abc import Iterator

from onrecord.model.publishing import Allowed


def protection(allowed: Allowed) -> tuple[str, ...]:
    """
    Return how people are protected in a release, one sentence each.

    >>> protection(Allowed())[0]
    'Only incidents on every claim of which a person decided are public.'
    """
    return tuple(_sentences(allowed))


def _sentences(allowed: Allowed) -> Iterator[str]:
    if allowed.proposals:
        yield "Also what no person has decided on is public, marked as a proposal."
    else:
        yield "Only incidents on every claim of which a person decided are public."
    if allowed.recent_days:
        days = allowed.recent_days
        yield f"Incidents of the {days} days before the release are told less exactly."
    if allowed.names == "dead":
        yield "Names of people said to be killed are told where a person let the claim stand."
    else:
        yield "No victim is named."
    yield "Witnesses and others who speak for no office are not named."
    for is_told, what in (
        (allowed.authors, "Authors of documents"),
        (allowed.addresses, "Addresses of documents on the web"),
        (allowed.religion, "Words for religion"),
        (allowed.ethnicity, "Words for ethnicity"),
        (allowed.kinship, "Words for kinship"),
        (allowed.exact_sites, "Exact places of shelters, hospitals, camps and schools"),
    ):
        yield f"{what} are told." if is_told else f"{what} are not told."
