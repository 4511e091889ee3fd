"""The list of documents: found by name, outlet, language, and what is left to decide."""

from dataclasses import dataclass

from onrecord.kit.folding import fold
from onrecord.model import Document
from onrecord.workflow.desk.view import View

_ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    A document in the list.

    Attributes:
        document: The document.
        claims: How many it has; `open` how many of those nobody decided on.
        problems: How many problems its reading has.
    """

    document: Document
    claims: int
    open: int
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """
    One page of the list of documents.

    Attributes:
        rows: Its documents, the latest first.
        page: Which page, from 1; `pages` says how many there are.
        total: How many documents fit what was asked for.
        languages: Every language of the record, with how many documents are in it.
    """

    rows: tuple[Row, ...]
    page: int
    pages: int
    total: int
    languages: tuple[tuple[str, int], ...]


def shelf(
    now: View, words: str = "", *, language: str = "", is_open: bool = False, page: int = 1
) -> Shelf:
    """
    Return one page of the documents that fit.

    Args:
        now: The record.
        words: Some of the name, title or publisher, in any spelling that folds the same.
        language: Two letters; empty for every one.
        is_open: Only those with proposals that nobody decided on.
        page: Which page of the list, from 1.
    """
    everything = now.index.once("documents in order", lambda: _in_order(now))
    wanted = fold(words)
    fit = [
        document
        for key, document in everything
        if wanted in key
        and (not language or document.language == language)
        and (not is_open or _open(now, document))
    ]
    pages = max(1, -(-len(fit) // _ROWS))
    page = max(1, min(page, pages))
    return Shelf(
        rows=tuple(_row(now, one) for one in fit[(page - 1) * _ROWS : page * _ROWS]),
        page=page,
        pages=pages,
        total=len(fit),
        languages=now.index.once("languages", lambda: _languages(now)),
    )


def _in_order(now: View) -> list[tuple[str, Document]]:
    """Return documents with what can be looked for, the latest first, undated ones last."""
    ordered = sorted(
        now.record.documents.values(),
        key=lambda d: (-d.published.toordinal() if d.published else 1, d.name),
    )
    return [(fold(" ".join(filter(None, (d.name, d.title, d.publisher)))), d) for d in ordered]


def _languages(now: View) -> tuple[tuple[str, int], ...]:
    counted: dict[str, int] = {}
    for document in now.record.documents.values():
        if document.language:
            counted[document.language] = counted.get(document.language, 0) + 1
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _open(now: View, document: Document) -> int:
    claims, ids = now.record.claims, now.index.claims_in.get(document.name, ())
    return sum(one in claims and claims[one].decision is None for one in ids)


def _row(now: View, document: Document) -> Row:
    return Row(
        document=document,
        claims=len(now.index.claims_in.get(document.name, ())),
        open=_open(now, document),
        problems=len(now.index.problems_at.get(document.name, ())),
    )
