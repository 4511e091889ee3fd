"""Documents as anybody may see them."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import unquote, urlsplit

from onrecord.model import Document
from onrecord.model.public import PublicDocument, Withheld, Words
from onrecord.publish.protection.lists import lists
from onrecord.publish.protection.masking import keys_of, names_in
from onrecord.publish.protection.registers import Registers
from onrecord.publish.protection.spans import words_of

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+", re.IGNORECASE)
_LOOKED_AT, _AROUND = 3, 300  # places of a text where a word of its address is looked up; letters


def documents(registers: Registers) -> Mapping[str, PublicDocument]:
    """Return the documents that claims of incidents are from, by their public ids."""
    record = registers.record
    told = {claim_id for one in record.incidents for claim_id in one.claim_ids}
    names = dict.fromkeys(record.claims[i].document for i in told if i in record.claims)
    found = (record.documents.get(name) or Document(name=name) for name in sorted(names))
    made = (_document(one, registers) for one in found)
    return {one.id: one for one in made}


def _document(one: Document, registers: Registers) -> PublicDocument:
    snapshot = registers.record.snapshots.get(one.name)
    tells = registers.hidden_in(one.name).is_strict  # its page and its day would tell the day
    is_statement = one.name in registers.statements  # its title has the pseudonym
    url = one.told.url or one.listed.url
    may_link = (
        registers.allowed.addresses and not tells and not _names_somebody(one, url, registers)
    )
    author = one.author if registers.allowed.authors and not is_statement else None
    withheld = {
        Withheld.WITNESS: is_statement,
        Withheld.ADDRESS: bool(url) and not may_link,
        Withheld.DAY: tells and one.published is not None,
        Withheld.NAME: bool(one.author) and author is None,
    }
    return PublicDocument(
        id=registers.ids.document(one),
        title=None if is_statement else _title(one, registers),
        author=author,
        publisher=None if is_statement else registers.publisher(one),
        published=None if tells else one.published,
        language=language(one.language),
        url=url if may_link else None,
        snapshot_id=registers.ids.snapshot(snapshot, one) if snapshot else None,
        sha256=None if tells else snapshot.sha256 if snapshot else one.told_sha256,
        media_type=_kind(snapshot.media_type) if snapshot else None,
        taken_at=None if tells else snapshot.taken_at if snapshot else None,
        withheld=tuple(kind for kind, is_so in withheld.items() if is_so),
    )


def language(told: str | None) -> str | None:
    """Return a language's code; None for other words, which a page may put in its place."""
    return told if told and _LANGUAGE.fullmatch(told) else None


def _kind(media_type: str) -> str | None:
    return found[0] if (found := _MEDIA_TYPE.match(media_type)) else None


def _parts(url: str) -> str | None:
    """Return what of an address could tell something, in words; None if it is none to follow."""
    try:
        at = urlsplit(url)
    except ValueError:
        return None
    if at.scheme not in {"http", "https"} or not at.hostname or "@" in at.netloc:
        return None
    own = at.hostname.rpartition(".")[0]
    held = " ".join(unquote(unquote(part)) for part in (own, at.path, at.query, at.fragment))
    return held.replace("_", " ").replace(".", " ")


def _named(one: Document, words: list[str], registers: Registers) -> Iterator[tuple[str, ...]]:
    """Yield the names of a document that are withheld: in its title, its byline, its own words."""
    masker = registers.masker
    yield from names_in(one.title or "", masker)
    for name in (one.author, one.publisher if registers.publisher(one) != one.publisher else None):
        if name:
            yield keys_of(name)
    text = registers.record.text_of(one.name)
    for word in words if text else ():
        for line in _lines_with(word, text.content if text else ""):
            yield from names_in(line, masker)


def _lines_with(word: str, text: str) -> Iterator[str]:
    """Yield the first lines of a text that have a word, and not all of it: texts are long."""
    for match in islice(re.finditer(rf"\b{re.escape(word)}\b", text, re.IGNORECASE), _LOOKED_AT):
        begin, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        end = len(text) if end < 0 else end
        yield text[max(begin, match.start() - _AROUND) : min(end, match.end() + _AROUND)]


def _title(one: Document, registers: Registers) -> Words | None:
    if not one.title:
        return None
    hidden = registers.hidden_in(one.name)
    return registers.masker.parts((one.title,), one.language, hidden)[0]


def _names_somebody(one: Document, url: str | None, registers: Registers) -> bool:
    """Whether the words of an address tell what the masker would take out of them."""
    if not url:
        return False
    parts = _parts(url)
    if parts is None:  # a path of a machine, a password in it: nobody else can follow it
        return True
    words = [word.text for word in words_of(parts) if len(word.text) > 1]
    titled = " ".join(word.capitalize() for word in words)
    found = registers.masker.spans(titled)
    told = lists()
    unknown = [titled[one.start : one.end] for one in found if one.kind is Withheld.NAME]
    asked = [word.text for span in unknown for word in words_of(span)]
    named = {key for name in _named(one, asked, registers) for key in name}
    for span in found:
        keys = {word.key for word in words_of(titled[span.start : span.end])}
        if span.kind is not Withheld.NAME or keys & (told.given | named):
            return True
    return False
