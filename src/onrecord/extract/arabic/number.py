"""Numbers as Arabic writes them: in digits of either kind, in words, or in both."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.extract import wordlist
from onrecord.extract.arabic.letters import fold
from onrecord.extract.arabic.words import Word
from onrecord.extract.number import MOST


@dataclass(frozen=True, slots=True)
class Number:
    """
    A number's value and the words that write it.

    Attributes:
        value: What it comes to.
        first, last: Indexes of its first word and the one after its last.
    """

    value: float
    first: int
    last: int


@cache
def _table(key: str) -> dict[str, int]:
    listed = wordlist.table("arabic_numbers")[key]["words"].items()
    return {fold(word): value for word, value in listed}


def number_at(words: Sequence[Word], at: int, *, led: bool = False) -> Number | None:
    """
    Return the number that begins with a word; None if none does.

    Args:
        words: The words of a sentence.
        at: Which word.
        led: Whether "and" written onto the first word is left off: "وأربعة".

    >>> from onrecord.extract.arabic.words import words_of
    >>> text = "مئتان وخمسة وعشرون ألف شخص"
    >>> number_at(words_of(text, 0, len(text)), 0).value
    225000.0
    """
    first = _piece(words[at], led=led)
    if first is None:
        return None
    value, last = _summed(words, at, *first)
    if not value <= MOST:
        return None
    if words[at].form.endswith("%") or words[last - 1].form.endswith("%"):
        return None
    half, size = _half(words, last)
    return Number(value + half, at, last + size)


def _summed(words: Sequence[Word], at: int, value: float, kind: str) -> tuple[float, int]:
    """The value of a number from its first piece on, and where it ends."""
    total, current = (value, 0.0) if kind == "scale" else (0.0, value)
    last = at + 1
    while last < len(words) and not words[last].gap:
        joined = _joined(words[last], total, current, kind)
        if joined is None:
            break
        total, current, kind = joined
        last += 1
    return total + current, last


def _piece(word: Word, *, led: bool) -> tuple[float, str] | None:
    form = word.form[1:] if led and word.form[:1] == "و" else word.form
    if word.is_number:
        return _digits(word.form)
    for key, kind in (
        ("units", "unit"), ("tens", "ten"), ("hundreds", "hundred"), ("duals", "scale"),
    ):  # fmt: skip
        if form in _table(key):
            return float(_table(key)[form]), kind
    if form in {"احد", "احدي"}:
        return 1.0, "one"
    if form in _table("scales") and not form.endswith(("لاف", "يين")):
        return float(_table("scales")[form]), "scale"
    return None


def _digits(form: str) -> tuple[float, str] | None:
    bare = form.rstrip("%")
    parts = bare.replace(".", ",").split(",")
    is_grouped = len(parts) > 1 and all(len(p) == 3 for p in parts[1:]) and 0 < len(parts[0]) < 4
    try:
        value = float("".join(parts)) if is_grouped else float(bare.replace(",", "."))
    except ValueError:
        return None  # a date or a clock: 12.30.14
    return value, "digits"


def _joined(word: Word, total: float, current: float, kind: str) -> tuple[float, float, str] | None:
    """The number so far with one more word in it; None if the word is not part of it."""
    form = word.form
    if form in _table("scales") and current:
        return total + current * _table("scales")[form], 0.0, "scale"
    if kind in {"unit", "one"} and form in {"عشر", "عشره"} and current < 10:
        return total, current + 10, "teen"
    if kind == "unit" and form in {"ميه", "مايه"}:
        return total, current * 100, "hundred"
    if kind == "digits" or not form.startswith("و"):
        return None
    more = _piece(Word(word.start, word.end, form[1:], ""), led=False)
    if more is None or more[1] == "digits":
        return None
    value, added = more
    fits = {
        "unit": added == "ten",
        "one": added == "ten",
        "hundred": added in {"unit", "ten", "one"},
        "scale": added in {"unit", "ten", "one", "hundred"} or (total > value and added == "scale"),
    }
    if not fits.get(kind):
        return None
    return (total + value, 0.0, "scale") if added == "scale" else (total, current + value, added)


def _half(words: Sequence[Word], last: int) -> tuple[float, int]:
    """As in "مليون ونصف", "مليون ونصف مليون": half of the scale that was said."""
    if last < len(words) and words[last].form == "ونصف" and not words[last].gap:
        scale = _table("scales").get(words[last - 1].form, 0)
        again = last + 1 < len(words) and words[last + 1].form == words[last - 1].form
        return (scale / 2, 1 + again) if scale else (0.0, 0)
    return 0.0, 0
