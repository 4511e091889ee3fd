"""
The words of what is published, in the language of the page: gettext, with English as the source.

In Python: `from onrecord.publish.words import _, ngettext`, and `_("Incidents")` at the moment
when a page is made (never at import, when no page is being made yet). In templates:
`{% trans %}`, `_("…")` and `ngettext("…", "…", n)`. Texts of reports never come through here.
"""

import gettext as _gettext
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from importlib import resources
from typing import ParamSpec, TypeVar

from markupsafe import Markup

from onrecord.kit.shown import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """
    A language of pages.

    Attributes:
        code: Two letters, as in `lang="ar"`.
        name: Its name in itself.
        direction: `ltr` or `rtl`.
    """

    code: str
    name: str
    direction: str


ENGLISH = Language(code="en", name="English", direction="ltr")
LANGUAGES = {
    language.code: language
    for language in (ENGLISH, Language(code="ar", name="العربية", direction="rtl"))
}
_PLACE = re.compile(r"%\(\w+\)[a-z]")
_SPOKEN: ContextVar[Language] = ContextVar("published_in", default=ENGLISH)


def spoken() -> Language:
    """Return the language of the page that is being made."""
    return _SPOKEN.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language while the block runs."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


@cache
def catalogue(code: str) -> _gettext.NullTranslations:
    """Return a language's words; English ones where they are not translated yet."""
    folder = str(resources.files("onrecord.publish").joinpath("locale"))
    return _gettext.translation("publish", folder, languages=[code], fallback=True)


def gettext(words: str) -> str:
    """Return words in the language of the page."""
    return catalogue(spoken().code).gettext(words) if words else ""


def ngettext(one: str, many: str, number: int) -> str:
    """Return the words that fit a number; `%(n)s` in them is for the caller to fill."""
    return catalogue(spoken().code).ngettext(one, many, number)


def pgettext(context: str, words: str) -> str:
    """Return words that mean different things in different places."""
    return catalogue(spoken().code).pgettext(context, words)


def npgettext(context: str, one: str, many: str, number: int) -> str:
    """Return the words that fit a number and a place."""
    return catalogue(spoken().code).npgettext(context, one, many, number)


def set_off(words: str) -> str:
    """
    Return words whose places to fill stand apart from the line, where it runs to the left.

    A Latin name drags the number after it to its own side in an Arabic line; Unicode's
    isolates (UAX #9, FSI and PDI) keep each to itself. English words stay as they are.
    """
    return _PLACE.sub("\u2068\\g<0>\u2069", words) if spoken().direction == "rtl" else words


def filled(words: str, **told: object) -> Markup:
    """
    Return translated words with names and numbers put in, escaped, each in its own direction.

    >>> filled("%(place)s, %(when)s", place="<Ghouta>", when="2013")
    Markup('\u2068&lt;Ghouta&gt;\u2069, \u20682013\u2069')
    """
    fit = {name: one if isinstance(one, Markup) else clean(str(one)) for name, one in told.items()}
    return Markup(_PLACE.sub("\u2068\\g<0>\u2069", words)) % fit  # noqa: S704 - the translators' words; what is put in is escaped


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
