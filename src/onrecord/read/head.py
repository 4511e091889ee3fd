"""What stands above an article: headline, lines under it, name of the writer."""

import re
from collections.abc import Sequence

from onrecord.model import Voice
from onrecord.read.labels import Label, Labels
from onrecord.read.lines import Line

_MOST_UNCREDITED = 3  # lines above a byline that may be headline and summary
_SUMMARY_WORDS = 60
_DEEPEST = 14  # lines within which a page's head ends
_MOST_TITLES = 4
_TITLE_WORDS = 30
_HEADLINE_SENTENCE = 25  # words
_APPARATUS = frozenset({Voice.BYLINE, Voice.NOTE})

_PARTICLES = (
    "al|el|ul|an|bin|ibn|ben|bint|abu|abou|umm|de|del|della|da|di|van|von|der|den|la|le|and"
)
_NAME_WORD = rf"(?:[A-Z][\w'’.\-]*[\w.]|(?:{_PARTICLES})|al-[A-Z][\w'’\-]+)"
_PERSON = rf"[A-Z][\w'’.\-]*(?: {_NAME_WORD}){{1,4}}(?: in [A-Z][\w’'\-]+(?: [A-Z][\w\-]+)?)?"
_NAME = re.compile(rf"^{_PERSON}(?:(?:, | and ){_PERSON}){{0,3}}(?:, [A-Z][\w .\-]{{2,30}})?$")
_NO_NAME = re.compile(
    r"\b(the|of|in|on|to|for|at|news|world|east|west|north|south|war|report|press|daily|toll|"
    r"killed|dead|death|breaking|live|update|attack|strike|massacre|statement|office|council)\b"
)
# Such as: ALEPPO, 4 June 2019 (Agency) — or: BEIRUT (Reuters) -
DATELINE = re.compile(
    r"^[A-Z][A-Z'’ /.\-]{2,40}(?:,? [A-Z][\w .]{2,25})?(?:,[^()—–\-:]{2,40})?"
    r"(?:\s?\([^()]{2,40}\)\s?[—–\-:]|\s?[—–]|\s--?)\s"
)
_SECTION = re.compile(r"^(?:[A-Z]|[IVXLC]+|\d+(?:\.\d+)*)\.\s")
_TALLY = re.compile(r"^\W*\d|[:\-–—]\s*\d")
_STOP = frozenset(
    "a an and are as at be been but by for from had has have he her his in into is it its more "
    "of on or over said says she than that the their them they this to under was were which "
    "who will with after before".split()
)
_WORD = re.compile(r"\w{3,}")


def of_page(lines: Sequence[Line], found: Labels, _title: str | None) -> Labels:
    """Return titles and bare bylines above the body."""
    labels: Labels = {}
    if not lines:
        return labels
    names = _bare_names(lines, found)
    labels.update(names)
    known = {**found, **names}
    labels.update(_above_apparatus(lines, known))
    labels.update(_first_lines(lines, {**known, **labels}))
    return labels


def _above_apparatus(lines: Sequence[Line], known: Labels) -> Labels:
    """Uncredited lines above a byline, a date or an editor's note are headline and summary."""
    top = range(min(_DEEPEST, len(lines)))
    for last in reversed([i for i in top if i in known and known[i].voice in _APPARATUS]):
        free = [i for i in range(last) if i not in known]
        after = [i for i in range(last + 1, len(lines)) if i not in known and lines[i].is_prose]
        if len(free) <= _MOST_UNCREDITED and after and all(_may_head(lines[i]) for i in free):
            return {i: Label(Voice.TITLE, "title-above-byline") for i in free}
    return {}


def _may_head(line: Line) -> bool:
    return line.count <= _SUMMARY_WORDS and not line.is_item and not DATELINE.match(line.words)


def _first_lines(lines: Sequence[Line], known: Labels) -> Labels:
    """Short first lines are headlines; so is a sentence that the first paragraph repeats."""
    labels: Labels = {}
    has_prose = any(line.is_prose for i, line in enumerate(lines) if i not in known)
    for i in range(min(_DEEPEST, len(lines))):
        if i in known:
            if known[i].voice is Voice.TITLE:
                labels[i] = known[i]
            elif known[i].voice is Voice.BYLINE and labels:
                break  # below headline and byline the body begins
            continue
        if len(labels) >= _MOST_TITLES or not _is_headline(
            lines, i, known, labels, has_prose=has_prose
        ):
            break
        labels[i] = Label(Voice.TITLE, "title-first-lines")
    return {i: label for i, label in labels.items() if i not in known}


def _is_headline(
    lines: Sequence[Line], i: int, known: Labels, above: Labels, *, has_prose: bool
) -> bool:
    line = lines[i]
    if line.is_item or line.count > _SUMMARY_WORDS:
        return False
    if DATELINE.match(line.words) or _SECTION.match(line.words):
        return False
    if _is_unfinished(line):
        # Without running text below only the first line is a headline: the rest is a list.
        return not above if not has_prose else not (above and _TALLY.search(line.folded))
    following = next((j for j in range(i + 1, len(lines)) if j not in known), None)
    if following is None:
        return False
    return _is_summary(line, lines[following], has_title=bool(above))


def _is_unfinished(line: Line) -> bool:
    """Whether a line is short and does not end as a sentence does, unless as a question."""
    is_open = not line.is_finished or line.folded.endswith("?")
    return is_open and line.count <= _TITLE_WORDS and not line.folded.endswith((":", ",", ";"))


def _is_summary(line: Line, following: Line, *, has_title: bool) -> bool:
    if re.search(r"[.!?] ", line.folded[:-1]) or line.count > following.count:
        return False
    if DATELINE.match(following.words):
        return line.count <= _HEADLINE_SENTENCE
    return has_title and line.count <= 0.7 * following.count and _shared(line, following) >= 0.6


def _shared(line: Line, other: Line) -> float:
    """Return the share of a line's telling words that another line has too."""
    mine = {word for word in _WORD.findall(line.folded) if word not in _STOP}
    return len(mine & set(_WORD.findall(other.folded))) / len(mine) if mine else 0.0


def _bare_names(lines: Sequence[Line], known: Labels) -> Labels:
    """
    A line that is only a person's name, near the top, is the byline.

    A name's words stand nowhere in the text without a capital. A list of victims' names is
    no byline: at most one name, or the same one again, and beside other parts of a head.
    """
    top = [i for i in range(min(_DEEPEST, len(lines))) if _is_name(lines[i])]
    top = [i for i in top if i not in known and _stands_in_head(lines, i, known)]
    if not top or len({lines[i].folded for i in top}) > 1:
        return {}
    text = " ".join(line.words for line in lines[:60])
    if any(re.search(rf"\b{re.escape(w.lower())}\b", text) for w in _parts(lines[top[0]])):
        return {}
    return {i: Label(Voice.BYLINE, "byline-name") for i in top}


def _is_name(line: Line) -> bool:
    return bool(_NAME.match(line.words)) and not _NO_NAME.search(
        re.sub(r" in \w+", "", line.folded)
    )


def _parts(line: Line) -> list[str]:
    return [word for word in re.findall(r"[A-Z][\w'’\-]+", line.words) if len(word) > 2]


def _stands_in_head(lines: Sequence[Line], i: int, known: Labels) -> bool:
    free = [j for j in range(i) if j not in known and lines[j].folded != lines[i].folded]
    if not free and not any(j in known for j in range(i)):
        return False  # the first line is the headline, even if it is two words
    if len(free) > _MOST_UNCREDITED or any(not _may_head(lines[j]) for j in free):
        return False
    follows = next(
        (j for j in range(i + 1, len(lines)) if lines[j].folded != lines[i].folded), None
    )
    if follows is None or _is_name(lines[follows]):
        return False
    beside = {known[j].voice for j in (i - 2, i - 1, follows) if j in known}
    is_under_prose = any(lines[j].is_prose for j in free)
    return bool(beside & {Voice.CAPTION, Voice.BOILERPLATE, *_APPARATUS}) or not is_under_prose
