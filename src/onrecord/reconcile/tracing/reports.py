"""What tracing looks at: claims by document, texts, documents from the oldest to the newest."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

from onrecord.model import Claim, Document, Place, Text
from onrecord.reconcile.agencies import agency
from onrecord.reconcile.copies.words import stretches
from onrecord.reconcile.register import Register

_LANGUAGES = {
    "arabic": "ar", "english": "en", "hebrew": "he", "french": "fr", "turkish": "tr",
    "kurdish": "ku", "persian": "fa", "farsi": "fa", "russian": "ru", "ukrainian": "uk",
    "spanish": "es", "german": "de", "العربية": "ar", "الإنجليزية": "en", "الانجليزية": "en",
}  # fmt: skip
_FROM = "|".join(_LANGUAGES)
_TRANSLATED = re.compile(
    rf"\btranslat(?:ed|ion) (?:by|of|from)\b(?:[^.\n]{{0,40}}?\b(?P<a>{_FROM})\b)?"
    rf"|\((?:in |translated from )?(?P<b>{_FROM})\)|\b(?:unofficial|our) translation\b"
    rf"|(?:^|\n)\W*(?:ترجمة|مترجم)(?: عن (?P<c>{_FROM}))?",
    re.IGNORECASE,
)
_EDGE = 400  # characters at either end of a text where it says that it is a translation


class Reports:
    """
    The claims with the documents and texts that they stand in.

    Attributes:
        claims: By id.
        told: By document, in order of their place in it.
        documents, texts: By document name; a document may have no text.
        register: Whose voice a name is.
        place: Gives a place by id.
        order: The names of all documents with claims, the oldest first.
        rank: The place of each in that order. Every step from one document to another
            goes to an older one, so that no claim can go back to itself.
    """

    def __init__(
        self,
        claims: Mapping[str, Claim],
        documents: Mapping[str, Document],
        texts: Mapping[str, Text],
        register: Register,
        place: Callable[[str], Place | None],
    ) -> None:
        """Take the claims by id, in order of document and place in it."""
        self.claims = claims
        self.documents = documents
        self.texts = texts
        self.register = register
        self.place = place
        self.told: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims.values():
            self.told[claim.document].append(claim)
        self.translated = {
            name: language
            for name, text in texts.items()
            if (language := _says_translated(documents.get(name), text)) is not None
        }
        self.order = sorted(self.told, key=self._age)
        self.rank = {name: place for place, name in enumerate(self.order)}

    def _age(self, name: str) -> tuple[date, bool, bool, str]:
        """Among reports of one day an agency's own is the older, and a translation the newer."""
        document = self.documents.get(name)
        published = document.published if document else None
        publisher = document.publisher if document else None
        is_agency = publisher is not None and agency(publisher) is not None
        return (published or date.max, name in self.translated, not is_agency, name)

    def content(self, document: str) -> str:
        """Return a document's words; empty if only its claims were handed over."""
        text = self.texts.get(document)
        return text.content if text else ""


def _says_translated(document: Document | None, text: Text) -> str | None:
    """Return the language that a text says it is translated from; empty if it does not tell."""
    size = len(text.content)
    ends = [(0, min(_EDGE, size)), (max(0, size - _EDGE), size)]
    if text.blocks:
        own = stretches(text)
        ends = [(start, min(end, start + _EDGE)) for start, end in (*own[:4], *own[-2:])]
    title = document.title if document and document.title else ""
    for words in (title, *(text.content[start:end] for start, end in ends)):
        if found := _TRANSLATED.search(words):
            return _LANGUAGES.get((found["a"] or found["b"] or found["c"] or "").casefold(), "")
    return None
