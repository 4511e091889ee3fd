"""How near incidents, origins, figures and checks come to recorders': pinned, with the reasons."""

import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from onrecord import evaluation, workflow
from onrecord.model import OnRecordError

FLOORS = tomllib.loads((Path(__file__).parent / "incidents.toml").read_text(encoding="utf-8"))
PARTS = ("development", "locked")
HELD_OUT = {"held-out": "held-out-incidents", "held-out-2": "held-out-incidents-2"}
WAYS = [(part, how) for part in PARTS for how in ("given", "read")]
WAYS += [(part, "given") for part in HELD_OUT]


def cases_of(part):
    """Return the folder of a part that comes with the program, or of a held-out set."""
    if part in HELD_OUT:
        return Path(__file__).parent / HELD_OUT[part]
    return workflow.incident_cases(part)


@pytest.fixture(scope="module", params=WAYS, ids="-".join)
def measured(request):
    """What was measured on a part: from the recorders' own claims, or from the texts alone."""
    part, how = request.param
    judged = workflow.judge(cases_of(part), reading=how == "read")
    return f"{part}-{how}", workflow.summed(judged)


def test_nothing_is_worse_than_it_was(measured):
    name, found = measured
    floors = FLOORS[name]
    told = {
        "together_precision": found.together.precision,
        "together_recall": found.together.recall,
        "origins": found.origins[0] / found.origins[1],
        "figures": found.figures[0] / found.figures[1],
        "found": found.found[0] / found.found[1],
    }
    worse = {key: value for key, value in told.items() if value < floors[key]["at"]}
    assert worse == {}
    assert found.false_alarms <= floors["false_alarms"]["at"]


@pytest.mark.parametrize("part", [*PARTS, *HELD_OUT])
def test_the_cases_are_those_that_the_floors_were_measured_on(part):
    folder = cases_of(part)
    texts = b"".join(path.read_bytes() for path in sorted(folder.glob("*.yaml")))
    assert sha256(texts).hexdigest() == FLOORS[f"{part}-given"]["cases"]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_enough_incidents_told_by_several_reports(part):
    cases = evaluation.cases(workflow.incident_cases(part))
    assert sum(len(case.told_by_several) for case in cases) >= 25
    codes = {planted.code for case in cases for planted in case.planted}
    assert len(codes) == 16


def case(folder, **changed):
    """Write a case of two reports that agree."""
    told = {
        "text": "Nine people died in Aleppo on Monday, police said.",
        "quote": "Nine people died",
        "incident": "A",
    } | changed
    (folder / "aleppo.yaml").write_text(
        f"""
about: two papers
reports:
  - {{name: r1.txt, publisher: Courier, published: 2018-08-09, text: "{told["text"]}"}}
  - {{name: r2.txt, publisher: Post, published: 2018-08-09, text: "Nine were killed in Aleppo."}}
claims:
  - {{id: c1, in: r1.txt, quote: "{told["quote"]}", outcome: killed, low: 9, high: 9,
     qualifier: exact, places: [Aleppo], date_from: '2018-08-06', date_to: '2018-08-06',
     sources: [police], incident: {told["incident"]}, origin: police}}
  - {{id: c2, in: r2.txt, quote: "Nine were killed", outcome: killed, low: 9, high: 9,
     qualifier: exact, places: [Aleppo], date_from: '2018-08-06', date_to: '2018-08-06',
     incident: A, origin: Post}}
incidents:
  A: {{killed: [9, 9], injured: null, origins: [police, Post], links: 2}}
contradictions: []
""",
        encoding="utf-8",
    )
    return workflow.judge(folder)[0]


def test_a_case_worked_out_as_recorders_have_it_is_right_throughout(tmp_path):
    judged = case(tmp_path)
    assert (judged.together.right, judged.together.given, judged.together.wanted) == (1, 1, 1)
    assert judged.origins_right == ("A",)
    assert [name.split(":")[0] for name in judged.figures_right] == ["A killed"]
    assert judged.figures_wrong == judged.missed == judged.false_alarms == ()


def test_claims_put_together_that_recorders_part_are_counted(tmp_path):
    judged = case(tmp_path, incident="B")
    assert (judged.together.right, judged.together.given, judged.together.wanted) == (0, 1, 0)


def test_a_quote_that_does_not_stand_in_its_report_is_one_clear_line(tmp_path):
    with pytest.raises(Exception, match=r"aleppo\.yaml is no case: .*does not stand in r1\.txt"):
        case(tmp_path, quote="Ten people died")


@pytest.mark.parametrize(
    "fault", ["about: [", "reports: []", "reports: [{name: a, text: b, published: soon}]"]
)
def test_a_file_that_is_no_case_is_one_clear_line(tmp_path, fault):
    (tmp_path / "aleppo.yaml").write_text(fault, encoding="utf-8")
    with pytest.raises(OnRecordError, match=r"^aleppo\.yaml is no case: "):
        workflow.judge(tmp_path)
