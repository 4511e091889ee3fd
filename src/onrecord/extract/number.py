"""Numbers as English writes them: in digits, in words, or in both."""

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
}
_WORDS = {w: n for n, w in enumerate(_UNITS)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
MOST = 10.0**12  # beyond it, digits in a row are a number of nothing that is counted
_MULTIPLES = {"dozen": 12, "hundred": 100}

_WORD = "|".join(sorted([*_WORDS, "hundred", "thousand", "million"], key=len, reverse=True))
# Each repetition has an end, and digits are begun where they begin: a text of nothing but digits
# or of "one one one" is gone through in a time that its length tells.
_WRITTEN = rf"(?:a\s+|half\s+a\s+)?(?:{_WORD})(?:(?:[\s-]+(?:and\s+)?)(?:{_WORD})){{0,12}}"
_DIGITS = r"(?<!\d)(?:\d{1,3}(?:[,\u066c]\d{3}){1,5}(?!\d|,\d)|\d{1,15}(?:\.\d{1,15})?(?!\d))"
_SCALED = rf"(?:{_DIGITS})(?:\s*-?(?:hundred|thousand|million|billion)\b|k\b|m\b)?"

# A number in running text: a piece of a pattern.
ANY = rf"(?:{_SCALED}|\b{_WRITTEN}\b)"

_COMPOUND = re.compile(rf"\b(?:{'|'.join(_TENS)})-(?:{'|'.join(_UNITS[1:10])})\b", re.IGNORECASE)


def is_compound(words: str, at: int) -> bool:
    """
    Whether the hyphen at a place joins the words of one number: no range from 20 to 4,000.

    >>> is_compound("twenty-four thousand", 6), is_compound("ten-twenty people", 3)
    (True, False)
    """
    return any(m.start() < at < m.end() for m in _COMPOUND.finditer(words))


def number(words: str) -> float | None:
    """
    Return the value of a number in digits or English words; None if it is none.

    More than a million millions is none: nothing that a report counts comes to that, and
    what has no end in a machine (400 digits) would break every sum that it is in.

    >>> number("6,000"), number("two hundred and twelve"), number("1.5 million")
    (6000.0, 212.0, 1500000.0)
    >>> number("half a million"), number("a dozen"), number("dozen")
    (500000.0, 12.0, 12.0)
    >>> number("twelve farmers") is None
    True
    """
    said = words.lower().replace(",", "").replace("\u066c", "").strip()
    if said.startswith("half a "):
        whole = number(said.removeprefix("half a "))
        return None if whole is None else whole / 2
    parts = re.findall(r"\d+(?:\.\d+)?|[a-z]+", said)
    return _sum(parts) if parts else None


def _sum(parts: list[str]) -> float | None:
    """As in "two hundred and twelve": scales multiply what stands before them."""
    total, current = 0.0, 0.0
    for part in parts:
        if part[0].isdigit():
            current += float(part)
        elif part in _WORDS:
            current += _WORDS[part]
        elif part in _MULTIPLES:
            current = (current or 1) * _MULTIPLES[part]
        elif part in _SCALES:
            total += (current or 1) * _SCALES[part]
            current = 0.0
        elif part not in {"and", "a"}:
            return None
    return total + current if total + current <= MOST else None
