"""Which word of harm a quantity belongs to: by order and distance within a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.extract.arabic import lists
from onrecord.extract.arabic.quantity import Quantity, quantities
from onrecord.extract.arabic.unnumbered import counts_what_follows, unnumbered
from onrecord.extract.arabic.words import Word, has_article, readings
from onrecord.model import Outcome

_FARTHEST = 10  # words between a word of harm and its number
_NEAR = 2  # for a noun that no list knows
_AFTER = 5  # words between a number and the word of harm behind it
_LEADING = frozenset({"verb", "act"})
_BREAKS = frozenset("فيما بينما حين لكن ولكن غير ان وان بان".split())
_METHOD = frozenset("تحت جراء نتيجه بسبب اثر عمليات عمليه جريمه جرائم".split())
_AMONG = frozenset("بينهم بينهن منهم منهن ضمنهم بينها منها وبينهم ومنهم فيهم".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    A word that tells of harm.

    Attributes:
        at: Its index among the words of the sentence.
        outcome: What happened.
        kind: `verb`, `act`, `after` the harmed, or `toll` ("عدد القتلى").
    """

    at: int
    outcome: Outcome
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """
    A quantity of people and what happened to them.

    Attributes:
        quantity: How many of whom.
        outcome: What happened.
        told: The index of the word that tells it; None where the noun does ("12 قتيلا").
        rule: Which rule tied the two.
        whole: The position, among a sentence's links, of the count that this is part of.
    """

    quantity: Quantity
    outcome: Outcome
    told: int | None
    rule: str
    whole: int | None = None


def harms(words: Sequence[Word]) -> tuple[Told, ...]:
    """
    Return the words of a sentence that tell of harm, in order.

    >>> from onrecord.extract.arabic.words import words_of
    >>> text = "مقتل 3 وإصابة 5 تحت التعذيب"
    >>> [t.outcome.value for t in harms(words_of(text, 0, len(text)))]
    ['killed', 'injured']
    """
    found = (_told(words, at) for at in range(len(words)))
    return tuple(t for t in found if t is not None)


def _told(words: Sequence[Word], at: int) -> Told | None:
    before = words[at - 1].form if at else ""
    if before in _METHOD:
        return None
    for reading in readings(words[at].form):
        if before.endswith(("عدد", "اعداد", "حصيله", "مجموع")) and has_article(words[at].form):
            for key in ("counted", "state"):
                held = lists.nouns_of_harm(key).get(reading)
                if held:
                    return Told(at=at, outcome=Outcome(held[0]), kind="toll")
        if counts_what_follows(words, at, reading):
            held = lists.nouns_of_harm("counted")[reading]
            return Told(at=at, outcome=Outcome(held[0]), kind="toll")
        held = lists.told().get(reading)
        if held and not (held[1] == "verb" and has_article(words[at].form)):
            is_act_of = (
                held[1] == "verb" and words[at].form[:1] in "بل" and reading != words[at].form
            )
            return Told(at=at, outcome=Outcome(held[0]), kind="act" if is_act_of else held[1])
    return None


def linked(words: Sequence[Word]) -> tuple[Linked, ...]:
    """Return what a sentence counts of whom harm befell, in the order of its words."""
    told = harms(words)
    counted = [*quantities(words)]
    taken = {n for q in counted for n in range(q.first, q.last)}
    counted += [
        q
        for q in unnumbered(words, {t.at for t in told if t.kind in _LEADING}, taken)
        if q.core not in taken
    ]
    counted.sort(key=lambda q: q.core)
    found: list[Linked] = []
    for at, quantity in enumerate(counted):
        earlier = counted[at - 1] if at else None
        link = _part(words, quantity, found, earlier) or _link(words, told, quantity, found)
        if link is not None:
            found.append(link)
    return tuple(found)


def _part(
    words: Sequence[Word], quantity: Quantity, found: Sequence[Linked], earlier: Quantity | None
) -> Linked | None:
    """As in "بينهم 5 أطفال وامرأتان", "بين القتلى 12 طفلا": part of what was counted before."""
    before = words[max(0, quantity.first - 3) : quantity.first]
    of_harmed = next((h for w in before if (h := _harmed(w))), None)
    if before and any(w.form in {"بين", "ضمن"} for w in before) and of_harmed:
        whole = next((n for n, f in enumerate(found) if f.outcome is of_harmed), None)
        return Linked(
            quantity=quantity, outcome=of_harmed, told=None, rule="among the harmed", whole=whole
        )
    if not found:
        return None
    if before and before[-1].form in _AMONG:
        return Linked(
            quantity=quantity, outcome=found[-1].outcome, told=found[-1].told,
            rule="among them", whole=len(found) - 1,
        )  # fmt: skip
    goes_on = (
        found[-1].whole is not None
        and found[-1].quantity is earlier
        and quantity.is_led
        and quantity.first - found[-1].quantity.last <= 1
        and quantity.counts in {"people", "unknown"}
    )
    return replace(found[-1], quantity=quantity) if goes_on else None


def _harmed(word: Word) -> Outcome | None:
    for reading in readings(word.form):
        held = lists.nouns_of_harm("counted").get(reading)
        if held and has_article(word.form):
            return Outcome(held[0])
    return None


def _link(
    words: Sequence[Word], told: Sequence[Told], quantity: Quantity, found: Sequence[Linked]
) -> Linked | None:
    if quantity.outcome is not None and not quantity.is_state:
        released = _before(words, told, quantity, found)
        if released is not None and released.outcome is Outcome.RELEASED:
            return _made(quantity, released, "before")
        outcome = Outcome(quantity.outcome)
        return Linked(quantity=quantity, outcome=outcome, told=None, rule="counted")
    behind = _behind(words, told, quantity)
    if behind is not None and behind.kind == "after":
        return _made(quantity, behind, "after")
    before = _before(words, told, quantity, found)
    if before is not None:
        return _made(quantity, before, "before")
    if behind is not None and quantity.counts != "unknown":
        return _made(quantity, behind, "behind")
    return None


def _made(quantity: Quantity, told: Told, rule: str) -> Linked:
    return Linked(quantity=quantity, outcome=told.outcome, told=told.at, rule=rule)


def _before(
    words: Sequence[Word], told: Sequence[Told], quantity: Quantity, found: Sequence[Linked]
) -> Told | None:
    """The nearest word of harm before a quantity, if nothing parts them."""
    last = next((t for t in reversed(told) if t.at < quantity.first and t.kind != "after"), None)
    if last is None or _is_parted(words, last.at, quantity.first):
        return None
    far = quantity.first - last.at - 1
    others = [f for f in found if f.told == last.at]
    if others and not (quantity.is_led and quantity.counts != "unknown"):
        return None
    if any(f.told is None and f.quantity.first > last.at for f in found) and far > _NEAR:
        return None
    limit = {"unknown": _NEAR, "nothing": 4}.get(quantity.counts, _FARTHEST)
    return last if far <= limit + 4 * (len(others) > 0) else None


def _behind(words: Sequence[Word], told: Sequence[Told], quantity: Quantity) -> Told | None:
    """The word of harm soon behind a quantity: "1120 عراقيا قتلوا", "لقي 5 مصرعهم"."""
    following = next((t for t in told if t.at >= quantity.last), None)
    if following is None or following.at - quantity.last > _AFTER:
        return None
    if _is_parted(words, quantity.last - 1, following.at) or words[following.at].form[:1] == "و":
        return None
    is_plural = words[following.at].form.endswith(("وا", "ا", "ون"))
    leads = words[following.at - 1].form in {"الي", "علي", "من"}
    if following.kind == "after" or (following.kind == "verb" and is_plural) or leads:
        return following
    return None


def _is_parted(words: Sequence[Word], first: int, last: int) -> bool:
    return any(
        w.form in _BREAKS or any(sign in w.gap for sign in ";؛:")
        for w in words[first + 1 : last + 1]
    )
