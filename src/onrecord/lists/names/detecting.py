"""Which table the names of a list are best read by."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from onrecord.lists.names.tables import tables

_LOOKED_AT = 2_000
_ENOUGH = 0.25  # of the names must show signs; single ones are in every list
_DEFAULT = "arabic"


def table_for(names: Iterable[str]) -> str:
    """
    Return the name of the table that the names of one list are best read by.

    Each table tells what speaks for it (`signs`); that of which most names show a sign is
    taken, if these are enough. All else is read as Arabic names. A guess for a person to
    confirm: `parts` takes the table that it is given.

    Args:
        names: As written; the first two thousand are looked at.

    >>> table_for(["Ahmad al-Masri", "Sami Khalil Odeh", "سامي خليل"])
    'arabic'
    >>> table_for(["Djamel Benyoucef", "Rachid Ouali", "Cherif Bouzid"])
    'maghrebi'
    >>> table_for(["Maria de la Cruz", "Juan Santos Perez", "Rosa Reyes Jr."])
    'latin'
    """
    shown: Counter[str] = Counter()
    looked_at = 0
    for name in islice(names, _LOOKED_AT):
        words = name.casefold().split()
        looked_at += 1
        shown.update(
            table.name
            for table in tables().values()
            if any(table.signs.search(word) for word in words)
        )
    best, most = max(shown.items(), key=lambda one: (one[1], one[0]), default=(_DEFAULT, 0))
    return best if looked_at and most >= _ENOUGH * looked_at else _DEFAULT
