"""What the tagger tells of a word: the labels, in the order of the network's outputs."""

from collections.abc import Iterable

OUTCOMES = (
    "killed",
    "injured",
    "casualties",
    "detained",
    "disappeared",
    "abducted",
    "displaced",
    "released",
    "tortured",
    "sexual_violence",
    "besieged",
)
_BOTH = "killed+injured"  # "killed and injured dozens": two claims on the same words
COUNTED = (*OUTCOMES, _BOTH)
STANCES = ("asserted", "reported", "estimated", "alleged", "hypothetical", "denied")
CLASSES = ("civilian", "combatant", "mixed", "unknown")
ROLES = ("P", "L", "T", "S")  # perpetrator, place, time, source
SHAPES = 6  # of a word's letters, which a lower-case vocabulary does not see


def of_outcomes(outcomes: Iterable[str]) -> str:
    """
    Return the one label for what is said of the same words.

    >>> of_outcomes(["killed"]), of_outcomes(["killed", "injured"])
    ('killed', 'killed+injured')
    """
    told = [part for outcome in outcomes for part in outcome.split("+")]
    return _BOTH if {"killed", "injured"} <= set(told) else told[0]


def shape(word: str) -> int:
    """
    Return how a word is written.

    0 other marks, 1 small letters, 2 a capital first, 3 capitals, 4 a number, 5 mixed.

    >>> [shape(w) for w in (",", "gunmen", "Idlib", "SOHR", "1,200", "al-Bab")]
    [0, 1, 2, 3, 4, 5]
    """
    if any(c.isdigit() for c in word):
        return 4
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 0
    if all(c.islower() for c in letters):
        return 1
    if all(c.isupper() for c in letters):
        return 3 if len(letters) > 1 else 2
    return 2 if letters[0].isupper() and all(c.islower() for c in letters[1:]) else 5
