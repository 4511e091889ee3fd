"""What has to be said beside the claims of a reader that is less sure than the others."""

_CAUTIONS = {
    "rules-ar": "Arabic is read by word lists only: a person has to check each of these claims",
}


_FLOOR = 0.6
_UNSURE = "unsure: of claims found in this way about half were right when measured"


def caution(engine: str, confidence: float | None = None) -> str | None:
    """
    Return what to say wherever an engine's claims are shown; None if nothing is.

    Args:
        engine: Name and version, as stored with each claim.
        confidence: The measured share of such claims that are right; None if unmeasured.

    >>> caution("rules-ar 1")
    'Arabic is read by word lists only: a person has to check each of these claims'
    >>> caution("rules-en 1") is None
    True
    >>> caution("rules-en 6", 0.57)
    'unsure: of claims found in this way about half were right when measured'
    """
    name, _, _ = engine.partition(" ")
    is_unsure = confidence is not None and confidence < _FLOOR
    return _CAUTIONS.get(name) or (_UNSURE if is_unsure else None)
