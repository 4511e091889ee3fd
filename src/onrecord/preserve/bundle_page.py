"""`claim.html`: the claim for people, with its words in their context."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from onrecord.model import Claim, CustodyEvent, Decision, Document, Snapshot, Text
from onrecord.preserve.bundle_place import InOriginal

_AROUND = 600  # characters before and after the words


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    What the page tells.

    Attributes:
        claim: As it is now: what people decided laid over what was read.
        document: Where it stands.
        snapshot: The bytes; None where only the claim was handed over.
        text: The words that were read from them; None if there are none.
        decisions: What was decided about it.
        custody: How the bytes came and what was done with them.
        place: Where the words stand in those bytes; None where there are none.
    """

    claim: Claim
    document: Document
    snapshot: Snapshot | None
    text: Text | None
    decisions: Sequence[Decision]
    custody: Sequence[CustodyEvent]
    place: InOriginal | None


def page(told: Told) -> str:
    """Return the page. It runs nothing and loads nothing."""
    claim, document = told.claim, told.document
    parts = [
        f"<h1>{escape(document.title or document.name)}</h1>",
        _facts(_about_claim(claim)),
        f"<h2>In these words</h2><p class='words' dir='auto'>{_in_context(told)}</p>",
        *_place(told.place),
        "<h2>The document</h2>",
        _facts(_about_document(document, told.snapshot)),
        "<h2>What people decided</h2>",
        _table(
            ("When", "Who", "What", "Why"),
            ((one.at.isoformat(), one.by, one.choice.value, one.why) for one in told.decisions),
            "Nobody decided on it: it is a proposal of the program.",
        ),
        "<h2>Chain of custody</h2>",
        _table(
            ("Line", "When", "Who", "What", "More", "Program"),
            (_line(one) for one in told.custody),
            "No line tells how it came: only the claim was handed over.",
        ),
    ]
    return f"{_HEAD.format(title=escape(claim.id))}{''.join(parts)}</body></html>\n"


def _line(one: CustodyEvent) -> tuple[str, ...]:
    more = "; ".join(f"{word}: {says}" for word, says in one.details)
    return str(one.number), one.at.isoformat(), one.by, one.act.value, more, one.program


def _about_claim(claim: Claim) -> Iterable[tuple[str, str]]:
    yield "Claim", claim.id
    yield "What", f"{claim.outcome.value}: {claim.count} ({claim.measure.value})"
    yield "Hedge", claim.count.qualifier.value
    yield "Harmed", claim.victims or ""
    for what, named in (
        ("By whom", claim.perpetrators),
        ("Where", claim.places),
        ("When", claim.times),
        ("According to", claim.sources),
    ):
        yield what, "; ".join(one.name for one in named)
    yield "As", f"{claim.stance.value}, in the {claim.voice.value}"
    yield "Read by", claim.engine
    yield "Decided", claim.decision or "not yet"
    yield (
        "Place of the words",
        f"characters {claim.passage.start} to {claim.passage.end} of text.txt",
    )


def _about_document(document: Document, snapshot: Snapshot | None) -> Iterable[tuple[str, str]]:
    yield "Name", document.name
    yield "Address", document.told.url or ""
    yield "Publisher", document.publisher or ""
    yield "Author", document.author or ""
    yield "Published", document.published.isoformat() if document.published else ""
    yield "Language", document.language or ""
    if snapshot is not None:
        yield "Kept since", snapshot.taken_at.isoformat()
        yield "Bytes", f"{snapshot.size:,} ({snapshot.media_type})"
        yield "SHA-256", snapshot.sha256


def _place(place: InOriginal | None) -> Iterable[str]:
    if place is None:
        return
    yield f"<h2>Place in the original</h2><p>{escape(place.words())}.</p>"
    if place.stretch is not None:
        exact = escape(place.stretch.exact)
        yield f"<p>As it stands there:</p><pre dir='auto'>{exact}</pre>"
    if place.command:
        yield f"<p>This prints it:</p><pre>{escape(place.command)}</pre>"


def _in_context(told: Told) -> str:
    passage, text = told.claim.passage, told.text
    if text is None:
        return f"<mark>{escape(passage.exact)}</mark>"
    before = text.words(max(0, passage.start - _AROUND), passage.start)
    after = text.words(passage.end, passage.end + _AROUND)
    words = text.words(passage.start, passage.end)
    return f"{escape(before)}<mark>{escape(words)}</mark>{escape(after)}"


def _facts(told: Iterable[tuple[str, str]]) -> str:
    rows = (
        f"<tr><th>{escape(name)}</th><td dir='auto'>{escape(says)}</td></tr>"
        for name, says in told
        if says
    )
    return f"<table>{''.join(rows)}</table>"


def _table(heads: Sequence[str], told: Iterable[Sequence[str]], none: str) -> str:
    rows = [
        "<tr>" + "".join(f"<td dir='auto'>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in told
    ]
    if not rows:
        return f"<p>{escape(none)}</p>"
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"


_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; }}
th, td {{ text-align: start; vertical-align: top; padding: .2rem .8rem .2rem 0; }}
td {{ overflow-wrap: anywhere; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
.words {{ white-space: pre-wrap; border-inline-start: 3px solid #888; padding-inline-start: 1rem; }}
</style></head><body>
"""
