"""How checks name a claim to a reader, and whom and where a claim counts."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from onrecord.kit.folding import fold
from onrecord.kit.rounding import tolerance
from onrecord.model import Claim, Count, Qualifier, VictimClass
from onrecord.vocab import read_yaml

_LONGEST = 80  # characters

# Who is counted, so that children are not compared with everybody: a class, and words.
Scope = tuple[str, str]

_INCLUDING = re.compile(r"\b(?:including|among them|some of them|such as|بينهم|بما في ذلك)\b")
_ANYBODY = frozenset(
    fold(word)
    for word in (
        "people persons person individuals individual human beings dead killed victims victim "
        "bodies body corpses casualties deaths fatalities lives others martyrs injured wounded "
        "injuries residents inhabitants locals villagers of their at least about more than and "
        "شخص أشخاص شخصا قتلى قتيل قتيلا شهداء شهيدا ضحايا ضحية جرحى جريحا مصابين"
    ).split()
)
_NUMBERED = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"\w+ty(?:-\w+)?|dozens?|hundreds|half|third|quarter|most|many|some|several|few|all|none|both)"
)
_SOME = re.compile(
    rf"\b(?:remaining|one of|some of|two of|"
    rf"{_NUMBERED} of (?:them|those|the|these|whom|his|her|its|their|our))\b|منهم",
    re.IGNORECASE,
)
_BESIDES = re.compile(
    r"\b(?:others?|another|further|additional|more(?! than))\b|آخر|آخرين", re.IGNORECASE
)
_EARLIER = re.compile(
    r"\b(?:r[io]s(?:e|en|ing)|up|increased?|climb(?:s|ed)?|revised|jumped|grown?|grew|went)\b"
    r"[^.]{0,60}\bfrom\b"
    r"|\b(?:earlier|initial|initially|previous|previously|first reported|at first|originally|"
    r"preliminary|had (?:said|put|reported|given|counted))\b"
    r"|ارتفع|ارتفاع|ارتفعت|سابق|سابقا|أولية|في البداية",
    re.IGNORECASE,
)


def quoted(claim: Claim) -> str:
    """Return a claim's words in quotation marks, shortened."""
    return shortened(claim.passage.exact)


def shortened(words: str) -> str:
    """Return words in quotation marks, on one line and not too many."""
    line = " ".join(words.split())
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 1].rstrip() + "…"
    return f"“{line}”"


def located(claim: Claim) -> str:
    """Return a claim's words with the document they stand in."""
    return f"{quoted(claim)} ({claim.document})"


@cache
def _cells_of_words() -> Mapping[str, frozenset[str]]:
    told = cast("Mapping[str, Any]", read_yaml("onrecord.vocab", "partitions.yaml"))
    return {
        fold(word): frozenset(cells)
        for division in told["partitions"].values()
        for word, cells in division["words"].items()
    }


def cells(words: str) -> frozenset[str]:
    """
    Return the declared kinds of people that words name; empty where they name none.

    >>> sorted(cells("women and children")), cells("people")
    (['boy', 'girl', 'woman'], frozenset())
    """
    known = _cells_of_words()
    return frozenset().union(*(known.get(word, frozenset()) for word in fold(words).split()))


def scope(claim: Claim) -> Scope:
    """
    Return whom a claim counts, as far as two claims of one voice can be compared.

    "People", "dead" and no word at all are the same: everybody. What is only included
    ("people, including women") does not narrow a count.
    """
    kind = VictimClass.UNKNOWN if claim.victim_class is VictimClass.MIXED else claim.victim_class
    words = _INCLUDING.split((claim.victims or "").casefold())[0]
    named = cells(words)
    if named:
        return (str(kind), " ".join(sorted(named)))
    rest = [word for word in fold(words).split() if word not in _ANYBODY and not word.isdigit()]
    return (str(kind), " ".join(rest))


def whereabouts(claim: Claim) -> str:
    """Return what a claim's finest place is known by; empty where none is told."""
    return (claim.places[0].best or fold(claim.places[0].name)) if claim.places else ""


def stated(count: Count) -> float | None:
    """
    Return the number in a count's words: 40 for "more than 40" and for "up to 40".

    >>> stated(Count(low=41, high=None, qualifier=Qualifier.MORE_THAN))
    40
    """
    if count.qualifier in {Qualifier.VAGUE, Qualifier.RANGE, Qualifier.NONE}:
        return None
    if count.qualifier is Qualifier.MORE_THAN and count.low is not None:
        return count.low - 1
    return count.low if count.low is not None else count.high


def same_number(count: Count) -> float | str:
    """Return what two counts share that say one number, hedged or not."""
    number = stated(count)
    return str(count) if number is None else number


def room(count: Count) -> tuple[float, float]:
    """
    Return the fewest and the most people that a count leaves room for.

    "About" reaches half the unit of its last digit that is not zero either way.

    >>> room(Count(low=40, high=40, qualifier=Qualifier.ABOUT))
    (35.0, 45.0)
    """
    low = 0.0 if count.low is None else count.low
    high = float("inf") if count.high is None else count.high
    if count.qualifier is not Qualifier.ABOUT:
        return (low, high)
    slack = float(tolerance(int(low)))
    return (low - slack, high + slack)


def is_some_of_many(claim: Claim, sentence: str) -> bool:
    """
    Whether a number is told as some of many: "four of the wounded", "the remaining six".

    Args:
        claim: The claim.
        sentence: What it stands in, or its words alone.
    """
    return _SOME.search(_around(claim, sentence)) is not None


def is_besides(claim: Claim, sentence: str) -> bool:
    """
    Whether a number is told as beside another: "three more", "six others", "a further 36".

    Beside whom is not said by the words: "14 killed, thirty others wounded" is all who were
    wounded.
    """
    return _BESIDES.search(_around(claim, sentence)) is not None


def _around(claim: Claim, sentence: str) -> str:
    words = claim.passage.exact
    at = sentence.find(words)
    return sentence[max(0, at - 12) : at + len(words) + 12] if at >= 0 else words


def is_told_as_past(sentence: str) -> bool:
    """
    Whether a sentence tells a number as one that was given before.

    >>> is_told_as_past("the toll rose to 14 from 12"), is_told_as_past("it counted 12 dead")
    (True, False)
    """
    return _EARLIER.search(sentence) is not None
