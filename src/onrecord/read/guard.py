"""Whether a page may be parsed at all: counted without parsing it."""

import re
from collections import Counter
from html import unescape

MOST_CHARACTERS = 20 * 1024 * 1024
MOST_ELEMENTS = 200_000
MOST_ATTRIBUTES = 500
DEEPEST = 250

# No `<` outside quotation marks, so that a page of openings without ends takes no longer. A
# quotation mark counts only behind `=`: a stray one must not swallow the tags that follow.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:\-]*)"
    r"(?P<rest>(?:=\s*+\"[^\"]*\"|=\s*+'[^']*'|[^<>])*+)>?|<!--"
)
_ATTRIBUTE = re.compile(r"[^\s\"'=<>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
_FEW = 2 * MOST_ATTRIBUTES  # characters that cannot hold too many attributes
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Their end tags may be left out; what they stand in is counted.
_IMPLIED = frozenset("p li dt dd tr td th thead tbody tfoot option optgroup colgroup rp rt".split())
_UNSEEN = frozenset({"script", "style", "template", "svg", "noscript", "head"})
_RAW = frozenset({"script", "style", "textarea", "title"})


def too_complex(markup: str) -> str | None:
    """
    Return in words what makes a page too complex to parse; None if nothing does.

    Some pages, by accident or to do harm, take a parser hours or make it lose most of
    their words in silence (measured: 200,000 attributes on one tag, 60,000 nested tags).

    >>> too_complex("<p>" * 5) is None
    True
    >>> too_complex("<div>" * 300)
    'tags nested more than 250 deep'
    """
    if len(markup) > MOST_CHARACTERS:
        return f"more than {MOST_CHARACTERS:,} characters"
    open_tags: Counter[str] = Counter()
    depth = elements = position = 0
    lower = markup.lower()
    while found := _TAG.search(lower, position):
        name = found["name"]
        if name is None:
            position = _after(lower, "-->", found.end())
            continue
        position = found.end()
        if found["close"]:
            if open_tags[name]:
                open_tags[name] -= 1
                depth -= 1
            continue
        elements += 1
        if name in _RAW:
            position = _after(lower, f"</{name}", position)
        elif name not in _VOID and name not in _IMPLIED and not found["rest"].endswith("/"):
            open_tags[name] += 1
            depth += 1
        if why := _too_much(elements, depth, found["rest"]):
            return why
    return None


def _too_much(elements: int, depth: int, rest: str) -> str | None:
    if elements > MOST_ELEMENTS:
        return f"more than {MOST_ELEMENTS:,} tags"
    if depth > DEEPEST:
        return f"tags nested more than {DEEPEST} deep"
    if len(rest) > _FEW and len(_ATTRIBUTE.findall(rest)) > MOST_ATTRIBUTES:
        return f"a tag with more than {MOST_ATTRIBUTES} attributes"
    return None


def visible_characters(markup: str) -> int:
    """
    Return how many characters a page shows, white space not counted, without parsing it.

    >>> visible_characters("<p>Two <b>died</b><script>let x</script>")
    7
    """
    lower = markup.lower()
    if len(lower) != len(markup):  # a few letters change length with case
        lower = markup
    count = position = 0
    while found := _TAG.search(lower, position):
        count += _words(markup[position : found.start()])
        position = found.end()
        name = found["name"]
        if name is None:
            position = _after(lower, "-->", position)
        elif name in _UNSEEN and not found["close"]:
            position = _after(lower, ">", _after(lower, f"</{name}", position))
    return count + _words(markup[position:])


def _words(text: str) -> int:
    return len("".join(unescape(text).split()))


def _after(markup: str, end: str, start: int) -> int:
    found = markup.find(end, start)
    return len(markup) if found < 0 else found + len(end)
