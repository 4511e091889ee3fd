"""A mail: its subject, who wrote it and when, and its body; what it repeats is labelled."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from onrecord.kit import apart
from onrecord.model import Block, Document, Problem, Severity, Snapshot, Text, Voice
from onrecord.read import metadata, voices, web_page
from onrecord.read.doubt import problem_of
from onrecord.read.labels import Label, Labels
from onrecord.read.language import language
from onrecord.read.lines import Line, lines
from onrecord.read.plain import empty, sample
from onrecord.read.reading import Reading

READER = "mail 1"
_TAKEN_APART = "onrecord.read.papers.mail_child:answer"
_SUBJECT = Label(Voice.TITLE, "mail-subject")
_HEADER = Label(Voice.BYLINE, "mail-header")
# A reply repeats what was sent to its writer, which is a report of its own where it is known; a
# forward was sent for what it repeats.
_REPEATED = Label(Voice.BOILERPLATE, "mail-quoted")
_SIGNATURE = Label(Voice.BOILERPLATE, "mail-signature")
_FORWARDED = Label(Voice.NOTE, "mail-forwarded")
_QUOTED = re.compile(r"^(?:>\s?|\|\s)")
_WROTE = re.compile(
    r"^(?:on\b.{4,200}\bwrote\s?:|le\b.{4,200}\ba écrit\s?:|am\b.{4,200}\bschrieb.{0,80}:"
    r"|el\b.{4,200}\bescribió\s?:|.{0,200}(?:كتب|كتبت)\s?(?:.{0,120})[:：]"
    r"|في\b.{4,200}(?:كتب|كتبت).{0,120}:?)$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^-{3,}\s?(?:original message|الرسالة الأصلية|ursprüngliche nachricht|message d'origine)"
    r"\s?-{3,}$",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"^(?:-{3,}\s?(?:forwarded message|begin forwarded message|رسالة معاد توجيهها"
    r"|الرسالة المعاد توجيهها|message transféré|weitergeleitete nachricht)\s?-{2,}"
    r"|begin forwarded message:)",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^\*?(?:from|date|sent|subject|to|cc|reply-to|من|التاريخ|تاريخ|الموضوع|إلى|نسخة|de|objet|"
    r"envoyé|à|von|gesendet|an|betreff)\*?\s?:\s?\S",
    re.IGNORECASE,
)
_MOST_FIELDS = 10
_NARROW, _WIDE = 67, 100  # characters of a line


def read_mail(document: Document, snapshot: Snapshot, data: bytes) -> Reading:
    """
    Return a mail's words: subject and writer first, then the body as it was written.

    Of two bodies the plain one is read, unless it is only a stub. Who received it is not
    made part of the text. Attachments are reports of their own.

    Args:
        document: The report.
        snapshot: Its bytes.
        data: The mail as it was sent.
    """
    try:
        told: dict[str, Any] = apart.asked(_TAKEN_APART, data).told
    except apart.TooHard as why:
        message = f"The mail is kept but was not read: {why}."
        problem = problem_of(document, "too-complex", message, Severity.ERROR)
        untouched = metadata.completed(document, metadata.Found(), None)
        return Reading(document=untouched, text=None, problems=(problem,))
    head = _head(told)
    if told["html"]:
        body, blocks, problems = _of_page(document, snapshot, told["html"])
    else:
        body, problems = told["plain"].replace("\r\n", "\n"), []
        blocks = _of_words(body)
    content, found = _joined(head, body, blocks)
    problems += _about(document, told)
    if not found or not (body.strip() or told["subject"]):
        untouched = metadata.completed(document, metadata.Found(), None)
        return Reading(document=untouched, text=None, problems=(*problems, empty(document)))
    text = Text(
        snapshot_id=snapshot.id, content=content, blocks=found,
        language=document.told.language or language(sample(content, _own(found))), reader=READER,
    )  # fmt: skip
    return _completed(document, text, told, problems)


def _own(blocks: Sequence[Block]) -> Sequence[Block]:
    return [block for block in blocks if block.voice is not Voice.BOILERPLATE] or blocks


def _head(told: dict[str, Any]) -> list[tuple[str, Label]]:
    named = (("From", told["from"]), ("Date", told["date"]))
    subject = [(told["subject"], _SUBJECT)] if told["subject"] else []
    return [*subject, *((f"{name}: {words}", _HEADER) for name, words in named if words)]


def _joined(
    head: Sequence[tuple[str, Label]], body: str, blocks: Sequence[Block]
) -> tuple[str, tuple[Block, ...]]:
    """Return one text of the head and the body, and its blocks."""
    found: list[Block] = []
    at = 0
    for words, label in head:
        found.append(Block(start=at, end=at + len(words), voice=label.voice, rule=label.rule))
        at += len(words) + 1
    above = "".join(f"{words}\n" for words, _ in head) + ("\n" if head else "")
    shift = len(above)
    found += [
        replace(
            block,
            start=block.start + shift,
            end=block.end + shift,
            repeats=None if block.repeats is None else block.repeats + shift,
        )
        for block in blocks
    ]
    return above + body, tuple(found)


# -- The body ----------------------------------------------------------------------------------


def _of_words(body: str) -> tuple[Block, ...]:
    found = lines(body)
    single = _rejoined(body, _unjoined(body, found))
    labels = _labels(single)
    free = [i for i in range(len(single)) if i not in labels]
    by_words = voices.voices([single[i] for i in free])
    for position, i in enumerate(free):
        label = by_words[position]
        labels[i] = Label(Voice.BODY, "rest") if label.voice is Voice.TITLE else label
    return voices.as_blocks(single, labels)


def _unjoined(body: str, found: Sequence[Line]) -> list[Line]:
    """Return paragraphs, but quoted lines one by one: each begins with its mark."""
    single: list[Line] = []
    for line in found:
        if "\n" not in body[line.start : line.end] or not _has_mark(line.words):
            single.append(line)
            continue
        at = line.start
        for number, words in enumerate(body[line.start : line.end].split("\n")):
            bare = words.strip()
            if bare:
                start = at + words.index(bare)
                single.append(Line(start, start + len(bare), bare, line.number + number))
            at += len(words) + 1
    return single


def _rejoined(body: str, found: Sequence[Line]) -> list[Line]:
    """
    Return paragraphs of lines that the sender's program broke where its column ends.

    Mail programs break at 66 to 78 characters (RFC 3676, section 4.1): a line goes on if the
    next one's first word would not have fitted any more.
    """
    joined: list[Line] = []
    for line in found:
        before = joined[-1] if joined else None
        if before is not None and _goes_on(body, before, line):
            words = body[before.start : line.end]
            joined[-1] = Line(before.start, line.end, words[:4_000], before.number)
        else:
            joined.append(line)
    return joined


def _goes_on(body: str, before: Line, line: Line) -> bool:
    between = body[before.end : line.start]
    if between.count("\n") != 1 or line.is_item or _has_mark(before.words + "\n" + line.words):
        return False
    last = before.end - max(before.start, body.rfind("\n", 0, before.end) + 1)
    return last + 1 + len(line.words.split(None, 1)[0]) >= _NARROW and last <= _WIDE


def _has_mark(words: str) -> bool:
    return any(
        _QUOTED.match(one) or _FIELD.match(one) or _ORIGINAL.match(one) or _FORWARD.match(one)
        for one in words.split("\n")
    )


def _labels(found: Sequence[Line]) -> Labels:
    """Return which lines a mail repeats, passes on, or ends with."""
    labels: Labels = {}
    repeats = signs = False
    i = 0
    while i < len(found):
        words = found[i].words.strip()
        if _FORWARD.match(words):
            labels[i] = _FORWARDED
            repeats = signs = False
            i = _fields(found, i + 1, labels, _FORWARDED)
            continue
        if _ORIGINAL.match(words):
            repeats = True
        if words == "--":
            signs = True
        if _QUOTED.match(words) or _is_wrote(found, i) or repeats:
            labels[i] = _REPEATED
        elif signs:
            labels[i] = _SIGNATURE
        i += 1
    return labels


def _is_wrote(found: Sequence[Line], i: int) -> bool:
    """As in "On 3 May Lina wrote:", before what it repeats."""
    if not _WROTE.match(" ".join(found[i].words.split())):
        return False
    return i + 1 < len(found) and bool(_QUOTED.match(found[i + 1].words.strip()))


def _fields(found: Sequence[Line], i: int, labels: Labels, label: Label) -> int:
    """Label the lines of a passed-on mail's own head; return the line after."""
    last = min(len(found), i + _MOST_FIELDS)
    while i < last and _FIELD.match(found[i].words.strip()):
        labels[i] = label
        i += 1
    return i


def _of_page(
    document: Document, snapshot: Snapshot, markup: str
) -> tuple[str, tuple[Block, ...], list[Problem]]:
    """Return an HTML body read as pages are, with what it repeats labelled."""
    read = web_page.read_page(document, snapshot, markup.encode("utf-8", "replace"))
    about = [p for p in read.problems if p.code in {"too-complex", "empty-document"}]
    if read.text is None:
        return "", (), about
    content = read.text.content
    made = [
        Line(b.start, b.end, content[b.start : b.end][:4_000], number)
        for number, b in enumerate(read.text.blocks, 1)
    ]
    labels = _labels(made)
    return content, tuple(_relabelled(read.text.blocks, labels)), about


def _relabelled(blocks: Sequence[Block], labels: Labels) -> Iterator[Block]:
    for i, block in enumerate(blocks):
        label = labels.get(i)
        if label is None and block.voice is Voice.TITLE:
            label = Label(Voice.HEADING, block.rule)  # the subject is the title
        if label is None and block.rule == "outside-main-text":
            label = Label(Voice.BODY, "mail-body")  # no site is around a mail
        yield replace(block, voice=label.voice, rule=label.rule) if label else block


# -- What the head tells -----------------------------------------------------------------------


def _completed(
    document: Document, text: Text, told: dict[str, Any], problems: list[Problem]
) -> Reading:
    sent = _day(told["date_iso"])
    found = metadata.Found(
        title=(told["subject"], "mail Subject") if told["subject"] else None,
        author=(told["from"], "mail From") if told["from"] else None,
        published=(sent, "mail Date") if sent else None,
    )
    completed = metadata.completed(document, found, text.language)
    problems = [*problems, *metadata.about_day(document, found)]
    return Reading(document=completed, text=text, problems=tuple(problems))


def _day(words: str) -> date | None:
    try:
        return datetime.fromisoformat(words).date() if words else None
    except ValueError:
        return None


def _about(document: Document, told: dict[str, Any]) -> list[Problem]:
    found: list[Problem] = []
    if told["defects"]:
        message = (
            f"This mail is not as mails should be ({', '.join(told['defects'])}). What could be "
            "read was; the mail itself is kept unchanged."
        )
        found.append(problem_of(document, "mail-damaged", message, Severity.WARNING))
    if told["left_out"]:
        message = (
            f"{told['left_out']:,} parts of this mail were not looked at: there are more than "
            "any mail needs."
        )
        found.append(problem_of(document, "mail-damaged", message, Severity.WARNING))
    return found
