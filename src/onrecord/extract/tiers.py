"""
How far to trust a proposal, by which readers found it, as measured.

The share of each tier's claims that were right in outcome and figure in 60 reports on
conflicts that neither reader had met (`onrecord evaluate locked`). What the rules find and
the tagger does not is a little worse than even: it is kept, since a lost claim is worse than
one to refuse, and shown as unsure.
"""

from onrecord.extract.draft import Draft, Tier

RULES = "rules-en 6"


def engine(tier: Tier | None, tagger: str) -> str:
    """
    Return the readers that found a claim, as it is stored with the claim.

    >>> engine(Tier.BOTH, "tagger-en 2"), engine(None, "tagger-en 2")
    ('rules-en 6 + tagger-en 2', 'rules-en 6')
    """
    if tier is Tier.BOTH:
        return f"{RULES} + {tagger}"
    return tagger if tier is Tier.TAGGER else RULES


_MEASURED = {  # right in outcome and figure, of those given, on the locked part of the corpus
    Tier.BOTH: 0.93,  # 477 of 514
    Tier.TAGGER: 0.73,  # 89 of 122
    Tier.RULES: 0.57,  # 34 of 60
}


def confidence(draft: Draft) -> float | None:
    """Return the measured share of claims like this one that are right; None where unmeasured."""
    return _MEASURED.get(draft.tier) if draft.tier is not None else None
