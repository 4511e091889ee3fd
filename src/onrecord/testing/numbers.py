"""The short form of a hedged number: `40`, `40+`, `>40`, `~40`, `<=40`, `30-40`, `dozens`."""

import re

from onrecord.model import Count, Qualifier

_WORDS = {
    "several": 3,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
    "some": 2,
}

_SHAPES: tuple[tuple[str, Qualifier], ...] = (
    (r"(?P<low>\d+)-(?P<high>\d+)", Qualifier.RANGE),
    (r"(?P<low>\d+)\+", Qualifier.AT_LEAST),
    (r">(?P<low>\d+)", Qualifier.MORE_THAN),
    (r"~(?P<low>\d+)", Qualifier.ABOUT),
    (r"<=(?P<high>\d+)", Qualifier.UP_TO),
    (r"<(?P<high>\d+)", Qualifier.ALMOST),
    (r"(?P<low>\d+)", Qualifier.EXACT),
)


def count(short: str) -> Count:
    """
    Return the Count that a short form stands for.

    Raises:
        ValueError: if it is none of the forms.

    >>> count("40+")
    Count(low=40, high=None, qualifier=<Qualifier.AT_LEAST: 'at_least'>)
    >>> count(">40").low, count("dozens").low, count("-").is_known
    (41, 24, False)
    """
    bare = short.strip().replace(",", "")
    if bare == "-":
        return Count()
    if bare in _WORDS:
        return Count(low=_WORDS[bare], high=None, qualifier=Qualifier.VAGUE)
    for shape, qualifier in _SHAPES:
        if found := re.fullmatch(shape, bare):
            return _count(found.groupdict(), qualifier)
    raise ValueError(f"{short!r} is no count: write 40, 40+, >40, ~40, <=40, <40, 30-40 or dozens")


def _count(ends: dict[str, str], qualifier: Qualifier) -> Count:
    low = int(ends["low"]) if "low" in ends else None
    high = int(ends["high"]) if "high" in ends else None
    if qualifier is Qualifier.MORE_THAN and low is not None:
        low += 1
    if qualifier in {Qualifier.EXACT, Qualifier.ABOUT}:
        high = low
    return Count(low=low, high=high, qualifier=qualifier)
