"""One thing of the record, in full: an incident, a claim, an origin."""

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.cli import decided, shortened, wording
from onrecord.cli.output import on_one_line, safe
from onrecord.model import (
    Claim,
    Decision,
    Document,
    Incident,
    Mention,
    Origin,
    Problem,
    Record,
    backings,
    caution,
    trail,
)

_AROUND = 160  # characters of context before and after a claim's words
_MARKS = {True: ("✓", "green"), False: ("✗", "red"), None: ("?", "yellow")}


def incident(found: Incident, record: Record) -> RenderableType:
    """Return an incident with its claims side by side, figures, sums, origins and problems."""
    parts: list[RenderableType] = [_headline(found, record)]
    parts += _section("Figures", [_figure_lines(found, record)])
    parts += _section(
        "Claims, as the sources said it", [claims(wording.members(found, record), record)]
    )
    parts += _section("Sums", list(_sum_lines(found, record)))
    parts += _section("What follows", list(_bound_lines(found, record)))
    parts += _section("Origins", list(_origin_lines(found, record)))
    parts += _section("Why together", list(_tie_lines(found, record)))
    told = decided.lines(record.decided_on(found), record)
    parts += _section("Decided", [Text.assemble(line) for line in told])
    parts += _section("Problems", problem_lines({found.id, *found.claim_ids}, record))
    return Group(*parts)


def where_now(incident_id: str, record: Record) -> str:
    """Return what became of a retired id of an incident."""
    now = " and ".join(incident.id for incident in record.incidents_called(incident_id))
    if not now:
        return f"{incident_id} is no incident any more, and no other holds its claims"
    return f"{incident_id} is now in {now}"


def claims(shown: list[Claim], record: Record) -> Table:
    """
    Return claims as rows: how many, in which words, who says so, in which document.

    The one document of all of them is named once, below.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    short = shortened.of(record)
    documents = {claim.document for claim in shown}
    for heading, ratio in (("id", 0), ("said", 3), ("words", 5), ("who says so", 4)):
        table.add_column(heading, ratio=ratio or None, no_wrap=not ratio, overflow="fold")
    if len(documents) > 1:
        table.add_column("document", ratio=3, overflow="fold")
    else:
        table.caption = Text(f"all in {on_one_line(*documents)}") if documents else None
        table.caption_justify = "left"
    for claim in shown:
        row = (
            Text(short[claim.id].removeprefix("clm_"), style="dim"),
            Text(f"{wording.count(claim.count)} {_counted_thing(claim)}"),
            Text(f"“{on_one_line(claim.passage.exact)}”"),
            Text(wording.attribution(claim)),
            Text(on_one_line(claim.document)),
        )
        table.add_row(*row[: len(table.columns)])
    return table


def claim(found: Claim, record: Record) -> RenderableType:
    """Return a claim with all its slots and the words around it."""
    parts: list[RenderableType] = [
        Text(f"{found.id}  {wording.count(found.count)} {_counted_thing(found)}", style="bold"),
        Padding(_in_context(found, record), (1, 2)),
        _pairs(_claim_slots(found, record)),
    ]
    parts += _section("Problems", problem_lines({found.id}, record))
    return Group(*parts)


def origin(found: Origin, record: Record) -> RenderableType:
    """Return who first said it, with the claims that go back to it and how each was traced."""
    held = [record.claims[i] for i in found.claim_ids if i in record.claims]
    documents = len({claim.document for claim in held})
    parts: list[RenderableType] = [
        Text(f"{on_one_line(found.name)}  {found.id}", style="bold"),
        Text(f"{wording.counted(len(held), 'claim')} in {wording.counted(documents, 'document')}"),
    ]
    parts += _section("What it leaves out", [Text(safe(words)) for words in found.excludes])
    parts += _section("Claims", [claims(held, record)])
    short = shortened.of(record)
    parts += _section(
        "How each was traced",
        [
            Text(f"{short.get(t.claim_id, t.claim_id)}: {t.how.value}, {safe(t.why)}")
            for t in found.traces
        ],
    )
    return Group(*parts)


def problem_lines(where: set[str], record: Record) -> list[RenderableType]:
    """Return the problems at some places, one a line."""
    settled = record.settled()
    return [
        problem_line(problem, settled.get(problem.id))
        for problem in record.problems
        if problem.where in where
    ]


def problem_line(problem: Problem, settled: Decision | None = None) -> Text:
    """Return a problem as one line: how much it matters, its code, where, what; who settled it."""
    colour = {"error": "bold red", "warning": "yellow", "question": "cyan"}.get(
        problem.severity.value, "dim"
    )
    return Text.assemble(
        (problem.severity.value, colour),
        f" {problem.code} {on_one_line(problem.where)}: {on_one_line(problem.message)}",
        (f" (settled: {decided.signed(settled)})" if settled else "", "dim"),
    )


def _headline(found: Incident, record: Record) -> Text:
    return Text.assemble(
        (f"{wording.when(found.when)}, {wording.where(found)}", "bold"),
        f"\n{wording.who_harmed_whom(found, record)}\n",
        (found.id, "dim"),
    )


def _section(title: str, lines: list[RenderableType]) -> list[RenderableType]:
    return (
        [Text(f"\n{title}", style="bold"), *(Padding(line, (0, 0, 0, 2)) for line in lines)]
        if lines
        else []
    )


def _figure_lines(found: Incident, record: Record) -> RenderableType:
    made = record.figures.get(found.id, ())
    if not made:
        return Text("none")
    return Text("\n").join(
        Text.assemble(f"{figure.outcome} ", (str(figure), "bold"), f"  {safe(figure.rule)}")
        for figure in made
    )


def _sum_lines(found: Incident, record: Record) -> Iterator[RenderableType]:
    """Sums that hold and that do not, then claims that disagree though no sum of them fails."""
    told = [(one.holds, one.text) for one in record.sums.get(found.id, ())]
    told += [(False, one.text) for one in record.conflicts_beyond_sums(found.id)]
    for holds, text in told:
        mark, colour = _MARKS[holds]
        yield Text.assemble((f"{mark} ", colour), safe(text))


def _bound_lines(found: Incident, record: Record) -> Iterator[RenderableType]:
    """What the claims leave room for, with those that set the ends."""
    short = shortened.of(record)
    for bound in record.bounds.get(found.id, ()):
        by = dict.fromkeys((*bound.low_claims, *bound.high_claims))
        disputed = "; the origins cannot all be right" if bound.is_disputed else ""
        ids = ", ".join(short.get(i, i).removeprefix("clm_") for i in by)
        yield Text.assemble(safe(str(bound)), (f"  from {ids}{disputed}", "dim"))


def _origin_lines(found: Incident, record: Record) -> Iterator[RenderableType]:
    yield Text(str(backings(record, (found,))[found.id]))
    inside = set(found.claim_ids)
    for behind in record.origins:
        here = [i for i in behind.claim_ids if i in inside]
        if here:
            parts = [
                wording.counted(len(here), "claim"),
                wording.side(behind.side_in(found.id)) if behind.actor_id else "",
                f"leaves out: {'; '.join(behind.excludes)}" if behind.excludes else "",
            ]
            yield Text(f"{on_one_line(behind.name)}: {safe('; '.join(filter(None, parts)))}")


def _tie_lines(found: Incident, record: Record) -> Iterator[RenderableType]:
    short = shortened.of(record)
    for member, why in found.why:
        yield Text(f"{short.get(member, member)}: {safe(why)}", style="dim")


def _counted_thing(found: Claim) -> str:
    thing = found.outcome.value.replace("_", " ")
    return thing if found.measure.value == "people" else f"{thing} ({found.measure.value})"


def _in_context(found: Claim, record: Record) -> Text:
    text = record.text_of(found.document)
    passage = found.passage
    if text is None or text.words(passage.start, passage.end) != passage.exact:
        return Text(safe(passage.exact), style="bold")
    before = text.content[max(0, passage.start - _AROUND) : passage.start]
    after = text.content[passage.end : passage.end + _AROUND]
    return Text.assemble(
        ("…" if passage.start > _AROUND else "") + safe(before),
        (f"⟦{safe(passage.exact)}⟧", "bold"),
        safe(after) + ("…" if passage.end + _AROUND < len(text.content) else ""),
    )


def _claim_slots(found: Claim, record: Record) -> list[tuple[str, str]]:
    traced = record.origin_of(found.id)
    home = next((i for i in record.incidents if found.id in i.claim_ids), None)
    aside = next((a.reason.value for a in record.asides if a.claim_id == found.id), None)
    return [
        ("document", _document_line(record.documents.get(found.document), found.document)),
        ("page", str(record.page_of(found) or "")),
        ("who says so", wording.attribution(found)),
        ("harmed", f"{found.victims or 'not told'} ({found.victim_class.value})"),
        ("by", _mentions(found.perpetrators)),
        ("where", _mentions(found.places)),
        ("when", f"{wording.when(found.when)} ({_mentions(found.times)})"),
        ("weapon", found.weapon or ""),
        ("part of", found.part_of or ""),
        ("same as", found.same_as or ""),
        ("origin", traced.name if traced else ""),
        ("traced", _trail(found, traced)),
        ("incident", home.id if home else ""),
        ("set aside", aside or ""),
        ("found by", " ".join(filter(None, (found.engine, found.rule)))),
        ("take care", caution(found.engine, found.confidence) or ""),
        ("decision", found.decision or "none yet: a proposal"),
    ]


def _trail(found: Claim, traced: Origin | None) -> str:
    """Return each step from a claim to its origin."""
    steps = trail(found.id, {step.claim_id: step for step in traced.traces} if traced else {})
    return ", then ".join(f"{step.how.value}: {step.why}" for step in steps)


def _document_line(known: Document | None, name: str) -> str:
    if known is None:
        return name
    return ", ".join(str(part) for part in (name, known.publisher, known.published) if part)


def _mentions(filled: tuple[Mention, ...]) -> str:
    return "; ".join(_mention(one) for one in filled) or wording.NOT_TOLD


def _mention(one: Mention) -> str:
    notes = [note for note in (one.best, one.carried) if note]
    return f"{one.name} [{', '.join(notes)}]" if notes else one.name


def _pairs(pairs: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in pairs:
        if value:
            table.add_row(name, Text(on_one_line(value)))
    return table
