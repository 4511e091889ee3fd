"""Origins by the claims that go back to them."""

from collections.abc import Mapping, Sequence

from onrecord.model import Origin

Voices = Sequence[Origin] | Mapping[str, Origin]


def by_claim(origins: Voices) -> Mapping[str, Origin]:
    """
    Return each claim's origin by the claim's id.

    Made once and handed to `sums` and `figures` of every incident, it keeps their cost
    to the incident's own claims.
    """
    if isinstance(origins, Mapping):
        return origins
    return {claim_id: origin for origin in origins for claim_id in origin.claim_ids}
