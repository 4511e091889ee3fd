"""How an Arabic document stands to what it says: denied, alleged, feared, or told as it is."""

from onrecord.extract.arabic import lists
from onrecord.extract.arabic.sentence import Sentence
from onrecord.extract.arabic.words import readings
from onrecord.model import Stance

_REACH = 14  # words before the claim
_ENDS = frozenset("فيما بينما لكن ولكن".split())


def of(sentence: Sentence, first: int, told: int | None, *, is_sourced: bool) -> Stance:
    """
    Return the stance that the words before a claim give it.

    Args:
        sentence: The sentence.
        first: The index of the claim's first word.
        told: The index of the word that tells the harm; None if the noun does.
        is_sourced: Whether somebody is named as its source.
    """
    if told is not None and told:
        before = sentence.words[told - 1].form
        if before in lists.folded("arabic_stance", "negated"):
            return Stance.DENIED
        is_present = sentence.words[told].form[:1] in "يت"
        if before in {"قد", "وقد"} and is_present:
            return Stance.HYPOTHETICAL
    for at in range(first - 1, max(-1, first - _REACH), -1):
        word = sentence.words[at]
        for kind in (Stance.DENIED, Stance.ALLEGED, Stance.HYPOTHETICAL, Stance.ESTIMATED):
            if set(readings(word.form)) & lists.folded("arabic_stance", kind.value):
                return kind
        if word.form in _ENDS or _opens_anew(sentence, at):
            break
    return Stance.REPORTED if is_sourced else Stance.ASSERTED


def _opens_anew(sentence: Sentence, at: int) -> bool:
    """A comma and "and" begin another statement: what was feared before is not feared now."""
    word = sentence.words[at]
    return bool(word.gap) and word.form.startswith("و")
