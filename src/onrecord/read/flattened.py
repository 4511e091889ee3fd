"""
A web page that somebody saved as text: which of its lines are the report.

Such a text has hundreds of lines of menus, links and forms, of which words tell only a few; the
rest are weighed (`looks`). Nothing is deleted: what is outside the report becomes boilerplate,
and what rules of words found keeps its label.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from onrecord.model import Voice
from onrecord.read import density
from onrecord.read.labels import Label, Labels
from onrecord.read.lines import Line
from onrecord.read.looks import Weights, decided, trained

OUTSIDE = "outside-report"
_FEWEST_SHORT, _FEWEST_EACH, _FEWEST_CUES = 20, 5, 3  # lines; none of 205 reports has so many
_SHORT = 6  # words
_TAIL_BEGINS = 0.8  # of the running text: a comment counter above it opens no comments
_TOLD = "title-told"
_ABOVE = 12  # lines above the report in which its headline stands
_LONGEST_TITLE = 30  # words
_SHARED = 0.4
_TELLING = re.compile(r"[^\W\d_]{4,}")
_LISTED, _SHARE_LISTED, _REACH = 5, 0.6, 3


def relabelled(lines: Sequence[Line], found: Labels, weights: Weights | None = None) -> Labels:
    """
    Return all labels of a saved page; of any other text the labels as they are.

    Args:
        lines: The lines of the text.
        found: What the rules of `voices` say of them.
        weights: To be used instead of the trained ones.
    """
    rules = {i: label for i, label in found.items() if label.rule != "rest"}
    if not is_page(lines, rules):
        return found
    kept = known(lines, rules)
    inside = decided(lines, kept, weights or trained())
    headline = None if _has_told(kept) else _headline(lines, kept, inside)
    labels: Labels = {}
    for i in range(len(lines)):
        label = kept.get(i, Label(Voice.BODY, "rest"))
        is_open = label.voice in {Voice.BODY, Voice.HEADING}
        is_out = is_open and not inside[i] and not _is_listed(lines, i, inside)
        labels[i] = Label(Voice.BOILERPLATE, OUTSIDE) if is_out else label
    if headline is not None:
        labels[headline] = Label(Voice.TITLE, "title-of-page")
    return labels


def known(lines: Sequence[Line], rules: Labels) -> Labels:
    """Return the labels that hold for a page, too: its first lines are a menu and no headline."""
    kept = _anchored(lines, rules)
    return {i: v for i, v in kept.items() if v.voice is not Voice.TITLE or v.rule == _TOLD}


def _has_told(kept: Labels) -> bool:
    return any(label.rule == _TOLD for label in kept.values())


def _headline(lines: Sequence[Line], kept: Labels, inside: Sequence[bool]) -> int | None:
    """Return the line above the report, or its first, most of whose words the report has, too."""
    start = next((i for i, is_in in enumerate(inside) if is_in), None)
    if start is None:
        return None
    report = {
        word
        for i in range(start, len(lines))
        if inside[i] and lines[i].is_prose
        for word in _TELLING.findall(lines[i].folded)
    }
    shared: list[tuple[int, int]] = []
    for i in range(max(0, start - _ABOVE), start + 1):
        words = set(_TELLING.findall(lines[i].folded))
        both = len(words & report)
        may_be = i not in kept and not lines[i].is_finished and lines[i].count <= _LONGEST_TITLE
        if may_be and both >= max(2, _SHARED * len(words)):
            shared.append((both, i))
    return max(shared)[1] if shared else None


def is_page(lines: Sequence[Line], rules: Labels) -> bool:
    """
    Whether a text is a page with its menus: many short lines, and some that only pages have.

    Menus stand above a report as well as below; a list of the dead follows its report, and
    must not be taken for one.
    """
    cues = _without_zones(rules)
    first, last = density.run(lines, cues)
    above = sum(map(_is_short, lines[:first]))
    below = sum(map(_is_short, lines[last + 1 :]))
    told = sum(label.voice is Voice.BOILERPLATE for label in cues.values())
    is_both = min(above, below) >= _FEWEST_EACH and told > 0
    return above + below >= _FEWEST_SHORT and (told >= _FEWEST_CUES or is_both)


def _is_short(line: Line) -> bool:
    return line.count <= _SHORT and not line.is_finished


def _without_zones(rules: Labels) -> Labels:
    return {i: label for i, label in rules.items() if not label.rule.startswith("zone-")}


def _anchored(lines: Sequence[Line], rules: Labels) -> Labels:
    """Return labels without the zones that were opened before the report was nearly over."""
    kept = _without_zones(rules)
    first, last = density.run(lines, kept)
    words = list(accumulate(line.count for line in lines[first : last + 1]))
    enough = _TAIL_BEGINS * (words[-1] if words else 0)
    end = first + next((n for n, so_far in enumerate(words) if so_far >= enough), 0)
    zone, began = "", 0
    for i in range(len(lines)):
        label = rules.get(i)
        if label is None or (label.voice is not Voice.BOILERPLATE and not _is_zone(label)):
            zone = "" if label is None else zone
        elif _is_zone(label):
            if label.rule != zone:
                zone, began = label.rule, i
            if began > end:
                kept[i] = label
    return kept


def _is_zone(label: Label) -> bool:
    return label.rule.startswith("zone-")


# -- Lists of people ---------------------------------------------------------------------------


def _is_listed(lines: Sequence[Line], i: int, inside: Sequence[bool]) -> bool:
    """
    Whether a line is one of a list of names or numbers that goes on where the report ended.

    A list of the dead looks like a menu; ages, days and commas in most of its lines tell it.
    """
    if not _is_entry(lines[i]):
        return False
    start = i
    while start > 0 and not inside[start - 1] and lines[start - 1].count <= 2 * _SHORT:
        start -= 1
    end = i
    while end + 1 < len(lines) and not inside[end + 1] and lines[end + 1].count <= 2 * _SHORT:
        end += 1
    near = any(inside[max(0, start - _REACH) : start])
    entries = sum(map(_is_entry, lines[start : end + 1]))
    return near and entries >= max(_LISTED, _SHARE_LISTED * (end - start + 1))


def _is_entry(line: Line) -> bool:
    is_short = 2 <= line.count <= 2 * _SHORT
    return (
        is_short and any(c.isdigit() for c in line.words) and any(c in ",،:-–" for c in line.words)
    )
