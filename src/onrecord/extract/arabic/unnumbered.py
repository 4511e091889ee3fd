"""People harmed of whom an Arabic sentence gives no number: one, some, or nobody."""

from collections.abc import Sequence

from onrecord.extract.arabic import lists
from onrecord.extract.arabic.number import number_at
from onrecord.extract.arabic.quantity import Quantity
from onrecord.extract.arabic.words import Word, has_article, readings
from onrecord.model import Count, Qualifier, VictimClass

_PLURAL = Count(low=2, qualifier=Qualifier.VAGUE)
_ONE = Count(low=1, high=1, qualifier=Qualifier.EXACT)
_NOBODY = Count(low=0, high=0, qualifier=Qualifier.EXACT)


def unnumbered(words: Sequence[Word], starts: set[int], taken: set[int]) -> list[Quantity]:
    """
    Return people without a number: "قُتلت امرأة", "شهداء في قصف", "دون وقوع إصابات".

    Args:
        words: The words of a sentence.
        starts: Indexes of the verbs and nouns of harm among them.
        taken: Indexes of the words of quantities that were found already.
    """
    found: list[Quantity] = []
    for at, word in enumerate(words):
        nobody = _nobody(words, at)
        bare = _bare_harmed(words, at)
        person = _person(word.form)
        if nobody or bare:
            found.append(_quantity(at, _NOBODY if nobody else _PLURAL, nobody or bare or "", word))
        elif person is not None and _is_of_none(words, at, starts):
            found.append(_quantity(at, _NOBODY, None, word, person[0]))
        elif person is not None and (
            _is_object(words, at, starts, taken) or _joins(words, at, found, taken)
        ):
            count = _ONE if person[1] == "one" else _PLURAL
            found.append(_quantity(at, count, None, word, person[0]))
    return found


def _is_object(words: Sequence[Word], at: int, starts: set[int], taken: set[int]) -> bool:
    """Right after the word of harm; or one later, and the doer stands between."""
    if words[at].gap or at + 1 in taken:
        return False  # "خطف مسلحون ثلاثة تجار": who stands between is the doer
    if not {at - 1, at - 2} & starts:
        return False
    if at - 1 in starts:
        is_doer = at + 1 < len(words) and words[at + 1].form.endswith("ا")
        return not (has_article(words[at].form) and is_doer)
    return words[at - 1].form in lists.folded("arabic_who", "doers")


def _is_of_none(words: Sequence[Word], at: int, starts: set[int]) -> bool:
    """As in "لم تقتل أي مدني"."""
    negated = lists.folded("arabic_stance", "negated")
    is_any = at > 2 and words[at - 1].form in {"اي", "ايه"} and at - 2 in starts
    return is_any and words[at - 3].form in negated


def _joins(words: Sequence[Word], at: int, found: Sequence[Quantity], taken: set[int]) -> bool:
    """As in "رجل وزوجته", "فتاتان وصحفي": one more, joined to the people before."""
    if not words[at].form.startswith("و") or words[at].gap or has_article(words[at].form):
        return False
    if found and found[-1].last == at:
        return True
    known = _person(words[at - 1].form) if at else None
    return known is not None and (known[1] == "two" or at - 1 not in taken)


def _person(form: str) -> tuple[VictimClass, str] | None:
    if form[:1] in "بل" and form not in lists.people():
        return None
    return next((lists.people()[r] for r in readings(form) if r in lists.people()), None)


def _quantity(
    at: int, count: Count, outcome: str | None, word: Word, side: VictimClass = VictimClass.UNKNOWN
) -> Quantity:
    return Quantity(
        first=at, last=at + 1, core=at, count=count, noun=at, side=side, outcome=outcome,
        counts="harmed" if outcome else "people", is_led=word.form[:1] == "و",
    )  # fmt: skip


def _bare_harmed(words: Sequence[Word], at: int) -> str | None:
    """As in "سقوط قتلى وجرحى": some, of whom no number is said."""
    if has_article(words[at].form):
        return None
    for reading in readings(words[at].form):
        held = lists.nouns_of_harm("counted").get(reading)
        if held and held[1] == "many" and words[at].form[:1] not in "بل":
            if counts_what_follows(words, at, reading):
                return None
            return held[0]
    return None


def _nobody(words: Sequence[Word], at: int) -> str | None:
    """As in "دون وقوع إصابات", "لم تقع إصابات": told that nobody was."""
    for reading in readings(words[at].form):
        held = lists.nouns_of_harm("counted").get(reading)
        if held is None or held[1] != "many":
            continue
        back = at - 1
        while back >= 0 and at - back < 6 and words[back].form in lists.folded_reporting():
            back -= 1
        none = lists.folded("arabic_stance", "none")
        nearest = words[back].form if back >= 0 else ""
        if nearest in none or (nearest[:1] == "و" and nearest[1:] in none):
            return held[0]
    return None


def counts_what_follows(words: Sequence[Word], at: int, reading: str) -> bool:
    """As in "تسلم جثامين 29 طفلا": the number after it counts the dead."""
    held = lists.nouns_of_harm("counted").get(reading)
    if held is None or held[1] != "many" or at + 1 >= len(words) or words[at + 1].gap:
        return False
    return number_at(words, at + 1) is not None and (at == 0 or number_at(words, at - 1) is None)
