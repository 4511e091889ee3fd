"""What stands below an article: comments, forms, policies, links. A heading opens each."""

import re
from collections.abc import Sequence

from onrecord.model import Voice
from onrecord.read.labels import Label, Labels
from onrecord.read.lines import Line

_ADDRESS = re.compile(r"(https?://|www\.)\S+|^[\w\-]+(\.[\w\-]+)+$")
_NAME = r"[^\W\d_][\w.'\-]*(?: [^\W\d_][\w.'\-]*){0,3}"
_CLOCK = r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?"
# A reader's signature: an address and a name, or a name and the moment of writing.
_SIGNED = re.compile(
    rf"^(?:[•*\-]\s*|\d+[.)]\s*)?(?:https?://\S+ {_NAME}$"
    rf"|{_NAME},? ?(?:[|•·]|on|at|-)? ?[^.!?]{{0,30}}\d{{4}},? ?(?:at|@|-|,)? ?{_CLOCK}"
    rf"|{_NAME} ?[•·|,\-]? ?(?:\d+|an?|one) (?:second|minute|hour|day|week|month|year)s? ago\b"
    rf"|@\w+ ?[:•·]"
    rf"|posted by:? {_NAME} (?:on|at)\b.{{0,40}}{_CLOCK})"
)
_SAYS = re.compile(rf"^(?:[•*\-]\s*|\d+[.)]\s*)?{_NAME} (?:says|wrote|يقول|تقول)\s?:?$")
_BACK = 15  # words of a paragraph that ends a list of links
_MOST_SIGNED = 16
_ENOUGH = 30  # words of running text: before so much nobody comments
# A date of publication looks like a signature, and a wrong one would silence the report.
_PUBLISHED = re.compile(r"^(?:first |last )?(?:published|posted on|updated|modified|date|issued)\b")


def tails(lines: Sequence[Line], found: Labels, _title: str | None) -> Labels:
    """Return labels for the lines of every zone that has been opened."""
    labels: Labels = {}
    zone: str | None = None
    opener = -1
    read = 0
    for i, line in enumerate(lines):
        label = found.get(i)
        if label is not None:
            if label.opens and zone != "policy":
                zone, opener = label.opens, i
            continue
        if (
            read >= _ENOUGH
            and zone != "policy"
            and is_signed(line, is_open=zone in {"comments", "form"})
        ):
            zone, opener = "comments", i
        zone = _still(zone, line, i - opener)
        read += line.count if zone is None and line.is_prose else 0
        if zone is not None:
            voice = Voice.COMMENT if zone == "comments" else Voice.BOILERPLATE
            labels[i] = Label(voice, f"zone-{zone}")
    return labels


def is_signed(line: Line, *, is_open: bool) -> bool:
    """Whether a line is a reader's signature; "Name says:" only where comments are open."""
    if line.count > _MOST_SIGNED or _PUBLISHED.match(line.folded):
        return False
    return bool(_SIGNED.match(line.folded) or (is_open and _SAYS.match(line.folded)))


def _still(zone: str | None, line: Line, distance: int) -> str | None:
    """Return the zone if a line still belongs to it."""
    if zone == "related" and line.is_prose and line.is_finished and line.count >= _BACK:
        return None
    if zone == "source" and not (_ADDRESS.search(line.folded) or (distance == 1 and _few(line))):
        return None
    return zone


def _few(line: Line) -> bool:
    return line.count <= 4 and not line.is_finished
