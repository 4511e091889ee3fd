"""Lines of a report as runs of words: what is ours, what is others', and where a note stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from onrecord.kit import shown
from onrecord.model.public import Words
from onrecord.publish.described import named
from onrecord.publish.site import wording

Look = Literal["plain", "strong", "exact", "withheld", "note", "english", "open", "close"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    Words of one look, or the number of a footnote.

    Whatever a source's words hold, they stay a value of their own up to the moment when the
    page or the paper is set, so that no character of them is ever read as markup.

    Attributes:
        text: The words; empty for a footnote's number.
        look: `plain` for the report's own; `exact` for the words that state a number;
            `open` and `close` for an isolate of Unicode (UAX #9) round several runs;
        `withheld` for what stands in place of words that may not be seen; `english` for
            the program's own sentences, which exist in English only.
        is_apart: A name, a number or a quotation that must not turn the line around it.
        language: Of others' words; None for the report's own, or where not known.
        note: The footnote whose number stands here.
        turn: The how many-eth place this is that the footnote leads back to; 0 where it leads
            back to a number before this one.
    """

    text: str = ""
    look: Look = "plain"
    is_apart: bool = False
    language: str | None = None
    note: int | None = None
    turn: int = 0


Line = tuple[Run, ...]
_PLACE = re.compile(r"%\((\w+)\)[sd]")


def own(text: str) -> Line:
    """Return words of the report itself."""
    return (Run(text=shown.clean(text)),) if text else ()


def strong(text: str) -> Line:
    """Return words that stand out."""
    return (Run(text=shown.clean(text), look="strong", is_apart=True),)


def apart(text: str, language: str | None = None) -> Line:
    """Return a name or a number of the record, which keeps its own direction."""
    told = shown.clean(named(text))
    return (Run(text=told, is_apart=True, language=shown.language(language)),)


def english(text: str) -> Line:
    """Return a sentence of the program that exists in English only."""
    return (Run(text=shown.clean(text), look="english", is_apart=True, language="en"),)


def filled(words: str, /, **told: str | Line) -> Line:
    """
    Return a translated sentence with what it tells put in its places.

    >>> [run.text for run in filled("%(n)s killed in %(place)s.", n="4", place="Taiz")]
    ['4', ' killed in ', 'Taiz', '.']
    """
    made: list[Run] = []
    end = 0
    for match in _PLACE.finditer(words):
        made += own(words[end : match.start()])
        put = told[match[1]]
        made += apart(put) if isinstance(put, str) else put
        end = match.end()
    return (*made, *own(words[end:]))


def set_apart(line: Line) -> Line:
    """Return several runs that keep their own direction together, whatever stands around them."""
    return (Run(look="open"), *line, Run(look="close")) if line else ()


def joined(lines: Iterable[Line], mark: str) -> Line:
    """Return lines in one, with a mark between them."""
    between = own(mark)
    return tuple(
        chain.from_iterable((*between, *line) if i else line for i, line in enumerate(lines))
    )


def of_others(words: Words, *, look: Look = "plain") -> Line:
    """Return other people's words; what is withheld of them is said in its place."""
    language = shown.language(words.language)
    return tuple(
        Run(text=shown.clean(piece.text), look=look, language=language)
        if piece.withheld is None
        else Run(text=f"[{wording.withheld(piece.withheld)}]", look="withheld", is_apart=True)
        for piece in words.pieces
    )


def plain(line: Line) -> str:
    """Return a line's words alone, without its notes."""
    return "".join(run.text for run in line)
