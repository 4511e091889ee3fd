"""
Who speaks in each line of a plain text.

Nothing is deleted: every line gets a voice and the name of the rule that said so. Rules of
words are in `cues.en.yaml` and `cues.ar.yaml`; the rules here are about where a line stands.
A line that no rule claims is body: losing a victim's line costs more than keeping a menu's.
"""

import re
from collections.abc import Callable, Sequence

from onrecord.model import Block, Voice
from onrecord.read import cues, flattened, head, inside, zones
from onrecord.read.cues import Where
from onrecord.read.labels import Label, Labels
from onrecord.read.lines import Line, folded

_CREDIT = re.compile(
    r"[\s.]*[(\[]?(?:photo|image|picture|photo credit|credit|photo by|تصوير)s?\s?[:(/].{2,80}$"
    r"|\s*[(\[][^()\[\]]{2,80}[)\]]\.?$"
)
_EDGE = 2  # lines of prose at the end that may be about the author


def blocks(lines: Sequence[Line], title: str | None = None) -> tuple[Block, ...]:
    """
    Return the lines as blocks, each with its voice and the rule that gave it.

    Args:
        lines: The lines that are not blank.
        title: The headline, where a person told it.
    """
    return as_blocks(lines, flattened.relabelled(lines, voices(lines, title)))


def as_blocks(lines: Sequence[Line], found: Labels) -> tuple[Block, ...]:
    """Return lines with their labels as blocks, and which of them repeat an earlier one."""
    repeats = _repeats(lines, found)
    return tuple(
        Block(
            start=line.start,
            end=line.end,
            voice=found[i].voice,
            rule=found[i].rule,
            repeats=repeats.get(i),
        )
        for i, line in enumerate(lines)
    )


def voices(lines: Sequence[Line], title: str | None = None) -> Labels:
    """Return the voice of every line. Of two rules that claim a line the first holds."""
    found: Labels = {}
    for rule in _PASSES:
        for i, label in rule(lines, found, title).items():
            found.setdefault(i, label)
    return {i: found.get(i, Label(Voice.BODY, "rest")) for i in range(len(lines))}


Pass = Callable[[Sequence[Line], Labels, str | None], Labels]


def _by_cues(where: frozenset[Where], *, only_top: bool = False) -> Pass:
    def rule(lines: Sequence[Line], found: Labels, _title: str | None) -> Labels:
        body = span(lines, found)
        labels: Labels = {}
        for i, line in enumerate(lines):
            if i in found or (only_top and i > body[0] + _EDGE):
                continue
            label = _cue_in(line, where & _places(i, body, len(lines)))
            if label is not None:
                labels[i] = label
        return labels

    return rule


def cue_anywhere(line: Line) -> Label | None:
    """Return what a line's words tell wherever it stands; None if nothing."""
    return _cue_in(line, frozenset({"anywhere"}))


def cue_at_edge(line: Line) -> Label | None:
    """Return what a line's words tell beside the body; None if nothing."""
    return _cue_in(line, frozenset({"edge"}))


def cue_below(line: Line) -> Label | None:
    """Return what a line's words tell below an article; None if nothing."""
    return _cue_in(line, frozenset({"after"}))


def _cue_in(line: Line, here: frozenset[Where]) -> Label | None:
    cue = cues.first(line, here)
    return Label(cue.voice, cue.id, cue.opens) if cue else None


def span(lines: Sequence[Line], found: Labels) -> tuple[int, int]:
    """Return the first and the last line of running text that no rule has claimed."""
    prose = [i for i, line in enumerate(lines) if line.is_prose and i not in found]
    return (prose[0], prose[-1]) if prose else (len(lines), len(lines))


def _places(i: int, body: tuple[int, int], total: int) -> frozenset[Where]:
    first, last = body
    here: set[Where] = {"anywhere"}
    if i < first:
        here.add("before")
    if i > first:
        here.add("after")
    if i >= last - _EDGE and i > first:
        here.add("end")
    if i <= first + _EDGE or i >= last or i >= total - _EDGE:
        here.add("edge")
    if i < last:
        here.add("middle")
    if 0 < i <= first:
        here.add("under")
    return frozenset(here)


def _doubled(lines: Sequence[Line], found: Labels, _title: str | None) -> Labels:
    """A line beside a caption that says the same without the credit is that caption."""
    labels: Labels = {}
    for i, label in found.items():
        if label.voice is not Voice.CAPTION:
            continue
        for near in (i - 1, i + 1):
            if 0 <= near < len(lines) and near not in found and _same(lines[i], lines[near]):
                labels[near] = Label(Voice.CAPTION, "caption-doubled")
    return labels


def _same(credited: Line, other: Line) -> bool:
    return _bare(credited) == _bare(other) or credited.folded.startswith(other.folded)


def _bare(line: Line) -> str:
    """Return a line without the credit that ends it."""
    return _CREDIT.sub("", line.folded).rstrip(" .") or line.folded


def _repeats(lines: Sequence[Line], found: Labels) -> dict[int, int]:
    first: dict[str, int] = {}
    repeats: dict[int, int] = {}
    for i, line in enumerate(lines):
        key = _bare(line) if found[i].voice is Voice.CAPTION else line.folded
        if key in first:
            repeats[i] = first[key]
        else:
            first[key] = line.start
    return repeats


def _headline_of_correction(lines: Sequence[Line], _found: Labels, _title: str | None) -> Labels:
    """A correction published by itself has a headline that says so; that is no note."""
    if len(lines) < 2 or lines[0].is_finished or lines[0].count > 9:
        return {}
    says_so = re.match(
        r"(?:correction|clarification|update|تصحيح|تصويب)\s?[:\-]\s?\S", lines[0].folded
    )
    return {0: Label(Voice.TITLE, "title-correction")} if says_so else {}


def _told_title(lines: Sequence[Line], _found: Labels, title: str | None) -> Labels:
    """A line near the top that is the headline a person told is the headline."""
    told = folded(title or "").rstrip(" .")
    if not told:
        return {}
    return {
        i: Label(Voice.TITLE, "title-told")
        for i, line in enumerate(lines[:6])
        if line.folded.rstrip(" .") == told
    }


_PASSES: tuple[Pass, ...] = (
    _told_title,
    _headline_of_correction,
    _by_cues(frozenset({"anywhere", "middle"})),
    _doubled,
    _by_cues(frozenset({"before", "after", "under"})),
    _by_cues(frozenset({"edge"}), only_top=True),
    zones.tails,
    _by_cues(frozenset({"edge", "end"})),
    head.of_page,
    inside.body,
)
