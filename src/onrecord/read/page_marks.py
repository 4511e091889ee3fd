"""What single elements of a page say of it: `meta`, microdata, `time`, headings, links."""

import re
from collections.abc import Iterable, Iterator

from turbohtml import Document, Element

Marks = dict[str, dict[str, str]]


# Names that `meta` elements go by, the plainest first: OpenGraph, schema.org, the tags of
# Highwire Press that libraries read, Dublin Core, and those of common publishing systems.
_META: dict[str, tuple[str, ...]] = {
    "title": (
        "og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title",
        "parsely-title", "sailthru.title", "headline",
    ),
    "author": (
        "author", "article:author", "og:article:author", "citation_author", "dc.creator",
        "dcterms.creator", "dc:creator", "parsely-author", "sailthru.author", "byl",
        "article:author_name", "creator", "shareaholic:article_author_name",
        "dc.contributor.author", "cxenseparse:author",
    ),
    "publisher": (
        "og:site_name", "dc.publisher", "dcterms.publisher", "dc:publisher", "publisher",
        "citation_publisher", "citation_journal_title", "application-name", "al:android:app_name",
    ),
    "published": (
        "article:published_time", "og:article:published_time", "article:published",
        "published_time", "datepublished", "citation_publication_date", "citation_date",
        "citation_online_date", "dc.date.issued", "dcterms.issued", "dc.date.created",
        "dcterms.created", "dc:date.created", "dc.created", "parsely-pub-date", "pubdate",
        "og:pubdate", "pub_date", "publish-date", "publishdate", "publish_date",
        "publication_date", "prism.publicationdate", "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime", "shareaholic:article_published_time", "og:release_date",
        "sailthru.date", "dc.date", "dcterms.date", "dc:date", "date",
    ),
    "updated": (
        "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified",
        "dcterms.modified", "dc.date.modified", "lastmod", "last-modified", "revision_date",
        "article:updated_time",
    ),
    "address": ("og:url",),
}  # fmt: skip
_FIELDS = {name: field for field, names in _META.items() for name in names}
_ITEMS = {
    "headline": "title", "author": "author", "publisher": "publisher",
    "datepublished": "published", "datemodified": "updated",
}  # fmt: skip
_REPORT = re.compile(r"article|posting|report|story|webpage|creativework|recipe", re.IGNORECASE)
_OF_PUBLICATION = re.compile(r"publish|posted|pubdate|entry-date|post-date|article-?date|created")
_OF_CHANGE = re.compile(r"updat|modif|chang")
_SIGNED = re.compile(
    r"^(?:(?:article|post|entry|story|news|content|single)[-_]+)*(?:byline|author)(?:s|[-_]+name)?$"
    r"|^(?:author|byline)[-_]+(?:name|link|title)$|^fn$"
)
_OTHERS = re.compile(r"comment|related|sidebar|widget|teaser|recommend|footer|author-?box|bio\b")
# One of these is in whatever the pattern fits.
_MAY_SIGN = ", ".join(
    f'{tag}[class*="{name}" i]'
    for tag in ("a", "span", "div", "p", "address", "li", "cite")
    for name in ("author", "byline", "fn")
)
_MOST_SIGNING = 20_000
_MOST_ITEMS = 5_000
_MOST_SIGNED = 50
_MOST = 400
_MOST_HEADINGS = 20
_MOST_TIMES = 500  # a page of more is no article


def scripts(tree: Document) -> list[str]:
    """Return the scripts that describe the page as data."""
    # By selectors: the parser keeps elements by their tags, and goes through no tree for them.
    return [script.text for script in tree.select('script[type*="ld+json" i]')]


def of_metas(tree: Document) -> Marks:
    """Return for each field what each `meta` element says, by the names that they go by."""
    found: Marks = {field: {} for field in _META}
    _from_meta(tree.select("meta"), found)
    return found


def marks(tree: Document) -> Marks:
    """Return for each field what each element says, by the element's name."""
    found = of_metas(tree)
    _from_items(tree, found)
    _from_times(tree, found)
    _from_links(tree, found)
    _from_headings(tree, found)
    return found


def _put(found: Marks, field: str, element: str, words: str | None) -> None:
    value = " ".join((words or "").split())
    if value and len(value) <= _MOST:
        found[field].setdefault(element, value)


def _from_meta(metas: Iterable[Element], found: Marks) -> None:
    said: dict[str, list[str]] = {}
    for element in metas:
        name = (element.attr("property") or element.attr("name") or "").lower()
        words = element.attr("content") if name in _FIELDS else None
        if words:
            said.setdefault(name, []).append(words)
    for field, names in _META.items():
        for name in filter(said.__contains__, names):
            values = dict.fromkeys(said[name])
            value = "; ".join(values) if field == "author" else next(iter(values), "")
            _put(found, field, f"meta {name}", value)


def _from_items(tree: Document, found: Marks) -> None:
    """Note what microdata says; a comment's author or day is not the report's."""
    authors: dict[str, None] = {}
    for element in tree.select("[itemprop]")[:_MOST_ITEMS]:
        for name in (element.attr("itemprop") or "").lower().split():
            field = _ITEMS.get(name)
            if field is None or not _is_of_report(element):
                continue
            value = _item(element, is_day=field in {"published", "updated"})
            if field == "author":
                authors.setdefault(value)
            else:
                _put(found, field, "microdata", value)
    _put(found, "author", "microdata", "; ".join(a for a in authors if a))


def _around(element: Element) -> Iterator[Element]:
    return (outer for outer in element.ancestors if isinstance(outer, Element))


def _is_of_report(element: Element) -> bool:
    scope = next((e for e in _around(element) if "itemscope" in e.attrs), None)
    return scope is None or bool(_REPORT.search(scope.attr("itemtype", "article") or ""))


def _item(element: Element, *, is_day: bool) -> str:
    told = element.attr("content") or (element.attr("datetime") if is_day else None)
    if told or is_day:
        return told or ""
    inner = element.select_one('[itemprop="name"]') or element
    return " ".join((inner.attr("content") or inner.text).split())


def _from_times(tree: Document, found: Marks) -> None:
    """Note the first `time` that says it is of publication; or the one that there is."""
    times = [t for t in tree.select("time")[:_MOST_TIMES] if t.attr("datetime")]
    of_report = [t for t in times if not _is_others(t)]
    for element in of_report:
        names = f"{element.attr('itemprop') or ''} {element.attr('class') or ''}".lower()
        field = "updated" if _OF_CHANGE.search(names) else "published"
        if field == "updated" or "pubdate" in element.attrs or _OF_PUBLICATION.search(names):
            _put(found, field, "time", element.attr("datetime"))
    days = {(t.attr("datetime") or "")[:10] for t in of_report}
    if len(days) == 1:
        _put(found, "published", "time", of_report[0].attr("datetime"))


def _is_others(element: Element) -> bool:
    """Whether an element belongs to a comment or to a link to another report."""
    for outer in _around(element):
        if outer.tag in {"aside", "footer"}:
            return True
        if outer.tag in {"body", "article", "main"}:
            return False
        if _OTHERS.search(f"{outer.attr('class') or ''} {outer.attr('id') or ''}".lower()):
            return True
    return False


def _from_links(tree: Document, found: Marks) -> None:
    for element in tree.select('link[rel*="canonical" i]'):
        _put(found, "address", "canonical", element.attr("href"))
    signed = tree.select("a[rel*=author]")[:_MOST_SIGNED]
    names = dict.fromkeys(_words(element) for element in signed if not _is_others(element))
    _put(found, "author", "rel author", "; ".join(name for name in names if name))
    for element in tree.select(_MAY_SIGN)[:_MOST_SIGNING]:
        if _is_signature(element.attr("class") or "") and not _is_others(element):
            _put(found, "author", "byline", _words(element))


def _is_signature(classes: str) -> bool:
    return any(map(_SIGNED.match, classes.lower().split()[:10]))


def _words(element: Element) -> str:
    return " ".join(element.text.split())


def _from_headings(tree: Document, found: Marks) -> None:
    headings = [_words(heading) for heading in tree.select("h1")[:_MOST_HEADINGS]]
    for number, words in enumerate([words for words in headings if words][:3], 1):
        _put(found, "title", "h1" if number == 1 else f"h1 {number}", words)
    title = tree.find("title")
    if title is not None:
        _put(found, "title", "title", title.text)
