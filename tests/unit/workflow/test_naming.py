"""Names as a record uses them, and what follows when people say what they mean."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import testing, workflow
from onrecord.model import Incident, OnRecordError, PlaceKind, Record
from onrecord.workflow import choosing, names_table
from onrecord.workflow.desk import Desk, exploring
from onrecord.workflow.desk.naming import alike, browse, effects, joining, lookup, own
from onrecord.workflow.desk.naming.used import names
from onrecord.workflow.desk.previewing import Preview

REPORTS = {
    "one.txt": "Market hit\n\nSANAA, March 9, 2018 - An air strike on the market of Dahyan killed 51 "
    "people on Friday, the health ministry said.\n",
    "two.txt": "Strike\n\nSANAA, March 10, 2018 - Fifty people were killed in an air strike in the town of "
    "Zorfan on Friday, the Red Cross said.\n",
    "three.txt": "Aleppo\n\nALEPPO, March 6, 2024 - Fourteen people were killed in an air strike "
    "on Aleppo on Tuesday, the Syrian Observatory for Human Rights said.\n",
    "five.txt": "Shelling\n\nSANAA, June 10, 2018 - Shells killed four people in the town of "
    "Dhahyan on Saturday, the Red Cross said.\n",
    "four.txt": "قتل 14 شخصا في غارة جوية على حلب يوم 5 آذار 2024، قال المرصد السوري.\n",
}
WHERE = {"name": "Dahyan", "country": "ye", "latitude": "17.08", "longitude": "43.59"}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("names")
    (folder / "reports").mkdir()
    for name, text in REPORTS.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    workflow.build(folder / "reports", folder / "coast")
    return folder / "coast"


@pytest.fixture
def folder(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "coast"))


@pytest.fixture
def desk(folder):
    with Desk(folder, person="Amal") as held:
        yield held


def dahyan(desk, **more):
    return own.place({**WHERE, **more}, lambda one: lookup.place(desk.view, one))


def written(desk):
    used = names(desk.view).used
    return [used["place", folded].name for folded in ("dahyan", "zorfan")]


def spots(desk):
    found = exploring.find(desk.view, exploring.Asked())
    return {s.place.name: s.many for s in exploring.spots(found, desk.view.record.places)}


def unresolved(desk):
    return {p.where for p in desk.view.record.problems if p.code == "place-unresolved"}


def test_an_incident_that_loses_the_claims_without_the_name_is_said_to_come_apart():
    """Claims of "northern Yemen" part from the market once that lies in a town of its own."""
    near, far = testing.claims("""
        a.txt | "three dead" | killed | 3 | in Market
        a.txt | "four dead" | killed | 4 | in North
    """)  # fmt: skip
    meant = near.with_(places=(replace(near.places[0], candidates=()),))
    one = _incident("inc_1", near, far)
    apart = (_incident("inc_1", near), _incident("inc_2", far))
    before = Record(claims={near.id: near, far.id: far}, incidents=(one,))
    after = Record(claims={near.id: meant, far.id: far}, incidents=apart)
    told = effects.effects(Preview(before=before, after=after, is_whole=True))
    assert told.claims == (near.id,)
    assert told.parted == ((one, apart),)
    assert told.joined == ()


def _incident(name, *claims):
    return Incident(
        id=name, claim_ids=tuple(one.id for one in claims), when=None, place_ids=(),
        place_names=(), perpetrators=(),
    )  # fmt: skip


def test_a_name_that_is_put_on_the_map_regroups_and_is_drawn_until_it_is_undone(desk):
    before, was_unresolved = desk.view.record.incidents, unresolved(desk)
    assert "Dahyan" not in spots(desk)
    asked = joining.means(desk.view, "place", written(desk), dahyan(desk))
    made = desk.decide(asked, why="GeoNames lacks it; OCHA's list has it.")
    told = desk.view.record
    assert len(told.incidents) == len(before) - 1
    home = [i for i in told.incidents if "own:YE.dahyan" in i.place_ids]
    assert len(home) == 1
    assert {told.claims[c].document for c in home[0].claim_ids} == {"one.txt", "two.txt"}
    assert spots(desk)["Dahyan"] == 1
    assert told.places["own:YE.dahyan"].latitude == 17.08
    assert not any(told.claims[c].places[0].best is None for c in home[0].claim_ids)
    assert not unresolved(desk) & set(home[0].claim_ids)
    desk.decide([choosing.undo(one.id) for one in made], why="It was another one.")
    assert desk.view.record.incidents == before
    assert unresolved(desk) == was_unresolved
    assert "Dahyan" not in spots(desk)


def test_the_decision_stands_when_the_record_is_opened_anew(folder):
    with Desk(folder, person="Amal") as desk:
        desk.decide(joining.means(desk.view, "place", written(desk), dahyan(desk)), why="known")
    told = workflow.load(folder)
    assert any("own:YE.dahyan" in incident.place_ids for incident in told.incidents)


def test_a_preview_says_what_is_put_together_and_writes_nothing(desk):
    asked = joining.means(desk.view, "place", written(desk), dahyan(desk))
    about = effects.concerning(desk.view, "place", ["dahyan"])
    told = effects.effects(desk.preview(asked, concerning=about))
    assert len(told.joined) == 1
    assert len(told.joined[0][1]) == 2
    assert len(told.claims) >= 2
    assert desk.view.record.decisions == ()


def test_names_that_sound_alike_are_suggested_and_stay_apart(desk):
    assert ("dahyan", "dhahyan") in {(one.first, one.second) for one in alike.alike(desk.view)}
    assert len(desk.view.record.incidents) > 1


def test_one_sound_in_two_scripts():
    assert alike.sound("Dahyan") == alike.sound("ضحيان")
    assert alike.sound("Halab") == alike.sound("حلب")
    assert alike.sound("Homs") != alike.sound("حلب")


def test_a_name_finds_the_texts_and_claims_that_write_it_in_another_script(desk):
    asked = exploring.Asked(of="claims", words="Aleppo")
    found = exploring.find(desk.view, asked)
    shelf = {desk.view.record.claims[one.id].document for one in found.listed(asked)}
    assert shelf == {"three.txt", "four.txt"}


def test_two_names_become_one_place_and_the_kept_id_is_meant(desk):
    place = dahyan(desk)
    desk.decide(joining.means(desk.view, "place", ["Dahyan"], place), why="known")
    first = joining.side(desk.view, joining.key_of_name("place", "zorfan"))
    kept = joining.side(desk.view, place.id)
    assert joining.shared(first, kept) == ()
    desk.decide(joining.same(desk.view, first, kept), why="One town.")
    homes = [i for i in desk.view.record.incidents if place.id in i.place_ids]
    assert len(homes) == 1
    now = joining.side(desk.view, joining.key_of_name("place", "zorfan"))
    with pytest.raises(OnRecordError):
        joining.same(desk.view, now, kept)


def test_a_place_and_an_actor_cannot_be_one(desk):
    used = names(desk.view).used
    actor = next(one for one in used.values() if one.kind == "actor")
    place = next(one for one in used.values() if one.kind == "place")
    sides = [joining.side(desk.view, joining.key_of_name(o.kind, o.folded)) for o in (actor, place)]
    with pytest.raises(OnRecordError):
        joining.same(desk.view, *sides)


def test_lists_begin_with_what_nothing_known_fits(desk):
    rows = browse.listed(desk.view, "places").rows
    order = [(not row.is_unresolved, not row.is_by_name) for row in rows]
    assert order == sorted(order)
    assert browse.listed(desk.view, "places", "Aleppo").total >= 1


@pytest.mark.parametrize("shelf", ["actors", "places", "sources", "names"])
def test_every_line_of_a_list_has_a_page(desk, shelf):
    for row in browse.listed(desk.view, shelf).rows:
        if row.folded:
            found = browse.of_name(desk.view, row.kind, row.folded)
        elif row.id.startswith("org_"):
            found = browse.of_source(desk.view, row.id)
        else:
            found = browse.of_id(desk.view, row.id)
        assert found is not None


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("latitude", "91"), ("latitude", "north"), ("longitude", ""),
     ("country", "Yemen"), ("within", "geo:0"), ("precision", "8"), ("kind", "moon")],
)  # fmt: skip
def test_a_place_that_cannot_be_is_refused(desk, field, value):
    with pytest.raises(OnRecordError):
        dahyan(desk, **{field: value})


def test_a_place_without_a_point_is_known_by_name(desk):
    place = dahyan(desk, latitude="", longitude="", kind="site")
    assert (place.latitude, place.kind, place.within) == (None, PlaceKind.SITE, "country:YE")


def test_how_exactly_a_place_is_known_follows_from_its_kind_unless_told(desk):
    assert dahyan(desk, kind="district").precision == 3
    assert dahyan(desk, kind="district", precision="2").precision == 2


def test_a_table_of_names_brings_the_same_decisions_to_another_copy(desk, built, tmp_path):
    asked = joining.means(desk.view, "place", written(desk), dahyan(desk))
    desk.decide(asked, why="=HYPERLINK(1)")
    table = names_table.names_as_csv(desk.view.record)
    assert "'=HYPERLINK(1)" in table
    copy = Path(shutil.copytree(built, tmp_path / "other" / "coast"))
    (tmp_path / "names.csv").write_text(table, encoding="utf-8")
    taken, known, problems = workflow.import_names(copy, tmp_path / "names.csv")
    assert (len(taken.new), known, problems) == (len(asked), 0, ())
    assert {one.why for one in taken.new} == {"=HYPERLINK(1)"}
    assert {one.by for one in taken.new} == {"Amal"}
    assert taken.after.places["own:YE.dahyan"].longitude == 43.59
    again, known, _ = workflow.import_names(copy, tmp_path / "names.csv")
    assert (again.new, known) == ((), len(asked))


def test_faulty_rows_of_a_table_are_problems_and_the_others_are_taken(desk):
    lines = (
        "name;kind;id;meant name;latitude;longitude\r\n"
        "Dahyan;town;;Dahyan;17.08;43.59\r\n"
        ";town;;Nowhere;1;1\r\n"
        "Sela;moon;;Sela;1;1\r\n"
        "Port Sela;town;geo:1;;;\r\n"
        "Sela Bay;town;;Sela Bay;1000;1\r\n"
    )
    told = names_table.names_from_csv(lines, desk.view.record)
    assert [row.name for row in told.rows] == ["Dahyan"]
    assert [p.message.split(":")[0] for p in told.problems] == ["Row 3", "Row 4", "Row 5", "Row 6"]


def test_a_table_of_something_else_is_refused(desk):
    with pytest.raises(OnRecordError):
        names_table.names_from_csv("place,killed\nDahyan,4\n", desk.view.record)
