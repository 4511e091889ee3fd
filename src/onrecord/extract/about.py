"""The place that a document as a whole is about."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from onrecord.extract import dateline, naming, period
from onrecord.extract.period import Period
from onrecord.model import Mention, Named, Text, Voice


def place(text: Text, names: Sequence[Named], lent: Period) -> Mention | None:
    """
    Return the place that a document lends to claims that name none; None if it has none.

    A headline that says where comes first, then the place named most, and as a last resort
    the country of the dateline. A bulletin is about the place in its title.

    Args:
        text: The text.
        names: The names found in it.
        lent: The time that the document is about.
    """
    if lent.why == period.COVERED:
        of_title = _of_bulletin(text, names)
        if of_title:
            return of_title
    return (
        _title_place(text, names)
        or _named_most(text, names, is_one_event=lent.is_one_event)
        or _filed_country(text, names)
    )


_LINES = 3  # of a title


def _of_bulletin(text: Text, names: Sequence[Named]) -> Mention | None:
    """As in "Bulletin no. 6 - Kosovo in July": the area or country that the title names."""
    titles = [b for b in text.blocks if b.voice is Voice.TITLE][:_LINES]
    wide = [n for n in names if n.kind == "place" and n.what != "site"]
    inside = [n for b in titles for n in wide if b.start <= n.start < b.end]
    inside.sort(key=lambda n: n.what in {"town", None})  # where its office is comes last
    return next(map(naming.mention, inside), None)


def _filed_country(text: Text, names: Sequence[Named]) -> Mention | None:
    for block in text.blocks:
        end = block.start + period.filed(text, block)
        for named in names:
            if (
                named.kind == "place"
                and named.what == "country"
                and block.start <= named.start < end
            ):
                return naming.mention(named)
    return None


def _named_most(text: Text, names: Sequence[Named], *, is_one_event: bool) -> Mention | None:
    """
    Return the place that a document is about: named most, headline and lede counting more.

    Where the document tells of one event, towns and areas come before countries; an
    analysis that ranges wider lends its claims no more than a country. None where no such
    place is named.
    """
    openings = period.openings(text)
    weight: Counter[str] = Counter()
    first: dict[str, Named] = {}
    for named in _places(text, names):
        if not is_one_event and named.what != "country":
            continue
        key = named.candidates[0].id if named.candidates else named.name.lower()
        early = any(b.start <= named.start < b.end for b in openings)
        finer = 1 if named.what == "country" else 2
        weight[key] += (2 if early else 1) * finer
        first.setdefault(key, named)
    if not weight:
        return None
    best = max(weight, key=lambda k: (weight[k], -first[k].start))
    return naming.mention(first[best])


def _places(text: Text, names: Sequence[Named]) -> list[Named]:
    """Places of the document's own text: not in menus, a dateline or the label of an entry."""
    labels = dateline.labels(text, names).values()
    labelled = {p.start for label in labels for p in label.places}
    told = [b for b in text.blocks if b.voice is not Voice.BOILERPLATE]
    starts = [b.start for b in told]
    firsts = [b.start + period.filed(text, b) for b in told]
    found = []
    for named in names:
        at = bisect_right(starts, named.start) - 1
        if named.kind == "place" and at >= 0 and firsts[at] <= named.start < told[at].end:
            found.append(named)
    return [n for n in found if n.start not in labelled]


_HARMED = re.compile(
    r"\b(?:kill(?:s|ed)|dead|dies?|died|wound(?:s|ed)|injured|shot|abduct(?:s|ed)|kidnap(?:s|ped)"
    r"|seiz(?:e|es|ed)|execut(?:e|es|ed))\b",
    re.IGNORECASE,
)
_TITLE_WHERE = re.compile(
    r"\b(?:in|at|on|near|of|hits?|rocks?|shakes?|strikes?|over)\s+(?:the\s+)?$", re.IGNORECASE
)


def _title_place(text: Text, names: Sequence[Named]) -> Mention | None:
    """As in "Strike in Dahyan", "Aleppo massacre", "Aleppo: update": a headline that says where."""
    titles = [b for b in text.blocks if b.voice is Voice.TITLE][:2]
    for named in names:
        block = next((b for b in titles if b.start <= named.start < b.end), None)
        if block is None or named.kind != "place" or named.what == "country":
            continue
        after = text.content[named.end : block.end]
        if _is_before_act(after) or (named.start == block.start and _HEADS.match(after)):
            return naming.mention(named)
        is_after = _TITLE_WHERE.search(text.content[block.start : named.start])
        words = text.content[block.start : block.end]
        if is_after and (period.violence().search(words) or _HARMED.search(words)):
            return naming.mention(named)
    return None


# "Aden University: statement of the union": the place that a title is about
_HEADS = re.compile(r"(?:\s+[A-Z]\w+){0,2}:\s")
_ONE_WORD = re.compile(r"\W+\w+\W+")


def _is_before_act(after: str) -> bool:
    """As in "Aleppo massacre", "Aleppo market blast"."""
    if period.violence().match(after.lstrip()):
        return True
    return bool(_ONE_WORD.match(after) and period.violence().match(after.split(None, 1)[-1]))
