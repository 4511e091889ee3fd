"""The corroboration of an incident in a terminal: seven questions and their answers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.cli import decided, wording
from onrecord.cli.output import on_one_line, safe
from onrecord.model import (
    Corroboration,
    Incident,
    NotCounted,
    Record,
    Sensitivity,
    Statement,
    Telling,
    Without,
)

Line = tuple[int, Text]  # how deep it stands, and what it says

_NONE = "nothing that the record tells of"


def page(found: Corroboration, incident: Incident, record: Record) -> RenderableType:
    """Return the questions that a critic asks of an incident, each with what the record says."""
    heading = Text.assemble(
        (f"{wording.when(incident.when)}, {wording.where(incident)}", "bold"),
        f"\n{wording.who_harmed_whom(incident, record)}\n",
        (incident.id, "dim"),
    )
    parts: list[RenderableType] = [heading]
    for question, lines in _questions(found, record):
        parts.append(Text(f"\n{question}", style="bold"))
        told = list(lines) or [(1, Text(_NONE, style="dim"))]
        parts += [Padding(line, (0, 0, 0, 2 * depth)) for depth, line in told]
    return Group(*parts)


def _questions(found: Corroboration, record: Record) -> Iterator[tuple[str, Iterable[Line]]]:
    yield "What is the figure, and what stands behind it?", _figures(found)
    yield "Who says so, and could they know?", _tellings(found.tellings)
    yield "Who repeats whom?", _passed_on(found.tellings)
    yield "What is not counted, and why?", _not_counted(found)
    yield "What contradicts it?", _contradictions(found)
    yield "What would change the figure?", _changes(found.sensitivity)
    told = (Text(line.plain) for line in decided.lines(found.decisions, record))
    yield "What have people decided?", ((1, line) for line in told)


def _figures(found: Corroboration) -> Iterator[Line]:
    for figure in found.figures:
        yield (
            1,
            Text.assemble(f"{figure.outcome} ", (str(figure), "bold"), f": {safe(figure.rule)}"),
        )
    if not found.figures:
        yield 1, Text("no figure: no claim gives a number that one could rest on")
    yield 1, Text(f"Behind it: {found.backing}.")


def _tellings(told: Sequence[Telling]) -> Iterator[Line]:
    for one in told:
        yield 1, Text(_name(one), style="bold")
        yield 2, Text(f"Could it know? {one.knowing.value.capitalize()}: {safe(one.why)}.")
        if one.side is not None:
            yield 2, Text(f"Its side: {safe(wording.side(one.side))}.")
        for statement, way in one.said:
            yield 2, _statement(statement)
            yield 3, Text(f"the way to it: {safe(way)}", style="dim")
        if not one.said:
            where = "repeated" if one.passed_on else "not counted"
            yield 2, Text(f"Nothing that counts; what it says is {where}, below.")


def _passed_on(told: Sequence[Telling]) -> Iterator[Line]:
    for one in told:
        if not one.passed_on:
            continue
        yield 1, Text(_name(one), style="bold")
        for way in one.passed_on:
            claims = wording.counted(len(way.statements), "claim")
            links = wording.counted(len(way.documents), "document")
            yield 2, Text(f"{claims} in {links}: {safe(way.why)}")
            for statement in way.statements:
                yield 3, _statement(statement)


def _not_counted(found: Corroboration) -> Iterator[Line]:
    reasons: dict[str, list[NotCounted]] = defaultdict(list)
    for one in found.not_counted:
        reasons[f"in no incident ({one.why})" if one.is_aside else one.why].append(one)
    for why, some in reasons.items():
        yield 1, Text(safe(why))
        for one in some:
            yield 2, _statement(one.statement)
    for told in found.tellings:
        for words in told.excludes:
            yield 1, Text(f"{_name(told)} itself leaves out: “{on_one_line(words)}”")


def _contradictions(found: Corroboration) -> Iterator[Line]:
    for one in found.contradictions:
        settled = f" (settled: {decided.signed(one.settled)})" if one.settled else ""
        yield (
            1,
            Text.assemble((f"{one.kind} ", "yellow"), on_one_line(one.text), (settled, "dim")),
        )


def _changes(told: Sensitivity) -> Iterator[Line]:
    for end in told.ends:
        yield 1, _sentence(str(end))
        for statement in end.by:
            yield 2, _statement(statement)
    for outcome in dict.fromkeys(one.outcome for one in told.without):
        yield from _without([one for one in told.without if one.outcome == outcome])
    if told.is_partial:
        yield 1, Text("So many origins: only those were left out that alone set an end.")
    if told.open_hedges:
        yield 1, Text("Hedges that leave an end open:")
        for statement in told.open_hedges:
            yield 2, _statement(statement)
    if told.second_origin:
        yield 1, Text(f"By the rule of two sources (Iraq Body Count): {safe(told.second_origin)}.")


def _without(some: Sequence[Without]) -> Iterator[Line]:
    """Yield what changes, each by itself; then once whom the figure does not need."""
    for one in some:
        if one.is_changed:
            yield 1, _sentence(str(one))
            for statement in one.comes_in:
                yield 2, Text.assemble("then counts: ", _statement(statement))
    same = [on_one_line(one.whom) for one in some if not one.is_changed]
    if same:
        whom = f"any one of {'; '.join(same)}" if len(same) > 1 else same[0]
        yield 1, _sentence(f"without {whom}: {some[0].outcome} {some[0].before} as before")


def _sentence(words: str) -> Text:
    told = on_one_line(words)
    return Text(f"{told[:1].upper()}{told[1:]}.")


def _statement(one: Statement) -> Text:
    day = one.published.isoformat() if one.published else "undated"
    where = ", ".join(filter(None, (one.publisher, one.document, day)))
    return Text.assemble(
        f"“{on_one_line(one.words)}” ",
        (f"{one.outcome} {one.said}; {on_one_line(where)}", "dim"),
    )


def _name(one: Telling) -> str:
    return on_one_line(one.name) if one.name else "Traced to nobody"
