"""
The desk's own words in the language of whoever looks: gettext, with English as the source.

In Python: `from onrecord.web.words import _, ngettext`, and `_("Nothing is left to decide.")`
at the moment when the words are needed (never at import, when nobody looks yet). In
templates: `{% trans %}`, `_("…")` and `ngettext("…", "…", n)`. Texts of reports never come
through here.
"""

import gettext as _gettext
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib import resources

from markupsafe import Markup

from onrecord.kit.shown import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """
    A language that the desk speaks.

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
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # Hebrew, Arabic, Syriac, ...
_PLACE = re.compile(r"%\(\w+\)[a-z]")
_SPOKEN: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)


def spoken() -> Language:
    """Return the language of this request."""
    return _SPOKEN.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language while the block runs, in this request only."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def wanted(chosen: str | None, accepted: str | None) -> Language:
    """
    Return the language to speak: the one chosen before, else the browser's first that we have.

    Args:
        chosen: What the cookie says.
        accepted: The header `Accept-Language`.

    >>> wanted(None, "de, ar-EG;q=0.8, en;q=0.5").code
    'ar'
    >>> wanted("en", "ar").code
    'en'
    """
    if chosen in LANGUAGES:
        return LANGUAGES[chosen]
    for code in _by_preference(accepted or ""):
        if code in LANGUAGES:
            return LANGUAGES[code]
    return ENGLISH


def _by_preference(accepted: str) -> Sequence[str]:
    ranked: list[tuple[float, str]] = []
    for part in accepted.split(",")[:20]:
        tag, _, quality = part.strip().partition(";q=")
        try:
            rank = float(quality) if quality else 1.0
        except ValueError:
            rank = 0.0
        if rank > 0:
            ranked.append((-rank, tag.partition("-")[0].lower()))
    return [code for _, code in sorted(ranked, key=lambda one: one[0])]


@cache
def _catalogue(code: str) -> _gettext.NullTranslations:
    """Return a language's words; English ones where they are not translated yet."""
    folder = str(resources.files("onrecord.web").joinpath("locale"))
    return _gettext.translation("desk", folder, languages=[code], fallback=True)


def gettext(words: str) -> str:
    """Return words in the language of this request."""
    return _catalogue(spoken().code).gettext(words) if words else ""


def ngettext(one: str, many: str, number: int) -> str:
    """Return the words that fit a number; `%(num)s` in them is for the caller to fill."""
    return _catalogue(spoken().code).ngettext(one, many, number)


def pgettext(context: str, words: str) -> str:
    """Return words that mean different things in different places."""
    return _catalogue(spoken().code).pgettext(context, words)


def npgettext(context: str, one: str, many: str, number: int) -> str:
    """Return the words that fit a number and a place."""
    return _catalogue(spoken().code).npgettext(context, one, many, number)


def set_off(words: str) -> str:
    """
    Return words whose places to fill stand apart from the line, where it runs to the left.

    A Latin name drags the number after it to its own side in an Arabic line; Unicode's
    isolates (UAX #9, FSI and PDI) keep each to itself. English words stay as they are.
    """
    return _PLACE.sub("\u2068\\g<0>\u2069", words) if spoken().direction == "rtl" else words


def filled(words: str, **told: str) -> Markup:
    """
    Return translated words with names and numbers of the record put in, fit to show.

    The whole keeps the direction of the desk also where the page lets words find their own.

    >>> filled("%(place)s, %(when)s", place="<Ghouta>", when="2013")
    Markup('&lt;Ghouta&gt;, 2013')
    >>> filled("%(place)s, %(when)s", place="الغوطة", when="2013")
    Markup('\u2066\u2068الغوطة\u2069, 2013\u2069')
    """
    fit = {name: one if isinstance(one, Markup) else clean(one) for name, one in told.items()}
    if spoken().direction == "rtl":
        line = Markup(set_off(words)) % fit  # noqa: S704 - the translators' words; what is put in is escaped
        return Markup(f"\u2067{line}\u2069")  # noqa: S704 - as above
    if not any(map(_LEFTWARD.search, fit.values())):
        return Markup(words) % fit  # noqa: S704 - as above
    apart = {
        name: Markup("\u2068{}\u2069").format(one)
        for name, one in fit.items()
        if _LEFTWARD.search(one)
    }
    return Markup("\u2066{}\u2069").format(Markup(words) % {**fit, **apart})  # noqa: S704 - as above


_ = gettext
