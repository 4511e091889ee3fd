"""Whether a page may be parsed at all: counted without parsing it."""

import re
from collections import defaultdict
from html import unescape

MOST_CHARACTERS = 20 * 1024 * 1024
MOST_ELEMENTS = 200_000
MOST_ATTRIBUTES = 500
DEEPEST = 250

# No `<` outside quotation marks, so that a page of openings without ends takes no longer. A
# quotation mark counts only behind `=`: a stray one must not swallow the tags that follow.
_REST = r"([^<>=]*+(?:=(?:\s*+(?:\"[^\"]*+\"|'[^']*+'))?+[^<>=]*+)*+)>?"
# What is no markup, such as a script, is gone over together with the tag that opens it.
_TAG = re.compile(
    rf"<(?:((?i:script|style|textarea|title))(?![\w:\-]){_REST}(?:[^<]++|<(?!/(?ai:\1)))*+(?:</(?ai:\1))?"
    rf"|(/?)([a-zA-Z][\w:\-]*){_REST}"
    r"|!--[^-]*+(?:-(?!->)[^-]*+)*+)"
)
_ATTRIBUTE = re.compile(r"[^\s\"'=<>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
_FEW = 2 * MOST_ATTRIBUTES  # characters that cannot hold too many attributes
_SPACES = " \n\t\r\f\v\xa0"
# Each runs to the end of the page if nothing closes it, so that none is looked at twice.
_UNSHOWN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template|svg|noscript|head)\b[^<]*+(?:<(?!/\1)[^<]*+)*+(?:</\1[^>]*+>?)?"
    r"|</?[a-z](?:[^<>=]++|=\s*+\"[^\"]*\"|=\s*+'[^']*'|=)*+>?",
    re.IGNORECASE | re.DOTALL,
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Their end tags may be left out; what they stand in is counted.
_IMPLIED = frozenset("p li dt dd tr td th thead tbody tfoot option optgroup colgroup rp rt".split())
_NO_DEPTH = _VOID | _IMPLIED


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
    open_tags: defaultdict[str, int] = defaultdict(int)
    depth = elements = 0
    for found in _TAG.finditer(markup):
        raw, rest, close, name, its_rest = found.groups()
        if name is not None:
            name, rest = name.lower(), its_rest
            if close:
                if open_tags[name]:
                    open_tags[name] -= 1
                    depth -= 1
                continue
            if name not in _NO_DEPTH and rest[-1:] != "/":
                open_tags[name] += 1
                depth += 1
        elif raw is None:  # a comment
            continue
        elements += 1
        if depth > DEEPEST or elements > MOST_ELEMENTS or len(rest) > _FEW:
            why = _too_much(elements, depth, rest)
            if why:
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
    words = _UNSHOWN.sub(" ", markup)
    return shown(unescape(words) if "&" in words else words)


def shown(text: str) -> int:
    r"""
    Return how many characters a text has, white space not counted; it is not copied.

    >>> shown("Two  died\n")
    7
    """
    return len(text) - sum(map(text.count, _SPACES))
