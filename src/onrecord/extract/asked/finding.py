"""Where quoted words stand in a text: letter by letter, but for white space and quotation marks."""

from collections.abc import Iterator

_MARKS = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛ʼ`´′", "'"))


def places(content: str, start: int, end: int, quote: str) -> tuple[tuple[int, int], ...]:
    r"""
    Return every place in a stretch of text where quoted words stand, in order.

    Runs of white space are one space and all quotation marks of a kind are one mark; nothing
    else is overlooked. Words begin and end where the text's words do: "4 men" does not stand
    in "14 men", nor "1" in "1,200".

    Args:
        content: The text.
        start: Where the stretch starts.
        end: Where it ends.
        quote: The quoted words.

    >>> text = "He said “at least\n14  civilians” died; 114 civilians fled."
    >>> [text[a:b] for a, b in places(text, 0, len(text), '"at least 14 civilians"')]
    ['“at least\n14  civilians”']
    >>> places(text, 0, len(text), "4 civilians"), places("1,200 men", 0, 9, "1")
    ((), ())
    """
    said, offsets = _comparable(content, start, end)
    wanted = _comparable(quote, 0, len(quote))[0].strip()
    return tuple(_found(said, offsets, wanted)) if wanted else ()


def _found(said: str, offsets: list[int], wanted: str) -> Iterator[tuple[int, int]]:
    at = said.find(wanted)
    while at >= 0:
        stop = at + len(wanted)
        if not (_goes_on(said, at) or _goes_on(said, stop)):
            yield offsets[at], offsets[stop - 1] + 1
        at = said.find(wanted, at + 1)


def _goes_on(said: str, at: int) -> bool:
    """Whether a word or a number goes on over a place, so that a quote cannot end there."""
    before, after = said[at - 1 : at], said[at : at + 1]
    if before.isalnum() and after.isalnum():
        return True
    if before in {",", "."} and after.isdigit():
        return said[at - 2 : at - 1].isdigit()
    return before.isdigit() and after in {",", "."} and said[at + 1 : at + 2].isdigit()


def _comparable(content: str, start: int, end: int) -> tuple[str, list[int]]:
    """The words in the form in which they are compared, and for each character its place."""
    signs: list[str] = []
    offsets: list[int] = []
    for offset in range(start, end):
        sign = content[offset]
        if sign.isspace():
            if signs and signs[-1] == " ":
                continue
            sign = " "
        signs.append(sign)
        offsets.append(offset)
    return "".join(signs).translate(_MARKS), offsets
