"""Title, author, publisher, day and language of a document, and which element told each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model import Block, Document, Problem, Severity, Voice
from onrecord.read import printed
from onrecord.read.days import is_ambiguous
from onrecord.read.doubt import problem_of
from onrecord.read.lines import folded

_SPELLING = (
    r"(?:(?:written |reported |interview |words |text |story |posted |published )?by"
    r"|authors?|writer|reporter|correspondent)"
)
_AUTHOR = re.compile(rf"^{_SPELLING}\b\s?:?\s*(?P<name>.+)$", re.IGNORECASE)
_AUTHOR_AR = re.compile(
    r"^(?:بقلم|كتبت|كتبه|كتبها|كتب|إعداد|اعداد|تقرير|ترجمة|الكاتب)\s*[:/\-]?\s*(?P<name>.+)$"
)
_ON_BY = re.compile(r"\bby (?P<name>[^|,]{3,60})$", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?P<name>[^!?,:()]{3,60}?)\s*(?:\([^)]*\)\s*)?,?\s+(?:is|are)\s(?:a|an|the|our|senior)\b"
)
# What follows a name on the same line.
_AFTER_NAME = re.compile(
    r"\s*(?:\(.*|[|•·].*|,? on (?:[A-Z]|\d).*|,? \d{1,2} [A-Z].*|,? [A-Z][a-z]+ \d{1,2},? \d{4}.*"
    r"|,? (?:for|in|at) [A-Z].*| [–—\-] .*|@\S+.*)$"
)
_NAME_AT_MOST = 100
ITS_WORDS = "its words"
_NOBODY = frozenset({"agency-line", "agency-footer", "date-line"})  # bylines that name no writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """
    What a page itself says, each with the element that says it.

    Attributes:
        title, author, publisher, published, updated: Value and element; None if it does not
            say. Several elements that say the same day stand together, with commas.
        problems: What was doubtful.
    """

    title: tuple[str, str] | None = None
    author: tuple[str, str] | None = None
    publisher: tuple[str, str] | None = None
    published: tuple[date, str] | None = None
    updated: tuple[date, str] | None = None
    problems: tuple[Problem, ...] = ()

    def day(self, document: Document) -> date | None:
        """Return the day of publication: a person's word first."""
        return document.told.published or (self.published[0] if self.published else None)

    @property
    def is_last_change(self) -> bool:
        """Whether the only day that is known is that of the last change."""
        return bool(self.published and self.updated and self.published[0] == self.updated[0])


def in_plain_text(document: Document, content: str, blocks: Sequence[Block]) -> Found:
    """Return what the headline, the byline and the dateline of a plain text say."""
    titles = [b for b in blocks if b.voice is Voice.TITLE]
    title = (
        (" ".join(content[titles[0].start : titles[0].end].split()), "first line")
        if titles
        else None
    )
    named = [
        printed.head(content, b)
        for b in blocks
        if b.voice is Voice.BYLINE and b.rule not in _NOBODY
    ]
    author = next(((name, "byline") for words in named if (name := author_in(words))), None)
    published = (
        printed.in_bylines(content, blocks)
        or printed.in_dateline(content, blocks)
        or printed.beside_headline(content, blocks)
    )
    problems = () if published else tuple(_ambiguous(document, content, blocks))
    return Found(
        title=title,
        author=author,
        published=published,
        updated=printed.update(content, blocks),
        problems=problems,
    )


# "By Lina Haddad, Valley Monitor": the outlet is no author.
_OUTLET = re.compile(
    r",\s+(?:[\w'’&-]+\s+){0,4}(?:Monitor|News|Post|Times|Herald|Gazette|Wire|Agency|Press|Bulletin|Courier|Tribune|Journal|"
    r"Observer|Chronicle|Standard|Telegraph|Mail|Review|Reporter|Correspondent|Editor|Service|Staff|Network|Radio|TV|Today)\b.*$",
    re.IGNORECASE,
)


def author_in(words: str) -> str | None:
    """
    Return the name in a byline; None if it names nobody.

    >>> author_in("By Lina Haddad (@lhaddad) on June 2, 2015")
    'Lina Haddad'
    >>> author_in("By Lina Haddad, Valley Monitor")
    'Lina Haddad'
    >>> author_in("March 29, 2016") is None
    True
    """
    words = " ".join(words.split())
    found = next(
        (m for form in (_AUTHOR, _AUTHOR_AR, _ABOUT, _ON_BY) if (m := form.search(words))), None
    )
    if found is None:
        is_name = not any(c.isdigit() for c in words) and re.fullmatch(r"[^:;!?|@()]{3,60}", words)
        return words.rstrip(" .") if is_name and words[0].isupper() and " " in words else None
    name = _OUTLET.sub("", _AFTER_NAME.sub("", found["name"])).strip(" .,;:-–—")
    return name if name and len(name) <= _NAME_AT_MOST and not name[0].isdigit() else None


def _ambiguous(document: Document, content: str, blocks: Sequence[Block]) -> list[Problem]:
    bylines = [printed.head(content, b) for b in blocks if b.voice is Voice.BYLINE]
    return [
        Problem(
            code="date-doubtful",
            message=f"`{' '.join(words.split()):.80}` may name two days, so it was not used.",
            where=document.name,
            severity=Severity.QUESTION,
        )
        for words in bylines
        if is_ambiguous(folded(words))
    ]


def completed(
    document: Document, found: Found, language: str | None, *, whence: str = ITS_WORDS
) -> Document:
    """
    Return the document with what holds.

    What a person told goes first, then the page's own; what a feed said of it comes last.

    Args:
        document: The document.
        found: What it says of itself.
        language: Its language.
        whence: What told the language.
    """
    told, listed = document.told, document.listed
    values: dict[str, object] = {}
    sources: list[tuple[str, str]] = []
    own: dict[str, tuple[object, str] | None] = {
        "title": found.title,
        "author": found.author,
        "publisher": found.publisher,
        "published": found.published,
        "language": (language, whence) if language else None,
    }
    if found.updated and found.updated[0] > (found.day(document) or date.min):
        own["updated"] = found.updated
    for field, page in own.items():
        word, said = getattr(told, field, None), getattr(listed, field, None)
        chosen = (word, "manifest") if word else page or ((said, "feed") if said else None)
        if chosen:
            values[field] = chosen[0]
            sources.append((field, chosen[1]))
    return replace(document, **values, found_in=tuple(sources))  # type: ignore[arg-type]


def about_day(document: Document, found: Found) -> list[Problem]:
    """Return what is wrong with the day of publication: none known, or two that differ."""
    told, own = document.told.published, found.published
    if told is None and own is None and document.listed.published is None:
        message = (
            "No day of publication was found, so words such as `yesterday` cannot be dated. "
            "Tell it in the manifest's column `published`."
        )
        return [problem_of(document, "no-publication-date", message, Severity.WARNING)]
    if told and own and told != own[0]:
        message = (
            f"The manifest says that it was published on {told.isoformat()}, its own "
            f"{own[1]} says {own[0].isoformat()}. The manifest's day was used."
        )
        return [problem_of(document, "dates-differ", message, Severity.QUESTION)]
    return []
