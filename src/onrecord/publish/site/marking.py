"""
Words set on a page: other people's, the program's own, and the gaps where something is withheld.

Filters of the templates: every one of them escapes what it is given.
"""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from onrecord.kit import shown
from onrecord.model.public import Withheld, Words
from onrecord.publish.described import named, says_so
from onrecord.publish.site import wording
from onrecord.publish.site.compiling import escaped
from onrecord.publish.site.gathered import document_path, source_path
from onrecord.publish.site.leaves import Told
from onrecord.publish.words import remembered, spoken


def pieces(told: Words) -> Markup:
    """Return words with a marked gap, spoken by a screen reader, where something is withheld."""
    return Markup("".join([  # noqa: S704 - each piece is escaped
        escaped(piece.text) if piece.withheld is None else gap(piece.withheld)
        for piece in told.pieces
    ]))  # fmt: skip


def said(told: Words) -> Markup:
    """Return words in their own language and direction."""
    return Markup(f'<span dir="auto"{_known(told.language)}>{pieces(told)!s}</span>')  # noqa: S704 - escaped above


@lru_cache(maxsize=256)
def _known(code: str | None) -> str:
    told = shown.language(code)
    return f' lang="{told}"' if told else ""


@remembered
def gap(kind: Withheld) -> Markup:
    """Return the mark that stands where something is withheld, in the language of the page."""
    here, words = spoken(), escape(wording.withheld(kind))
    return Markup(  # noqa: S704 - escaped above
        f'<span class="gap" lang="{here.code}" dir="{here.direction}">{words}</span>'
    )


def unless_said(kind: Withheld, name: str) -> Markup:
    """Return the mark of what is withheld, but none where the name's own words say it."""
    return Markup() if says_so(name) else Markup(" {}").format(gap(kind))


@remembered
def ours(text: str) -> Markup:
    """Return words that the program gives in English alone, and say so on other pages."""
    fit = escaped(text)
    if spoken().code == "en":
        return Markup(fit)  # noqa: S704 - escaped above
    return Markup(f'<span lang="en" dir="ltr">{fit}</span>')  # noqa: S704 - escaped above


def why(told: Words) -> Markup:
    """Return the program's words about a value; with other people's put in where it quotes."""
    return said(told) if told.language or not told.is_whole else ours(str(told))


def numbers(told: Sequence[Told], path: str, home: str) -> Markup:
    """
    Return the numbers of sentences, each a link to its words.

    Args:
        told: The sentences.
        path: Of the page that the links stand on.
        home: The way from there to the language's folder.
    """
    return Markup(" ".join([  # noqa: S704 - ids are made by the program, and escaped
        f'<a href="{"" if one.page == path else home + one.page}#{escaped(one.claim.id)}">'
        f"{one.number}</a>"
        for one in told
    ]))  # fmt: skip


@lru_cache(maxsize=1024)
def codes(names: Sequence[str]) -> Markup:
    """Return names of columns one after the other."""
    return Markup(", ".join(f"<code>{escaped(name)}</code>" for name in names))  # noqa: S704 - escaped


def rule_anchor(rule: str) -> str:
    """
    Return where the page on the method tells of a rule.

    >>> rule_anchor("ucdp-ged:low")
    'ucdp-ged-low'
    """
    return rule.replace(":", "-")


FILTERS = {
    "pieces": pieces, "said": said, "gap": gap, "ours": ours, "why": why, "numbers": numbers,
    "codes": codes, "cell": wording.cell, "rule_anchor": rule_anchor, "source_path": source_path,
    "document_path": document_path, "named": named, "unless_said": unless_said,
}  # fmt: skip
