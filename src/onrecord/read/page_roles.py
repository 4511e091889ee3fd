"""What an element of a web page says it is: by its tag, its role, or the names that sites give."""

import re
from functools import lru_cache

_BY_TAG = {
    "nav": "boilerplate", "footer": "boilerplate", "form": "boilerplate", "button": "boilerplate",
    "select": "boilerplate", "textarea": "boilerplate", "menu": "boilerplate",
    "dialog": "boilerplate", "aside": "boilerplate", "figcaption": "caption", "time": "byline",
}  # fmt: skip
_BY_ROLE = {
    "navigation": "boilerplate", "banner": "boilerplate", "contentinfo": "boilerplate",
    "search": "boilerplate", "complementary": "boilerplate", "dialog": "boilerplate",
}  # fmt: skip
# Names that sites give to their parts, tried in this order.
_BY_NAME: tuple[tuple[str, str], ...] = (
    # Where comments stand; not where one writes them, counts them or links to them.
    ("comment", (
        r"^(?=.*comment(?!ar(?:y|ies|ia))|.*kommentar|.*commentaire|.*comentario|.*commenti|.*yorumlar|"
        r".*leserbrief|.*lesermeinung|disqus|replies$|reader-letters?$)"
        r"(?!.*(?:form|respond|reply|replies-|count|number|num$|links?$|button|btn|icon|open|closed|"
        r"policy|rules|guidelines|login|nocomment|no-comment|disabled|recent|latest|newest|with-))")),
    ("boilerplate", (
        r"^(?:(?:.*[-_])?(?:related|recommended|newsletter|share|sharing|social|sidebar|breadcrumbs?|"
        r"cookies?|popup|promo|advert|advertisement|adverts|menu|navbar|navigation|pagination|"
        r"subscribe|subscription|widget|outbrain|taboola|trending|popular|tags|respond|"
        r"comment-form|comment-respond|post-tags|skip-link|screen-reader-text|signup|donate|"
        r"login|toolbar|footer)(?:[-_].*)?)$")),
    ("caption", (
        r"^(?:(?:wp-|image-|photo-|media-|figure-|img-)?caption(?:-text|s)?|(?:photo|image|media)-?"
        r"(?:credits?|description|copyright)|credits?|copyright-?holder)$")),
    ("deck", (
        r"^(?:(?:article-|story-|entry-|post-|[\w\-]*__)?(?:subtitle|sub-title|deck|dek|standfirst|"
        r"subheadline|sub-headline|subheading|strapline|lead-?in))$")),
    ("byline", (
        r"^(?:(?:article-|story-|entry-|post-|author-)?(?:byline|bylines|author|authors|dateline|"
        r"pubdate|published|publish-?date|posted-?on|date|datetime|timestamp|meta|"
        r"author-?name|name-author))$")),
)  # fmt: skip
_NAMED = re.compile("|".join(f"({pattern})" for _, pattern in _BY_NAME))
# What sites put into a page from elsewhere: somebody else's words.
_EMBEDDED = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video)|bluesky-embed|"
    r"mastodon-embed|telegram-post|reddit-(?:card|embed)|social-embed|embedly-card"
)
_PULLED = re.compile(r"pull-?_?quote|quote-?_?pull")
_HOLDING = frozenset({"aside", "blockquote", "div", "p", "figure", "section"})
_WHOLE = frozenset({"body", "html", "main", "article"})  # their names tell of the whole page
# What a part tells programs that it is, and what it tells those who cannot see it.
_COMMENT_TYPES = ("/Comment", "/UserComments")
_COMMENTS_SAID = re.compile(
    r"(?:\d+ )?(?:(?:readers?['’]?s?['’]?|users?['’]?|all|visitors?['’]?) )?"
    r"(?:comments?|commentaires|kommentare|comentarios|comentários|commenti|yorumlar|"
    r"комментарии|تعليقات|التعليقات|نظرات|تبصرے)(?: (?:section|list|thread|القراء))?",
    re.IGNORECASE,
)
TELLING = frozenset(_BY_TAG) | {"iframe"}  # elements whose tag alone says what they are


def of_comments(itemprop: str, itemtype: str, label: str) -> bool:
    """
    Whether an element says in data, or to those who hear the page, that comments stand in it.

    >>> of_comments("", "", "3 comments"), of_comments("", "", "Leave a comment")
    (True, False)
    """
    return (
        itemprop == "comment"
        or itemtype.endswith(_COMMENT_TYPES)
        or _COMMENTS_SAID.fullmatch(label) is not None
    )


@lru_cache(maxsize=4096)
def own_role(tag: str, role: str, rel: str, itemprop: str, classes: str, id_: str) -> str:
    """Return what an element says it is, by its tag, its role or its names."""
    names = f"{classes} {id_}".lower()
    put_in = _put_in(tag, names)
    if put_in:
        return put_in
    by_tag = _BY_TAG.get(tag) or _BY_ROLE.get(role)
    if by_tag:
        return by_tag
    each = names.split()[:20]
    if tag in _WHOLE:
        is_comment = tag == "article" and ("comment" in each or "comment-body" in each)
        return "comment" if is_comment else ""
    if rel == "author" or itemprop in {"author", "datePublished"}:
        return "byline"
    found = min([_place(name[:60]) for name in each], default=len(_BY_NAME))
    return _BY_NAME[found][0] if found < len(_BY_NAME) else ""


@lru_cache(maxsize=8192)
def _place(name: str) -> int:
    """Return the first place in `_BY_NAME` that a name fits; behind its end if none."""
    fits = _NAMED.match(name)
    return fits.lastindex - 1 if fits and fits.lastindex else len(_BY_NAME)


def _put_in(tag: str, names: str) -> str:
    """Return whether an element holds what was put into the report."""
    if tag == "iframe":
        return "framed"
    if tag == "blockquote" and _EMBEDDED.search(names):
        return "embedded"
    may_pull = tag in _HOLDING and "quote" in names
    return "pulled" if may_pull and _PULLED.search(names) else ""
