"""Which column of a table of texts is what: said by a person, or plain from its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import OnRecordError

# What a column may be, and the names by which it is known, in small letters. A name that
# could mean two things (`source`) is not among them.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "article_text", "full_text", "maintext"),
    "html": ("html", "raw_html", "markup"),
    "data": ("data", "bytes", "raw"),
    "name": ("name", "id", "doc_id", "document_id", "file", "filename"),
    "url": ("url", "link", "uri"),
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline"),
    "publisher": ("publisher", "outlet", "newspaper", "site_name"),
    "published": ("published", "published_at", "publication_date", "date_publish", "date"),
    "language": ("language", "lang"),
}
WORDS = ("text", "html", "data")  # the columns of which one has to hold the report


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """
    What was taken for what.

    Attributes:
        taken: What a column is → its name.
        unsure: What could be one of several → their names; none of them is taken.
        unused: Columns that are taken for nothing.
    """

    taken: Mapping[str, str]
    unsure: Mapping[str, tuple[str, ...]]
    unused: tuple[str, ...]

    @property
    def why_not(self) -> str | None:
        """Why no reports can be taken; None if they can."""
        words = [kind for kind in WORDS if kind in self.taken]
        if len(words) == 1:
            return None
        could = [self.taken[kind] for kind in words]
        could += [name for kind in WORDS for name in self.unsure.get(kind, ())]
        if could:
            return f"several columns could be the report: {', '.join(could)}"
        return f"no column is known to hold the report (columns: {', '.join(self.unused)[:200]})"


def columns(there: Sequence[str], said: Mapping[str, str] | None = None) -> Columns:
    """
    Return which column of a table is what.

    Args:
        there: The names of its columns.
        said: What a person said: what a column is → its name. It goes before all names, and
            of several columns that could be the report the one that was said is.

    Raises:
        OnRecordError: A column was said that is not there, or to be what no column can be.

    >>> columns(["id", "body", "date", "source"]).taken
    {'text': 'body', 'name': 'id', 'published': 'date'}
    >>> columns(["text", "content"]).why_not
    'several columns could be the report: text, content'
    >>> columns(["text", "content"], {"text": "content"}).taken
    {'text': 'content'}
    """
    said = said or {}
    for kind, name in said.items():
        if kind not in KNOWN:
            raise OnRecordError(f"a column can be {', '.join(KNOWN)}; not {kind!r}")
        if name not in there:
            raise OnRecordError(f"there is no column {name!r}; there are: {', '.join(there)}")
    is_said = any(kind in said for kind in WORDS)
    taken: dict[str, str] = {}
    unsure: dict[str, tuple[str, ...]] = {}
    for kind, known in KNOWN.items():
        could = [name for name in there if name.lower() in known and name not in said.values()]
        if kind in said:
            taken[kind] = said[kind]
        elif is_said and kind in WORDS:
            continue
        elif len(could) == 1:
            taken[kind] = could[0]
        elif could:
            unsure[kind] = tuple(could)
    used = set(taken.values())
    return Columns(
        taken=taken, unsure=unsure, unused=tuple(name for name in there if name not in used)
    )
