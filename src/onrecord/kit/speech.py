"""A program's own words in the language of whoever reads: gettext, with English as the source."""

import gettext as _gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib import resources

PLACE = re.compile(r"%\(\w+\)[a-z]")  # where translated words are filled in


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """
    A language that is spoken.

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


class Speech:
    """
    Says the words of one package, from its folder `locale`, in the language spoken just now.

    What is spoken is kept for each request and each task by itself.

    >>> Speech("onrecord.kit", "nothing").gettext("Incidents")
    'Incidents'
    """

    def __init__(self, package: str, domain: str) -> None:
        """Take the package, and the name of its catalogues."""
        self._package, self._domain = package, domain
        self._spoken: ContextVar[Language] = ContextVar(f"spoken in {package}", default=ENGLISH)

    def spoken(self) -> Language:
        """Return the language that is spoken."""
        return self._spoken.get()

    @contextmanager
    def speaking(self, language: Language) -> Iterator[None]:
        """Speak a language while the block runs."""
        token = self._spoken.set(language)
        try:
            yield
        finally:
            self._spoken.reset(token)

    def catalogue(self, code: str) -> _gettext.NullTranslations:
        """Return a language's words; English ones where they are not translated yet."""
        return _catalogue(self._package, self._domain, code)

    def gettext(self, words: str) -> str:
        """Return words in the language that is spoken."""
        return self._now().gettext(words) if words else ""

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the words that fit a number; its place in them is for the caller to fill."""
        return self._now().ngettext(one, many, number)

    def pgettext(self, context: str, words: str) -> str:
        """Return words that mean different things in different places."""
        return self._now().pgettext(context, words)

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        """Return the words that fit a number and a place."""
        return self._now().npgettext(context, one, many, number)

    def set_off(self, words: str) -> str:
        """
        Return words whose places to fill stand apart from the line, where it runs to the left.

        A Latin name drags the number after it to its own side in an Arabic line; Unicode's
        isolates (UAX #9, FSI and PDI) keep each to itself. English words stay as they are.
        """
        is_leftward = self.spoken().direction == "rtl"
        return PLACE.sub("\u2068\\g<0>\u2069", words) if is_leftward else words

    def _now(self) -> _gettext.NullTranslations:
        return self.catalogue(self.spoken().code)


@cache
def _catalogue(package: str, domain: str, code: str) -> _gettext.NullTranslations:
    folder = str(resources.files(package).joinpath("locale"))
    return _gettext.translation(domain, folder, languages=[code], fallback=True)
