"""
How far to trust a proposal, by which readers found it, as measured.

The share of each tier's claims that were right in outcome and figure on the development
reports, read by a tagger that had not learned from them. Below one in two a proposal is
left out: a person would spend more time on refusing it than on finding it.
"""

from onrecord.extract.draft import Draft, Tier
from onrecord.extract.tagger import Tagged

RULES = "rules-en 2"


def engine(tier: Tier | None, tagger: str) -> str:
    """
    Return the readers that found a claim, as it is stored with the claim.

    >>> engine(Tier.BOTH, "tagger-en 1"), engine(None, "tagger-en 1")
    ('rules-en 2 + tagger-en 1', 'rules-en 2')
    """
    if tier is Tier.BOTH:
        return f"{RULES} + {tagger}"
    return tagger if tier is Tier.TAGGER else RULES


_TAGGER_STEPS = ((0.85, 0.75), (0.7, 0.6), (0.55, 0.45))


def confidence(draft: Draft) -> float | None:
    """Return the measured share of claims like this one that are right; None where unmeasured."""
    if draft.tier in {None, Tier.MODEL}:
        return None  # nothing to measure against, or a model that nobody has measured
    if draft.tier is Tier.BOTH:
        return 0.9
    return 0.8 if draft.tier is Tier.RULES else _of_tagged(draft.tagged)


def _of_tagged(words: Tagged | None) -> float:
    sure = words.sure if words is not None else 0.0
    return next((share for least, share in _TAGGER_STEPS if sure >= least), 0.3)
