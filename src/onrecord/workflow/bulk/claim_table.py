"""Claims as a table with a type for each column, for DuckDB, pandas and the like."""

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from onrecord.model import Claim, Document, Mention
from onrecord.model.codec import from_text

_WORDS = pa.list_(pa.field("item", pa.string()))


def _field(name: str, kind: pa.DataType, says: str, *, must: bool = False) -> pa.Field:
    return pa.field(name, kind, nullable=not must, metadata={"description": says})


# The words of `claims.jsonl`, and what was found out about the document beside them.
CLAIMS = pa.schema(
    [
        _field("id", pa.string(), "The claim, by content.", must=True),
        _field("doc", pa.string(), "The report's name.", must=True),
        _field("url", pa.string(), "Where the report was published, as the manifest tells."),
        _field("title", pa.string(), "The report's title."),
        _field("publisher", pa.string(), "Who published it."),
        _field("published", pa.date32(), "The day of publication."),
        _field("language", pa.string(), "The report's language."),
        _field("start", pa.int64(), "Where its words begin, in characters.", must=True),
        _field("end", pa.int64(), "Where they end.", must=True),
        _field("quote", pa.large_string(), "Its exact words.", must=True),
        _field("measure", pa.string(), "What is counted.", must=True),
        _field("outcome", pa.string(), "What happened to those who are counted.", must=True),
        _field("low", pa.float64(), "The fewest that the words allow."),
        _field("high", pa.float64(), "The most that they allow; none where they set no end."),
        _field("qualifier", pa.string(), "Such as `at_least`.", must=True),
        _field("victims", pa.string(), "The words for those who were harmed."),
        _field("victim_class", pa.string(), "What they were.", must=True),
        _field("perpetrators", _WORDS, "The words for who did it.", must=True),
        _field("actor_ids", _WORDS, "Who that is taken for; none where unknown.", must=True),
        _field("places", _WORDS, "The words for where.", must=True),
        _field("place_ids", _WORDS, "What that is taken for; none where unknown.", must=True),
        _field("earliest", pa.date32(), "The first day on which it may have happened."),
        _field("latest", pa.date32(), "The last day."),
        _field("weapon", pa.string(), "With what."),
        _field("sources", _WORDS, "Who says so, as named.", must=True),
        _field("stance", pa.string(), "Whether it is asserted, denied and such.", must=True),
        _field("voice", pa.string(), "In which part of the report it stands.", must=True),
        _field("part_of", pa.string(), "The claim whose people these are a part of."),
        _field("same_as", pa.string(), "The claim of which this is another telling."),
        _field("is_cumulative", pa.bool_(), "Whether it sums more than one happening."),
        _field("is_partial", pa.bool_(), "Whether it is said to be not all."),
        _field("engine", pa.string(), "What read it."),
        _field("confidence", pa.float64(), "How sure that reader is, between 0 and 1."),
    ]
)


def batches(readings: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Return the claims of readings, in order, a batch for each batch of `READINGS`."""
    for batch in readings:
        rows = [row for told in batch.to_pylist() for row in _rows(told)]
        yield pa.RecordBatch.from_pylist(rows, schema=CLAIMS)


def _rows(told: dict[str, Any]) -> Iterator[dict[str, object]]:
    if not told["claims"]:
        return
    document = from_text(Document, told["read"])
    about = {
        "url": _whole(document.told.url),
        "title": _whole(document.title),
        "publisher": _whole(document.publisher),
        "published": document.published,
        "language": document.language,
    }
    for content in told["claims"]:
        yield {**about, **_row(from_text(Claim, content))}


def _row(claim: Claim) -> dict[str, object]:
    return {
        "id": claim.id,
        "doc": _whole(claim.document),
        "start": claim.passage.start,
        "end": claim.passage.end,
        "quote": _whole(claim.passage.exact),
        "measure": claim.measure.value,
        "outcome": claim.outcome.value,
        "low": claim.count.low,
        "high": claim.count.high,
        "qualifier": claim.count.qualifier.value,
        "victims": _whole(claim.victims),
        "victim_class": claim.victim_class.value,
        **_mentions("perpetrators", "actor_ids", claim.perpetrators),
        **_mentions("places", "place_ids", claim.places),
        "earliest": claim.when.earliest if claim.when else None,
        "latest": claim.when.latest if claim.when else None,
        "weapon": _whole(claim.weapon),
        "sources": [_whole(mention.name) for mention in claim.sources],
        "stance": claim.stance.value,
        "voice": claim.voice.value,
        "part_of": claim.part_of,
        "same_as": claim.same_as,
        "is_cumulative": claim.is_cumulative,
        "is_partial": claim.is_partial,
        "engine": claim.engine,
        "confidence": claim.confidence,
    }


def _mentions(words: str, ids: str, mentions: Iterable[Mention]) -> dict[str, list[str | None]]:
    held = list(mentions)
    return {words: [_whole(one.name) for one in held], ids: [one.best for one in held]}


def _whole(words: str | None) -> str | None:
    """Return words that UTF-8 can hold: half of a surrogate pair is written as an escape."""
    return words and words.encode("utf-8", "backslashreplace").decode("utf-8")
