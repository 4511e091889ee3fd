"""What the tagger learns from is marked without slips: a slip is learned like everything else."""

import re
from pathlib import Path

import pytest

REPORTS = Path(__file__).parents[2] / "training" / "reports"
MARK = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
ROLE = re.compile(r"([PLTS]\d+)(?:=(.*))?")
DAYS = re.compile(r"\d{4}(-\d\d){0,2}(\.\.\d{4}(-\d\d){0,2})?")
OUTCOMES = frozenset(
    "killed injured casualties detained disappeared abducted displaced released tortured"
    " sexual_violence besieged killed+injured".split()
)


def reports():
    for path in sorted(REPORTS.glob("*.txt")):
        for part in re.split(r"(?m)^(?==== )", path.read_text(encoding="utf-8")):
            if part.strip():
                head, _, body = part.partition("\n")
                yield f"{path.name}: {head}", body


def faults(head, body):  # head: "file.txt: === day | kind | country"
    if not re.fullmatch(r"\S+: === (\d{4}-\d\d-\d\d|-) \| [^|]+ \| [^|]+", head):
        yield "the line above it"
    days, named, wanted = {}, set(), set()
    for label, words in MARK.findall(body):
        role = ROLE.fullmatch(label)
        if role:
            named.add(role[1])
            if role[1][0] == "T" and not DAYS.fullmatch(role[2] or ""):
                yield f"{label}|{words}: no day"
            if role[2] and days.setdefault(role[1], role[2]) != role[2]:
                yield f"{role[1]} means two days"
        else:
            outcome, kind, stance, *roles = label.split()
            wanted.update(roles)
            if outcome not in OUTCOMES or kind not in "ckmu" or stance not in "arelhd":
                yield f"{label}|{words}"
    if named != wanted:
        yield f"marked or wanted alone: {sorted(named ^ wanted)}"
    if re.search(r"[{}|]", MARK.sub("", body)):
        yield "a brace or bar outside marks"


def test_every_mark_says_what_it_must_and_all_belongs_to_something():
    found = [f"{head}: {fault}" for head, body in reports() for fault in faults(head, body)]
    assert not found


@pytest.mark.parametrize(
    "body",
    [
        "{killed u a P1|nine} died",
        "{T1|on Monday} {killed u a T1|nine} died",
        "{T1=2014|then} {T1=2015|then} {killed u a T1|nine} died",
        "{hurt u a|nine}",
        "{P1|gunmen} came",
        "a | b",
    ],
)
def test_slips_are_found(body):
    assert list(faults("x.txt: === 2014-01-02 | wire | Iraq", body))
