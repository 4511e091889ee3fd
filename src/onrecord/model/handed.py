"""Claims taken from `claims.jsonl`, ours or another program's."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from onrecord.model import row_values
from onrecord.model.claim import (
    Candidate,
    Claim,
    Count,
    Measure,
    Mention,
    Outcome,
    Qualifier,
    Stance,
    VictimClass,
)
from onrecord.model.document import Document, Told
from onrecord.model.place import Place, PlaceKind
from onrecord.model.problem import Problem, Severity
from onrecord.model.text import Passage, Voice
from onrecord.model.when import Grain, When

_NEEDED = ("doc", "start", "end", "quote", "measure", "outcome", "low", "high")
_OURS = re.compile(r"clm_[a-z2-7]{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """
    What a file of claims told.

    Attributes:
        claims: In the file's order.
        documents: The documents that they are of, each once, by name.
        places: Places that they may mean, each once, by id.
        problems: For each line that was not taken: why.
        bare: Ids of the claims whose line has no `mentions`: their names are names alone,
            and nobody has said what they may mean.
    """

    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    places: tuple[Place, ...]
    problems: tuple[Problem, ...]
    bare: frozenset[str] = frozenset()


def claims_from_lines(lines: Iterable[str | bytes], name: str) -> Handed:
    """
    Return what lines of JSON tell; a faulty line is a Problem and the others are taken.

    Args:
        lines: One claim a line; empty lines are passed over. Bytes are UTF-8.
        name: What to call the lines in a problem: the file's name.
    """
    claims: list[Claim] = []
    documents: dict[str, Document] = {}
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    bare: set[str] = set()
    for number, line in enumerate(lines, start=1):
        try:
            row = row_of(line)
            if row is None:
                continue
            claim, document = claim_from_row(row)
            told = _places(row)
        except ValueError as fault:
            problems.append(not_taken(f"{name}, line {number}", str(fault)))
            continue
        claims.append(claim)
        if row.get("mentions") is None:
            bare.add(claim.id)
        if documents.get(document.name, Document(name=document.name)) == Document(
            name=document.name
        ):
            documents[document.name] = document  # the first that says more than the name
        for place in told:
            places.setdefault(place.id, place)
    return Handed(
        claims=tuple(claims),
        documents=tuple(documents.values()),
        places=tuple(places.values()),
        problems=tuple(problems),
        bare=frozenset(bare),
    )


def claim_from_row(row: Mapping[str, Any]) -> tuple[Claim, Document]:
    """
    Return the claim that a row tells, and the document it is of.

    An id that is only good inside its document, such as `c3`, is made whole with the
    document's name: `report.txt#c3`. An id that this program would give is not kept as
    told: it follows from the claim.

    Raises:
        ValueError: What is wrong with the row, as a clause: "no outcome is told".
    """
    for key in _NEEDED:
        if key not in row:
            row_values.fail(f"“{key}” is missing")
    doc = row_values.text(row, "doc")
    if not doc:
        row_values.fail("“doc” is empty")
    origin, origin_name = _origin(row.get("origin"))
    claim = Claim(
        document=doc,
        passage=_passage(row),
        measure=row_values.code(row, "measure", Measure),
        outcome=row_values.code(row, "outcome", Outcome),
        count=_count(row),
        victims=row_values.text(row, "victims"),
        victim_class=row_values.code(row, "victim_class", VictimClass, VictimClass.UNKNOWN),
        perpetrators=_slot(row, "perpetrators"),
        places=_slot(row, "places"),
        times=_mentions(row.get("times"), "times"),
        when=_when(row),
        weapon=row_values.text(row, "weapon"),
        sources=_slot(row, "sources"),
        stance=row_values.code(row, "stance", Stance, Stance.ASSERTED),
        voice=row_values.code(row, "voice", Voice, Voice.BODY),
        part_of=_whole_id(row_values.text(row, "part_of"), doc),
        same_as=_whole_id(row_values.text(row, "same_as"), doc),
        engine=row_values.text(row, "engine") or "",
        rule=row_values.text(row, "rule"),
        confidence=row_values.number(row, "confidence"),
        decision=_decision(row),
        origin=origin,
        origin_name=origin_name,
        is_cumulative=row_values.flag(row, "is_cumulative"),
        is_partial=row_values.flag(row, "is_partial"),
        told_incident=row_values.text(row, "told_incident"),
    )
    told = _whole_id(row_values.text(row, "id"), doc)
    if told and told != claim.id:
        claim = claim.with_(told_id=told)
    return claim, _document(row.get("document"), doc)


def row_of(line: str | bytes) -> Mapping[str, Any] | None:
    """
    Return the object that a line of JSON holds; None for an empty line.

    Raises:
        ValueError: What is wrong with it, as a clause.
    """
    try:
        text = line.decode("utf-8") if isinstance(line, bytes) else line
    except UnicodeDecodeError:
        row_values.fail("it is not UTF-8")
    text = text.lstrip("\ufeff")
    if not text.strip():
        return None
    try:
        row = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as fault:
        row_values.fail(f"it is not JSON ({fault.msg} at character {fault.pos + 1})")
    except RecursionError:
        row_values.fail("it is not JSON that anyone wrote: lists within lists without end")
    if not isinstance(row, dict):
        row_values.fail("it is not an object in braces")
    return row


def _no_constant(name: str) -> NoReturn:
    row_values.fail(f"{name} is no number")


def not_taken(where: str, why: str, what: str = "A claim") -> Problem:
    """Return a Problem for a line that was not taken, with the reason as a clause."""
    message = f"{what} was not taken: {why}."
    return Problem(code="line-not-taken", message=message, where=where, severity=Severity.ERROR)


_DECIDED = ("accepted", "corrected", "added", "rejected", "unsure")


def _decision(row: Mapping[str, Any]) -> str | None:
    held = row_values.text(row, "decision")
    if held is not None and held not in _DECIDED:
        row_values.fail(f"“decision” is {held!r:.40}, which is not one of {', '.join(_DECIDED)}")
    return held


def _passage(row: Mapping[str, Any]) -> Passage:
    start, end, exact = (
        row_values.whole(row, "start"),
        row_values.whole(row, "end"),
        row_values.text(row, "quote"),
    )
    if start is None or end is None or not exact:
        row_values.fail("its words and their place must be told: “quote”, “start”, “end”")
    return Passage(snapshot_id=None, start=start, end=end, exact=exact)


def _count(row: Mapping[str, Any]) -> Count:
    low, high = row_values.number(row, "low"), row_values.number(row, "high")
    for told in (low, high):
        if told is not None and told < 0:
            row_values.fail(f"a count cannot be less than nothing: {told:g}")
    if low is None and high is None:
        likely = Qualifier.NONE
    elif low is None or high is None:
        likely = Qualifier.UP_TO if low is None else Qualifier.AT_LEAST
    else:
        likely = Qualifier.EXACT if low == high else Qualifier.RANGE
    return Count(low=low, high=high, qualifier=row_values.code(row, "qualifier", Qualifier, likely))


def _whole_id(told: str | None, doc: str) -> str | None:
    if not told:
        return None
    if _OURS.fullmatch(told) or told.startswith(f"{doc}#"):
        return told
    return f"{doc}#{told}"


def _slot(row: Mapping[str, Any], slot: str) -> tuple[Mention, ...]:
    """Return a slot's mentions: the plain list decides who, `mentions` tells more of each."""
    names = row.get(slot) or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        row_values.fail(f"“{slot}” must be a list of names")
    details = row.get("mentions") or {}
    if not isinstance(details, dict):
        row_values.fail("“mentions” must be an object in braces")
    known = list(_mentions(details.get(slot), f"mentions.{slot}"))
    found = []
    for name in names:
        fit = next((mention for mention in known if mention.name == name), None)
        if fit:
            known.remove(fit)
        found.append(fit or Mention(name=name))
    return tuple(found)


def _mentions(held: Any, where: str) -> tuple[Mention, ...]:
    return tuple(_mention(one, where) for one in row_values.objects(held, where))


def _mention(held: Mapping[str, Any], where: str) -> Mention:
    candidates = row_values.objects(held.get("candidates"), f"{where}.candidates")
    return Mention(
        name=row_values.needed(held, "name", where),
        start=row_values.whole(held, "start"),
        end=row_values.whole(held, "end"),
        carried=row_values.text(held, "carried"),
        candidates=tuple(_candidate(one, where) for one in candidates),
    )


def _candidate(held: Mapping[str, Any], where: str) -> Candidate:
    score = row_values.number(held, "score")
    return Candidate(
        id=row_values.needed(held, "id", f"{where}.candidates"),
        score=1 if score is None else score,
        why=row_values.text(held, "why") or "",
    )


def _origin(held: Any) -> tuple[str | None, str | None]:
    if held is None or isinstance(held, str):
        return held or None, None
    if not isinstance(held, dict):
        row_values.fail("“origin” must be an id, or an object with id and name")
    told = row_values.text(held, "id")
    return (told, row_values.text(held, "name")) if told else (None, None)


def _when(row: Mapping[str, Any]) -> When | None:
    """Return the time: of `date_from` and `date_to`; what `when` adds counts if they agree."""
    written = _when_written(row)
    held = row.get("when")
    if held is None:
        return written
    if not isinstance(held, dict):
        row_values.fail("“when” must be an object in braces")
    earliest, latest = row_values.day(held, "earliest"), row_values.day(held, "latest")
    if earliest is None and latest is None:
        return written
    grain = row_values.code(held, "grain", Grain, Grain.DAY)
    when = When(earliest=earliest, latest=latest, grain=grain)
    if [when.date_from, when.date_to] != [row.get("date_from"), row.get("date_to")]:
        return written  # somebody changed the dates that people read
    precision = row_values.whole(held, "precision")
    if precision in (None, when.precision):
        return when
    if not 1 <= precision <= 5:  # the codebook's scale
        row_values.fail(f"“when.precision” is {precision}, which is not 1 to 5")
    return When(earliest=earliest, latest=latest, grain=grain, stated_precision=precision)


def _when_written(row: Mapping[str, Any]) -> When | None:
    first, last = row_values.text(row, "date_from"), row_values.text(row, "date_to")
    if not first and not last:
        return None
    bounds = [row_values.bounds(told) if told else None for told in (first, last)]
    longest = max(len(told) for told in (first, last) if told)
    grain = {4: Grain.YEAR, 7: Grain.MONTH, 10: Grain.DAY}[longest]
    return When(
        earliest=bounds[0][0] if bounds[0] else None,
        latest=bounds[1][1] if bounds[1] else None,
        grain=grain,
    )


def _document(held: Any, name: str) -> Document:
    if held is None:
        return Document(name=name)
    if not isinstance(held, dict):
        row_values.fail("“document” must be an object in braces")
    return Document(
        name=name,
        told=Told(url=row_values.text(held, "url")),
        title=row_values.text(held, "title"),
        author=row_values.text(held, "author"),
        publisher=row_values.text(held, "publisher"),
        published=row_values.day(held, "published"),
        language=row_values.text(held, "language"),
        told_sha256=row_values.text(held, "sha256"),
    )


def _places(row: Mapping[str, Any]) -> tuple[Place, ...]:
    """Return the places that are told well enough to be shown; an id alone is not."""
    held = row.get("place_ids") or []
    if not isinstance(held, list):
        row_values.fail("“place_ids” must be a list")
    return tuple(_place(one) for one in held if isinstance(one, dict) and one.get("kind"))


def _place(held: Mapping[str, Any]) -> Place:
    return Place(
        id=row_values.needed(held, "id", "place_ids"),
        name=row_values.needed(held, "name", "place_ids"),
        kind=row_values.code(held, "kind", PlaceKind),
        country=row_values.text(held, "country"),
        latitude=row_values.number(held, "lat"),
        longitude=row_values.number(held, "lon"),
        precision=row_values.whole(held, "precision") or 1,
    )
