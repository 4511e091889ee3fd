from dataclasses import replace
from datetime import date, timedelta

import pytest

from onrecord import store
from onrecord.model import (
    Actor,
    ActorKind,
    Aside,
    Count,
    Document,
    Figure,
    Grain,
    Grouping,
    How,
    Incident,
    Mention,
    Origin,
    Place,
    PlaceKind,
    Problem,
    RecordUnusable,
    SetAside,
    Severity,
    Sum,
    Told,
    Trace,
    When,
)  # fmt: skip
from onrecord.store import record_store

pytestmark = pytest.mark.also_encrypted


def traced(claim):
    return Trace(claim_id=claim, how=How.ATTRIBUTED, why="says so")


def test_what_was_saved_is_loaded(record, read, save):
    made = read()
    save(made)
    loaded = record.load()
    assert loaded.documents == {"a.txt": made.document}
    assert loaded.snapshots == {"a.txt": made.snapshot}
    assert loaded.text_of("a.txt") == made.text
    assert loaded.claims == {claim.id: claim for claim in made.claims}
    assert loaded.name == "coast"


def test_saving_the_same_again_changes_no_row(record, read, save, dump, derived):
    made = read(words=("Ten", "two"))
    with record.build(settings={"folder": "reports"}):
        save(made, problems=[Problem(code="x", message="y", where="a.txt", severity=Severity.NOTE)])
        record.save_derived(derived(made))
    before = dump()
    with record.build(settings={"folder": "reports"}):
        assert not save(
            replace_taken_at(made),
            problems=[Problem(code="x", message="y", where="a.txt", severity=Severity.NOTE)],
        ).changes
        assert not record.save_derived(derived(made)).changes
    assert dump() == before


def replace_taken_at(made):
    made.snapshot = replace(made.snapshot, taken_at=made.snapshot.taken_at + timedelta(days=1))
    return made


def test_the_first_time_of_a_snapshot_is_kept(record, read, save):
    made = read()
    first = made.snapshot
    save(made)
    save(replace_taken_at(made))
    assert record.load().snapshots["a.txt"] == first


def test_a_claim_whose_words_are_not_there_is_refused_and_the_rest_is_kept(record, read, save):
    made = read(words=("Ten", "two"))
    wrong = made.claims[0].with_(passage=replace(made.claims[0].passage, start=1, end=4))
    saved = save(made, claims=[wrong, made.claims[1]])
    assert [p.code for p in saved.problems] == ["words-do-not-match"]
    assert list(record.load().claims.values()) == [made.claims[1]]
    assert record.load().problems == saved.problems


def test_a_claim_of_other_bytes_is_refused(record, read, save):
    made = read()
    other = made.claims[0].with_(passage=replace(made.claims[0].passage, snapshot_id="snp_other"))
    assert save(made, claims=[other]).problems
    assert not record.load().claims


def test_where_no_text_could_be_read_no_claim_is_stored(record, read):
    made = read()
    saved = record.save_reading(made.document, made.snapshot, None, made.claims, by="rules 1")
    assert [p.code for p in saved.problems] == ["words-do-not-match"]
    loaded = record.load()
    assert (loaded.claims, loaded.texts) == ({}, {})
    assert loaded.snapshots == {"a.txt": made.snapshot}


def test_a_message_shows_the_beginning_of_long_words(save, read):
    content = "x" * 5000
    made = read(content=content, words=(content,))
    made.text = replace(made.text, content="y" * 5000)
    (problem,) = save(made).problems
    assert len(problem.message) < 400


def test_two_claims_in_one_passage_are_both_kept(record, read, save, dump):
    made = read(content="Soldiers and civilians were killed.", words=("Soldiers and civilians",))
    (one,) = made.claims
    knives, guns = one.with_(weapon="knives"), one.with_(weapon="guns")
    assert knives.id == guns.id
    save(made, claims=[knives, guns, knives])
    before = dump()
    save(made, claims=[knives, guns])
    assert dump() == before
    loaded = record.load().claims.values()
    assert sorted(claim.weapon for claim in loaded) == ["guns", "knives"]


def test_a_better_reading_retires_the_old_row_and_keeps_the_id(record, read, save):
    made = read(words=("Ten", "two"))
    save(made)
    better = made.claims[0].with_(perpetrators=(Mention(name="gunmen"),))
    save(made, by="rules 2", claims=[better])
    assert list(record.load().claims.values()) == [better]
    old, new = record.history("claims", better.id)
    assert old["retired_why"] == "read otherwise by rules 2"
    assert old["retired_at"] is not None
    assert new["retired_at"] is None
    (gone,) = record.history("claims", made.claims[1].id)
    assert gone["retired_why"] == "read otherwise by rules 2"


def test_a_changed_file_is_a_new_snapshot_and_its_old_claims_are_retired(record, read, save):
    save(read(content="Ten were killed.", words=("Ten",)))
    changed = read(content="In all ten were killed.", words=("ten",))
    save(changed)
    loaded = record.load()
    assert loaded.snapshots["a.txt"] == changed.snapshot
    assert list(loaded.claims.values()) == list(changed.claims)
    first = read(content="Ten were killed.", words=("Ten",))
    (row,) = record.history("claims", first.claims[0].id)
    assert row["retired_why"] == f"superseded by snapshot {changed.snapshot.id}"
    assert record.history("snapshots", first.snapshot.id)


def test_a_file_that_changes_back_has_its_first_snapshot_again(record, read, save):
    first, second = read(content="Ten died.", words=("Ten",)), read(content="Two died.", words=())
    save(first)
    save(second)
    save(first)
    assert record.load().snapshots["a.txt"] == first.snapshot
    assert list(record.load().claims.values()) == list(first.claims)


def test_unchanged_work_is_known(record, read, save, folder):
    made = read()
    asked = (made.document, made.snapshot.id)
    assert not record.has_reading(*asked, by="rules 1")
    save(made)
    assert record.has_reading(*asked, by="rules 1")
    assert not record.has_reading(*asked, by="rules 2")
    assert not record.has_reading(made.document, "snp_other", by="rules 1")
    retitled = replace(made.document, told=Told(title="Other"))
    assert not record.has_reading(retitled, made.snapshot.id, by="rules 1")
    filled = replace(made.document, title="What the page says")
    assert record.has_reading(filled, made.snapshot.id, by="rules 1")
    with store.open_record(folder) as again:
        assert again.has_reading(*asked, by="rules 1")
        assert again.documents_read() == {made.document.id: made.snapshot.id}


def test_one_document_s_reading_leaves_the_others_alone(record, read, save):
    save(read("a.txt"))
    save(read("b.txt"))
    save(read("b.txt", words=()), by="rules 2")
    assert [c.document for c in record.load().claims.values()] == ["a.txt"]


@pytest.fixture
def derived():
    def made(reading, name="Tartus"):
        claim = reading.claims[0].id
        when = When(earliest=date(2025, 3, 7), latest=date(2025, 3, 7))
        incident = Incident(
            id="inc_a", claim_ids=(claim,), when=when, place_ids=("geo:1",),
            place_names=(name,), perpetrators=(),
        )  # fmt: skip
        undated = replace(incident, id="inc_0", when=None)
        early = replace(incident, id="inc_z", when=When(earliest=date(2011, 1, 1), latest=None))
        one = Figure(
            incident_id="inc_a", outcome="killed", minimum=10, maximum=None, used=(claim,),
            left_out=(("clm_x", "a forecast"),), rule="the only one",
        )  # fmt: skip
        return store.Derived(
            places=[Place(id="geo:1", name=name, kind=PlaceKind.TOWN, country="SY", latitude=34.9, longitude=35.9)],
            actors=[Actor(id="actor:a", name="A", kind=ActorKind.FORCE, aliases=("ا",))],
            grouping=Grouping(
                incidents=(incident, undated, early),
                asides=(Aside(claim_id="clm_x", reason=SetAside.FORECAST),),
            ),
            origins=[Origin(id="org_a", name="A", claim_ids=(claim,), traces=(traced(claim),))],
            sums={"inc_a": [Sum(whole=claim, parts=("clm_x",), low=10, high=10, holds=True, text="10 = 10")]},
            figures={"inc_a": [replace(one, outcome="injured"), one]},
            problems=[Problem(code="q", message="Look.", where="inc_a", severity=Severity.QUESTION)],
        )  # fmt: skip

    return made


def test_what_was_worked_out_is_loaded_in_an_order_of_its_own(record, read, save, derived):
    made = read()
    save(made)
    worked_out = derived(made)
    record.save_derived(worked_out)
    loaded = record.load()
    assert [i.id for i in loaded.incidents] == ["inc_z", "inc_a", "inc_0"]
    assert [f.outcome for f in loaded.figures["inc_a"]] == ["killed", "injured"]
    assert loaded.places == {"geo:1": worked_out.places[0]}
    assert loaded.actors == {"actor:a": worked_out.actors[0]}
    assert loaded.asides == worked_out.grouping.asides
    assert loaded.origins == tuple(worked_out.origins)
    assert loaded.sums == {"inc_a": tuple(worked_out.sums["inc_a"])}
    assert loaded.problems == tuple(worked_out.problems)


def test_what_no_longer_follows_is_retired_with_the_reason(record, read, save, derived):
    made = read()
    save(made)
    record.save_derived(derived(made))
    record.save_derived(store.Derived())
    assert record.load().incidents == ()
    (row,) = record.history("incidents", "inc_a")
    assert row["retired_why"] == "no longer follows from the claims"


def test_a_problem_that_two_stages_find_is_listed_once_and_lost_only_with_both(record, read, save):
    problem = Problem(code="q", message="Look.", where="a.txt", severity=Severity.QUESTION)
    save(read(), problems=[problem])
    record.save_derived(store.Derived(problems=[problem]))
    assert record.load().problems == (problem,)
    record.save_derived(store.Derived())
    assert record.load().problems == (problem,)
    save(read())
    assert record.load().problems == ()


def test_the_folder_s_problems_are_kept_apart_from_what_checks_find(record, read, save):
    one, two, three = (
        Problem(code=code, message="m", where="w", severity=Severity.NOTE) for code in "abc"
    )
    save(read(), problems=[one])
    record.save_folder_problems([two])
    record.save_derived(store.Derived(problems=[three]))
    assert record.load().problems == (one, two, three)
    assert record.problems_read() == (one, two)
    assert not record.save_folder_problems([two]).changes
    record.save_folder_problems([])
    assert record.load().problems == (one, three)


@pytest.mark.only_file
def test_a_run_that_changes_something_leaves_one_row_that_says_what(record, read, save, sql):
    with record.build(settings={"folder": "reports"}):
        save(read("a.txt"))
        save(read("b.txt"))
    ((doing, program, settings, ended, counts),) = sql(
        "SELECT doing, program, settings, ended_at, counts FROM builds"
    )
    assert (doing, settings) == ("build", '{"folder": "reports"}')
    assert program.startswith("onrecord")
    assert ended
    assert '"claims added": 2' in counts


def test_work_within_work_is_one_work(record, read, save, sql):
    with record.build():
        with record.build():
            save(read("a.txt"))
        save(read("b.txt"))
    assert sql("SELECT count(*) FROM builds WHERE ended_at IS NOT NULL") == [(1,)]


def test_a_run_that_fails_has_no_end_and_what_it_saved_stands(record, read, save, sql):
    def stopped():
        with record.build():
            save(read("a.txt"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert sql("SELECT ended_at FROM builds") == [(None,)]
    assert list(record.load().documents) == ["a.txt"]


def test_a_save_that_fails_half_way_has_done_nothing(record, read, dump, monkeypatch):
    before = dump()
    made = read()

    def fail(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(record_store.derived, "problem_rows", fail)
    with record.build():
        with pytest.raises(KeyboardInterrupt):
            record.save_reading(made.document, made.snapshot, made.text, made.claims, by="x")
        assert dump() == before
        assert not record.has_reading(made.document, made.snapshot.id, by="x")
        monkeypatch.undo()
        record.save_reading(made.document, made.snapshot, made.text, made.claims, by="x")
    assert len(record.load().claims) == 1


@pytest.mark.only_file
def test_nothing_is_written_when_the_disk_is_nearly_full(folder, read):
    with store.open_record(folder, create=True):
        pass
    settings = folder / "onrecord.toml"
    told = settings.read_text("utf-8").splitlines(keepends=True)
    rest = (line for line in told if not line.startswith("min_free_mib"))
    settings.write_text("".join(["min_free_mib = 999999999\n", *rest]), "utf-8")
    made = read()
    with store.open_record(folder) as record:
        with pytest.raises(RecordUnusable, match=r"nearly full.*min_free_mib"):
            record.save_reading(made.document, made.snapshot, made.text, by="x")
        record.load()


@pytest.mark.only_file
def test_a_full_database_is_one_line_and_loses_nothing(record, read, save):
    save(read("a.txt"))
    with record._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(RecordUnusable, match="the disk is full") as told:
        save(read("b.txt", content="Ten died. " * 20000))
    assert "\n" not in str(told.value)
    assert str(record.folder) in str(told.value)
    with record._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert list(record.load().documents) == ["a.txt"]
    save(read("b.txt", content="Ten died. " * 20000))
    assert list(record.load().documents) == ["a.txt", "b.txt"]


@pytest.mark.only_file
def test_a_record_that_cannot_be_written_is_one_line(record, read, save):
    with record._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(RecordUnusable, match="cannot be written, only read"):
        save(read())


class TestImport:
    @pytest.fixture
    def handed(self, read):
        claim = read().claims[0]
        return claim.with_(passage=replace(claim.passage, snapshot_id=None), weapon="shells")

    def test_claims_without_their_document_are_kept_with_their_words(self, record, handed, dump):
        document = Document(name="a.txt", title="Shelling")
        assert record.import_claims([handed], [document]).changes["claims added"] == 1
        loaded = record.load()
        assert list(loaded.claims.values()) == [handed]
        assert loaded.documents == {"a.txt": document}
        before = dump()
        assert not record.import_claims([handed], [document]).changes
        assert dump() == before

    def test_a_bare_document_does_not_displace_a_known_one(self, record, handed):
        record.import_claims([handed], [Document(name="a.txt", title="Shelling")])
        record.import_claims([handed], [Document(name="a.txt")])
        assert record.load().documents["a.txt"].title == "Shelling"

    def test_a_known_document_gives_the_words_their_place(self, record, read, save, handed):
        made = read()
        save(made, claims=[])
        record.import_claims([handed], [Document(name="a.txt", title="Otherwise")])
        (claim,) = record.load().claims.values()
        assert claim.passage.snapshot_id == made.snapshot.id
        assert record.load().documents["a.txt"] == made.document

    def test_words_that_the_document_does_not_have_are_refused(self, record, read, save, handed):
        save(read(content="Nothing happened.", words=()))
        saved = record.import_claims([handed], [])
        assert [p.code for p in saved.problems] == ["words-do-not-match"]
        assert not record.load().claims

    def test_a_handed_claim_holds_against_the_machine_s(self, record, read, save, handed):
        made = read()
        save(made)
        assert made.claims[0].id == handed.id
        record.import_claims([handed], [])
        save(made, by="rules 2")
        (claim,) = record.load().claims.values()
        assert claim.weapon == "shells"

    def test_a_machine_s_own_claim_handed_back_changes_nothing(self, record, read, save, dump):
        made = read()
        save(made)
        before = dump()
        assert not record.import_claims(made.claims, [made.document]).changes
        assert dump() == before

    def test_the_origin_that_the_record_traced_is_no_news_when_told_back(
        self, record, read, save, dump
    ):
        made = read(words=("Ten", "two"))
        save(made)
        march = When(earliest=date(2025, 3, 1), latest=date(2025, 3, 31), grain=Grain.MONTH)
        one, other = (claim.with_(when=march) for claim in made.claims)
        exact = replace(march, stated_precision=march.precision)  # the same, said twice
        save(made, claims=[one.with_(when=exact), other])
        origins = [Origin(id="org_a", name="A", claim_ids=(one.id, other.id))]
        record.save_derived(store.Derived(origins=origins))
        before = dump()
        record.import_claims([one.with_(origin="org_a", origin_name="A")], [made.document])
        assert dump() == before
        record.import_claims([other.with_(origin="org_b", origin_name="B")], [made.document])
        assert record.load().claims[other.id].origin == "org_b"

    def test_a_text_that_comes_later_checks_what_was_handed_over(self, record, read, save, handed):
        start = len("Ten were killed, ")
        passage = replace(handed.passage, start=start, end=start + 3, exact="two")
        right, wrong = handed, handed.with_(passage=replace(passage, exact="six"))
        record.import_claims([right, wrong], [])
        made = read(words=())
        saved = save(made)
        assert [p.code for p in saved.problems] == ["words-do-not-match"]
        (claim,) = record.load().claims.values()
        assert claim.passage.snapshot_id == made.snapshot.id
        (row,) = record.history("claims", wrong.id)
        assert row["retired_why"].startswith("its words do not stand in the text")

    def test_two_handed_claims_in_one_passage_are_both_kept(self, record, handed, read, save, dump):
        both = [handed, handed.with_(weapon="rockets")]
        record.import_claims(both, [])
        save(read(words=()))
        before = dump()
        record.import_claims(both, [])
        assert dump() == before
        assert sorted(c.weapon for c in record.load().claims.values()) == ["rockets", "shells"]

    def test_places_that_the_record_knows_stay(self, record, handed, read, save, derived):
        made = read()
        save(made)
        place = Place(
            id="geo:2", name="Far", kind=PlaceKind.SITE, country=None, latitude=None, longitude=None
        )
        record.import_claims([handed], [], places=[place])
        record.save_derived(derived(made))
        record.import_claims([handed], [], places=[replace(place, id="geo:1", name="Wrong")])
        assert {p.name for p in record.load().places.values()} == {"Tartus", "Far"}

    def test_what_is_worked_out_takes_a_place_over(self, record, handed, read, save, derived):
        place = Place(
            id="geo:1", name="Old", kind=PlaceKind.SITE, country=None, latitude=None, longitude=None
        )
        record.import_claims([handed], [], places=[place])
        made = read()
        save(made)
        record.save_derived(derived(made))
        assert record.load().places["geo:1"].name == "Tartus"


def test_many_rows_are_settled_in_chunks(record, read, save, dump):
    content = " ".join(str(number) for number in range(10000, 11700))
    words = content.split()
    made = read(content=content, words=words)
    save(made)
    assert len(record.load().claims) == 1700
    before = dump()
    save(made)
    assert dump() == before
    fewer = made.claims[: 1700 // 2]
    saved = save(made, claims=[fewer[0].with_(count=Count(low=1, high=1)), *fewer[1:]])
    assert saved.changes == {"claims added": 1, "claims retired": 851}
