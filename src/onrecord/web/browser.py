"""Which browser somebody uses, no more exactly than they need to know their own sessions by."""

# The first that stands in a browser's word for itself: each names those before it that it is like.
_FAMILIES = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)


def family(agent: str) -> str:
    """
    Return the family of a browser, as its header `User-Agent` says; empty where it does not.

    Args:
        agent: The header; neither its version nor the machine's is looked at.

    >>> family("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0")
    'Firefox'
    >>> family("curl/8.5")
    ''
    """
    return next((name for sign, name in _FAMILIES if f"{sign}/" in agent), "")
