"""The search page in each language, its script, and the index that it loads piece by piece."""

from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

from onrecord.kit.folding_tables import folding_tables
from onrecord.kit.spelling import ARTICLES
from onrecord.publish import words
from onrecord.publish.site import brief, printing, wording
from onrecord.publish.site.brief import Brief
from onrecord.publish.site.page import Page, Site
from onrecord.publish.site.search import shards
from onrecord.publish.site.search.indexing import Index
from onrecord.publish.words import Language

SCRIPT = "search.js"
FOLDER = "search/"
_FEW = 1_000  # incidents: in a release of no more, no word is too common to be looked up


def pages(site: Site, index: Index, rows: Sequence[Brief]) -> Iterator[Page]:
    """
    Yield the search pages and all that they load.

    Args:
        site: What they are pages of.
        index: The words of its incidents.
        rows: What is shown of each, in the same order.
    """
    common = _common(index)
    held = ((word, numbers) for word, numbers in index.held.items() if word not in common)
    firsts: list[str | int] = []
    for shard in shards.words(held):
        firsts.append(shard.first)
        yield _file(shard.name, shard.body)
    told: dict[str, list[str | int]] = {}
    for language in site.languages:
        made = shards.rows(language.code, (_row(row, language) for row in rows))
        told[language.code] = []
        for shard in made:
            told[language.code].append(shard.first)
            yield _file(shard.name, shard.body)
    yield _file("index", shards.script("index", _manifest(index, firsts, told, common)))
    source = resources.files("onrecord.publish.site").joinpath("templates", SCRIPT)
    yield Page(path=SCRIPT, body=source.read_bytes())
    for language in site.languages:
        yield printing.page(
            site, language, "search.html", "search.html.j2", station="search", count=index.count
        )


def _manifest(
    index: Index,
    firsts: list[str | int],
    told: dict[str, list[str | int]],
    common: frozenset[str],
) -> dict[str, Any]:
    return {
        "count": index.count,
        "words": firsts,
        "rows": told,
        "common": sorted(common),
        "articles": sorted(ARTICLES),
        "kinds": ["inc", "clm"],  # how ids begin: never told as left out
        "tables": folding_tables(),
    }


def _common(index: Index) -> frozenset[str]:
    """Return words in so many incidents of a large release that they tell none apart."""
    if index.count <= _FEW:
        return frozenset()
    most = index.count / 2
    return frozenset(word for word, numbers in index.held.items() if len(numbers) > most)


def _row(row: Brief, language: Language) -> list[Any]:
    with words.speaking(language):
        told = [row.id, wording.when(row.when), wording.place(row.places), brief.figures(row)]
        return told if row.is_decided else [*told, 1]


def _file(name: str, body: bytes) -> Page:
    return Page(path=f"{FOLDER}{name}.js", body=body)
