"""Names made comparable: what differs only in accents, case, articles or dashes is one name."""

import unicodedata
from functools import lru_cache

_ARTICLES = {"the", "a", "an", "al", "el"}


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """
    Return a name in the form in which names are compared, never in one to be shown.

    >>> fold("The Al-Shifā’ Hospital")
    'shifa hospital'
    >>> fold("S.N.H.R.") == fold("SNHR")
    True
    """
    marked = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(sign for sign in marked if not unicodedata.combining(sign))
    joined = "".join(sign for sign in bare if sign not in ".'’‘`ʼʿʾ")
    words = "".join(sign if sign.isalnum() else " " for sign in joined).split()
    kept = [word for word in words if word not in _ARTICLES]
    return " ".join(kept or words)


def initials(name: str) -> str:
    """
    Return the capitals that begin a name's words, folded: what its short form would be.

    >>> initials("Northern Network for Human Rights")
    'nnhr'
    """
    words = name.replace("-", " ").split()
    return "".join(word[0] for word in words if word[0].isupper()).casefold()
