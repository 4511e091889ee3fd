"""News agencies that a report gives as its source: "BEIRUT (Reuters) -", "— AFP"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from onrecord.model import Candidate, Document, Mention, Text, Voice
from onrecord.vocab import read_yaml

_HEAD = 5  # lines in which a dateline stands
_FOOT = 4  # lines in which a footer stands
_LINE = 160  # characters of a line in which its credit stands
_LONGEST = 120  # characters of a credit that are shown
_NO_CREDIT = {Voice.CAPTION, Voice.COMMENT, Voice.BOILERPLATE, Voice.TITLE}
_PICTURE = re.compile(r"(?i:\b(?:photo|image|picture|getty|video|file)\b)|صورة|تصوير")


_BETWEEN_WRITERS = re.compile(r"[,/|;&()–—]|\s-\s|\b(?:and|for|with|by|By)\b")
_STAFF = re.compile(r"\s+(?:(?i:staff|writers?|correspondent|news agency|newswire))+$")
_DATELINE = re.compile(r"^[^().!?]{2,60}\s*\(\s*(?P<name>[^()]{2,40}?)\s*\)\s*[-–—:]")


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency, and the words that give it as the source of a report."""

    agency: Mention
    words: str


@cache
def _listed() -> dict[str, Mention]:
    rows = cast("list[dict[str, Any]]", read_yaml("onrecord.reconcile", "agencies.yaml"))
    found: dict[str, Mention] = {}
    for row in rows:
        known = (
            Candidate(id=row["actor"], score=1.0, why="a news agency") if "actor" in row else None
        )
        mention = Mention(name=row["name"], candidates=(known,) if known else ())
        found.update(dict.fromkeys((row["name"], *row["written"]), mention))
    return found


def agency(name: str) -> Mention | None:
    """
    Return the agency that a name is of; None if it is none's.

    >>> agency("AFP").name, agency("The Courier")
    ('Agence France-Presse', None)
    """
    return _listed().get(" ".join(name.split()))


# How a credit looks, with AGENCY for one agency or several ("Reuters/AFP").
_HEAD_FORMS = (
    r"^[^().!?]{2,60}\s*\(\s*AGENCY\s*\)",  # BEIRUT (Reuters) -
    r"^[^().!?a-z]{2,40}\s?[-–—/]\s?AGENCY\s*(?:[-–—:]|\b(?=[A-Z]))",  # BEIRUT - AFP:
    r"^\(?AGENCY\)?\s*[-–—:]",  # AP -
)
_FOOT_FORMS = (
    r"^[\(\[]?\s*(?i:[-–—]+|sources?\s?:|via|المصدر\s?:)?\s*AGENCY\s*[\)\]]?\.?$",  # (AFP)
    r"(?:[-–—]|[\(\[])\s*AGENCY\s*[\)\]]?\.?$",  # ... he said. — AFP
    r"(?i:\b(?:reporting|files?|input|material|contributions?)) (?i:from|by) (?:[Tt]he )?AGENCY",
    r"AGENCY(?: (?i:news agency))? (?i:contributed)\b",
)


@cache
def _forms(where: str) -> tuple[re.Pattern[str], ...]:
    """Return what a credit looks like: in the `head`, in the `foot`, or its name `alone`."""
    longest_first = sorted(_listed(), key=lambda name: (-len(name), name))
    one = "(?:" + "|".join(map(re.escape, longest_first)) + ")"
    several = rf"(?<!\w)(?P<agency>{one})(?:\s?(?:/|,|&|and|و)\s?{one})*(?!\w)"
    forms = {"head": _HEAD_FORMS, "foot": _FOOT_FORMS, "alone": ("AGENCY",)}[where]
    return tuple(re.compile(form.replace("AGENCY", several)) for form in forms)


def credit(
    document: Document | None,
    text: Text | None,
    is_outlet: Callable[[str], bool] = lambda _name: False,
) -> Credit | None:
    """
    Return the agency that a report gives as its source; None if it gives none.

    Its `author`, its dateline and its footer are looked at. What is printed below a picture
    credits the picture.

    Args:
        document: Who wrote it, as far as that is told.
        text: Its words.
        is_outlet: Whether a name is that of another publisher: "TAL AMAR (Red Sea Wire) -"
            credits a wire that no list has.
    """
    author = document.author if document else None
    if author and (found := _by_author(author)):
        return found
    (written,) = _forms("alone")
    for line, where in _edges(text) if text else ():
        if where == "head" and (found := _by_dateline(line, is_outlet)):
            return found
        if written.search(line) is None or _PICTURE.search(line):
            continue
        for form in _forms(where):
            if match := form.search(line):
                return Credit(_listed()[match["agency"]], match[0].strip()[:_LONGEST])
    return None


def _by_author(author: str) -> Credit | None:
    """Return the agency that a writer's name is, alone or beside a person's."""
    for part in _BETWEEN_WRITERS.split(author):
        if found := agency(_STAFF.sub("", part.strip())):
            return Credit(found, author[:_LONGEST])
    return None


def _by_dateline(line: str, is_outlet: Callable[[str], bool]) -> Credit | None:
    found = _DATELINE.match(line)
    if found is None or agency(found["name"]) is not None or not is_outlet(found["name"]):
        return None
    return Credit(Mention(name=found["name"]), found[0].strip()[:_LONGEST])


def _edges(text: Text) -> Iterator[tuple[str, str]]:
    """Return the lines at a report's head and at its foot, and which they are."""
    lines = _lines(text)
    yield from ((line.strip()[:_LINE], "head") for line in lines[:_HEAD])
    yield from ((line.strip()[-_LINE:], "foot") for line in lines[-_FOOT:])


def _lines(text: Text) -> list[str]:
    stretches = [(b.start, b.end) for b in text.blocks if b.voice not in _NO_CREDIT]
    if not text.blocks:
        stretches = [(0, len(text.content))]
    if len(stretches) > _HEAD + _FOOT:
        stretches = [*stretches[:_HEAD], *stretches[-_FOOT:]]
    told = "\n".join(text.content[start:end] for start, end in stretches)
    return [line for line in told.split("\n") if line.strip()]
