"""
The desk's own words in the language of whoever looks: gettext, with English as the source.

In Python: `from onrecord.web.words import _, ngettext`, and `_("Nothing is left to decide.")`
at the moment when the words are needed (never at import, when nobody looks yet). In
templates: `{% trans %}`, `_("…")` and `ngettext("…", "…", n)`. Texts of reports never come
through here.
"""

import re
from collections.abc import Sequence

from markupsafe import Markup

from onrecord.kit.shown import clean
from onrecord.kit.speech import ENGLISH, LANGUAGES, Language, Speech

__all__ = [
    "ENGLISH", "LANGUAGES", "Language", "filled", "gettext", "ngettext", "npgettext", "pgettext",
    "set_off", "speaking", "spoken", "wanted",
]  # fmt: skip

_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # Hebrew, Arabic, Syriac, ...
_SPEECH = Speech("onrecord.web", "desk")
spoken, speaking = _SPEECH.spoken, _SPEECH.speaking
gettext, ngettext = _SPEECH.gettext, _SPEECH.ngettext
pgettext, npgettext = _SPEECH.pgettext, _SPEECH.npgettext
set_off = _SPEECH.set_off


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
