"""What a search of the whole page finds of its title, author, site and day: the last resort."""

from contextlib import suppress
from typing import Any

from lxml import etree, html

from onrecord.read import page_day, page_facts

_PLACE = "page text"


def parsed(markup: str) -> html.HtmlElement | None:
    """Return a page's tree as libxml2 makes it, which trafilatura searches; None if it has none."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    # One class for all elements: lxml's own choice by tag is made in Python, for each of them.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        # As bytes: lxml refuses text that names an encoding.
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def add(markup: str, told: dict[str, dict[str, str]]) -> None:
    """
    Add what a search of the whole page finds: it may be wrong, and is tried last.

    A page is searched only for what its elements leave open: a title, a writer, the site where
    none of them names it, and the day where they name none or no day outweighs the others. The
    parts of `trafilatura.metadata.extract_metadata` are used for it, in its order.
    """
    is_undated = page_day.is_open(told["published"])
    is_titled, is_named = page_facts.title(told), page_facts.names_author(told)
    if not is_undated and is_titled and is_named and told["publisher"]:
        return
    tree = parsed(markup)
    if tree is None:
        return
    from trafilatura import metadata  # noqa: PLC0415 - only the child parses
    from trafilatura.settings import set_date_params  # noqa: PLC0415

    only_the_day = bool(is_titled and is_named and told["publisher"])
    found = _described(tree, with_data=not only_the_day)  # no day is taken from the page's data
    found.url = found.url or metadata.extract_url(tree)
    if not is_titled:
        found.title = found.title or metadata.extract_title(tree)
    if is_undated:  # by htmldate, which comes with trafilatura
        find_date = metadata.find_date  # type: ignore[attr-defined]
        found.date = find_date(tree, url=found.url, **set_date_params())
    if not told["publisher"]:
        found.sitename = _site(found.sitename or metadata.extract_sitename(tree), found.url)
    if not is_named:
        found.author = found.author or metadata.extract_author(tree)
    found.clean_and_trim()
    for field, is_open, value in (
        ("title", not is_titled, found.title),
        ("publisher", not told["publisher"], found.sitename),
        ("published", is_undated, found.date),
        ("author", not is_named, found.author),
    ):
        if is_open:
            _put(told, field, value)


def _described(tree: html.HtmlElement, *, with_data: bool) -> Any:
    """Return what the page's `meta` elements say, and its JSON-LD if that is asked."""
    from trafilatura import metadata  # noqa: PLC0415 - only the child parses

    found = metadata.examine_meta(tree)
    if found.author and " " not in found.author:
        found.author = None  # the name of an account
    if with_data:
        with suppress(Exception):  # whatever a page's data does to it, the rest goes on
            return metadata.extract_meta_json(tree, found)
    return found


def _put(told: dict[str, dict[str, str]], field: str, value: object) -> None:
    if value:
        told[field].setdefault(_PLACE, str(value))


def _site(name: str | None, address: str | None) -> str | None:
    """Return a site's name as it is shown; its host where it has none."""
    from trafilatura.metadata import META_URL  # noqa: PLC0415

    if name:
        name = name.lstrip("@")
        is_plain = name and "." not in name and not name[0].isupper()
        return name.title() if is_plain else name
    host = META_URL.match(address) if address else None
    return host[1] if host else name
