"""A number of people of whom nobody knows: "the fate of 29 is unknown", "nothing of the two"."""

import re
from typing import TYPE_CHECKING

from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.extract.unit import Link
from onrecord.model import Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEWS = r"no (?:further |more )?(?:news|trace|word|sign)"
_FATE = re.compile(
    r"\b(?:(?:fate|whereabouts) of"
    rf"|{_NEWS}(?: (?:has|have) been (?:received|heard|found))? (?:of|from)"
    r"|nothing (?:more |further |else )?(?:has been |was |is |had been )?"
    r"(?:heard|known|seen|learned)(?: (?:since|yet|so far))? (?:of|from|about))"
    r"\s+(?:the\s+)?(?:other\s+|remaining\s+)?$",
    re.IGNORECASE,
)
# "of the other two nothing is known", "of the seven there is no news"
_OF = re.compile(r"\b(?:of|about) (?:the )?(?:other |remaining )?$", re.IGNORECASE)
_NOTHING_KNOWN = re.compile(
    rf"(?:\s+\w+){{0,2}},?\s+(?:there (?:is|was|has been) (?:still )?{_NEWS}\b"
    r"|there (?:is|was) (?:still )?no (?:record|file)\b"
    r"|nothing (?:whatever )?(?:is|was|has been) (?:known|heard)\b|(?:we|they) know nothing\b)",
    re.IGNORECASE,
)


def unknown(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "the fate of 29 is unknown", "no news of nine traders": they have disappeared."""
    number = next((t for t in (unit, *unit.subtree) if sentence.quantity(t)), None)
    start, end = sentence.span(number if number is not None else unit)
    is_after = _NOTHING_KNOWN.match(sentence.content, end, sentence.end)
    is_of_them = is_after and _OF.search(sentence.before(start, 20))
    if not is_of_them and not _FATE.search(sentence.before(start, 90)):
        return None
    return Link(unit, Harm(unit, Outcome.DISAPPEARED, "state"), "fate unknown")
