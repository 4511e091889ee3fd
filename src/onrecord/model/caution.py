"""What has to be said beside the claims of a reader that is less sure than the others."""

_CAUTIONS = {
    "rules-ar": "Arabic is read by word lists only: a person has to check each of these claims",
}


def caution(engine: str) -> str | None:
    """
    Return what to say wherever an engine's claims are shown; None if nothing is.

    Args:
        engine: Name and version, as stored with each claim.

    >>> caution("rules-ar 1")
    'Arabic is read by word lists only: a person has to check each of these claims'
    >>> caution("rules-en 1") is None
    True
    """
    name, _, _ = engine.partition(" ")
    return _CAUTIONS.get(name)
