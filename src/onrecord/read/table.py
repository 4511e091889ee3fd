"""A table as delimited text: the text is the file, each row a block."""

from collections.abc import Iterator

from onrecord.kit import cells
from onrecord.kit.decode import charset_of, decode
from onrecord.model import Block, Document, Problem, Severity, Snapshot, Text, Voice
from onrecord.read import metadata
from onrecord.read.language import language
from onrecord.read.plain import about_decoding, empty, not_text
from onrecord.read.reading import Reading

READER = "table 1"
_MOST_NAMED = 5


def read_rows(document: Document, snapshot: Snapshot, data: bytes) -> Reading:
    """
    Return a table as it stands, its first row as a heading and every other as a block.

    Nothing in a table tells who published it and when, so only the manifest, or who
    imports it, does.
    """
    decoded = decode(data, charset_of(snapshot.media_type))
    content = decoded.content
    problems = about_decoding(document, decoded)
    if "\x00" in content:
        return Reading(document=document, text=None, problems=(*problems, not_text(document)))
    found = list(cells.rows(content))
    if not any(cell.value.strip() for row in found[:1] for cell in row.cells):
        return Reading(document=document, text=None, problems=(*problems, empty(document)))
    tongue = document.told.language or language(content)
    text = Text(
        snapshot_id=snapshot.id,
        content=content,
        blocks=tuple(_blocks(content, found)),
        language=tongue,
        reader=READER,
    )
    completed = metadata.completed(document, metadata.Found(), tongue)
    problems += _about_quotes(document, found)
    return Reading(document=completed, text=text, problems=tuple(problems))


def _blocks(content: str, found: list[cells.Row]) -> Iterator[Block]:
    before = content[: found[0].start].strip("\ufeff\r\n")
    if before:  # `sep=;`, which a spreadsheet program wrote for itself
        yield Block(
            start=content.index(before),
            end=content.index(before) + len(before),
            voice=Voice.NOTE,
            rule="sep",
        )
    for at, row in enumerate(found):
        if content[row.start : row.end].strip():
            voice, rule = (Voice.BODY, "row") if at else (Voice.HEADING, "first row")
            yield Block(start=row.start, end=row.end, voice=voice, rule=rule)


def _about_quotes(document: Document, found: list[cells.Row]) -> list[Problem]:
    broken = [str(row.number) for row in found if row.is_broken]
    if not broken:
        return []
    more = f" and {len(broken) - _MOST_NAMED:,} more" if len(broken) > _MOST_NAMED else ""
    message = (
        f"A quotation mark opens a cell and none closes it (row {', '.join(broken[:_MOST_NAMED])}"
        f"{more}): it was read as a letter, and the row ends where its line does."
    )
    return [
        Problem(
            code="table-quotes",
            message=message,
            where=document.name,
            severity=Severity.WARNING,
        )
    ]
