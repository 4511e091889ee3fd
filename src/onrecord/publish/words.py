"""
The words of what is published, in the language of the page: gettext, with English as the source.

In Python: `from onrecord.publish.words import _, ngettext`, and `_("Incidents")` at the moment
when a page is made (never at import, when no page is being made yet). In templates:
`{% trans %}`, `_("…")` and `ngettext("…", "…", n)`. Texts of reports never come through here.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from markupsafe import Markup

from onrecord.kit.shown import clean
from onrecord.kit.speech import ENGLISH, LANGUAGES, PLACE, Language, Speech

__all__ = [
    "ENGLISH", "LANGUAGES", "Language", "catalogue", "filled", "gettext", "ngettext", "npgettext",
    "pgettext", "remembered", "set_off", "speaking", "spoken",
]  # fmt: skip

_SPEECH = Speech("onrecord.publish", "publish")
spoken, speaking, catalogue = _SPEECH.spoken, _SPEECH.speaking, _SPEECH.catalogue
gettext, ngettext = _SPEECH.gettext, _SPEECH.ngettext
pgettext, npgettext = _SPEECH.pgettext, _SPEECH.npgettext
set_off = _SPEECH.set_off


def filled(words: str, **told: object) -> Markup:
    """
    Return translated words with names and numbers put in, escaped, each in its own direction.

    >>> filled("%(place)s, %(when)s", place="<Ghouta>", when="2013")
    Markup('\u2068&lt;Ghouta&gt;\u2069, \u20682013\u2069')
    """
    fit = {name: one if isinstance(one, Markup) else clean(str(one)) for name, one in told.items()}
    return Markup(PLACE.sub("\u2068\\g<0>\u2069", words)) % fit  # noqa: S704 - the translators' words; what is put in is escaped


Given = ParamSpec("Given")
Made = TypeVar("Made")


def remembered(say: Callable[Given, Made]) -> Callable[Given, Made]:
    """Let a function that puts a value in words remember what it said last, in each language."""

    @lru_cache(maxsize=8192)
    def kept(_code: str, *told: Given.args, **named: Given.kwargs) -> Made:
        return say(*told, **named)

    @wraps(say)
    def saying(*told: Given.args, **named: Given.kwargs) -> Made:
        return kept(spoken().code, *told, **named)  # type: ignore[arg-type] # a cache wants what can be hashed

    return saying


_ = gettext
