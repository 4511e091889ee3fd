"""The index follows the texts, whatever is typed harms nothing, and it finds what reading finds."""

import pytest

from onrecord import store
from onrecord.store import evidence, schema, search_index
from onrecord.store.query import Term, understood

pytestmark = pytest.mark.also_encrypted

HOSTILE = [
    "", " ", "\0", '"', '""', '"""', "*", "**", '"*', "(", ")", "((((", "AND", "NOT", "OR", "killed NOT",
    "killed AND", "NEAR(", "NEAR(killed hurt, 3)", "words:killed", "^killed", "-killed", "+", "{x}: y",
    "'; DROP TABLE texts; --", "%", "_", "\\", "\ud800", "\udfff killed", "killed\ud800", "\u202ekilled",
    "a" * 100_000, "a " * 5_000, '"' * 5_000, "*" * 5_000, "ا" * 5_000, "\u0651" * 99, "💥", "killed\n\r\tten",
    '"killed', 'killed"', 'ki"ll"ed', "ﷺ", "½", "①", "Ⅻ", "ß" * 50, "İ", "\uffff", "\U0010ffff", "rank", "rowid",
    "killed*)", '"killed" *', "“", "« »", ":", "killed : ten", "?1", ":query", "$1", "@x",
]  # fmt: skip


@pytest.fixture
def found(record):
    """Return the documents in which something is found, best first."""
    return lambda words, *page: [hit.document for hit in record.search(words, *page)]


@pytest.mark.only_file
@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_is_an_error(record, read, save, typed):
    save(read())
    for hit in record.search(typed):
        assert hit.document == "a.txt"


@pytest.mark.only_file
@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0), (20, -5), (10**30, 10**30)])
def test_no_page_is_an_error(record, read, save, limit, offset):
    save(read())
    assert len(record.search("killed", limit, offset)) == (limit == 20)


def test_what_is_typed_in_the_language_of_the_index_is_only_words(found, read, save):
    save(read("a.txt", "Ten were not near killed and hurt.", ["Ten"]))
    assert found("killed NOT hurt") == ["a.txt"]  # all four words
    assert found("killed OR nobody") == []
    assert found("NEAR killed") == ["a.txt"]


def test_a_report_that_is_read_again_is_found_by_its_new_words_only(found, read, save):
    save(read("a.txt", "Ten were killed.", ["Ten"]))
    save(read("b.txt", "Ten were killed.", ["Ten"]))
    save(read("a.txt", "Six were hurt.", ["Six"]))
    assert found("killed") == ["b.txt"]
    assert found("hurt") == ["a.txt"]
    save(read("a.txt", "Ten were killed.", ["Ten"]))  # the first bytes come back
    assert sorted(found("killed")) == ["a.txt", "b.txt"]
    assert found("hurt") == []


def test_a_report_that_can_no_longer_be_read_is_not_found(record, found, read, save):
    made = read()
    save(made)
    record.save_reading(made.document, made.snapshot, None, by="rules 2")
    assert found("killed") == []


def test_saving_the_same_again_does_not_find_it_twice(found, read, save):
    for by in ("rules 1", "rules 1", "rules 2"):
        save(read(), by=by)
    assert found("killed") == ["a.txt"]


def test_what_failed_is_not_found(record, found, read, save, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("onrecord.store.derived.outdate", fail)
        with pytest.raises(ZeroDivisionError):
            save(read())
    assert found("killed") == []
    save(read())
    assert found("killed") == ["a.txt"]


def test_what_another_process_saved_is_found(folder, record, found, read):
    made = read()
    with store.open_record(folder) as second:
        second.save_reading(made.document, made.snapshot, made.text, by="x")
    assert found("killed") == ["a.txt"]


@pytest.mark.only_file
def test_the_rarer_words_and_the_shorter_texts_come_first(found, read, save):
    save(read("long.txt", "Ten were killed in a market. " + "It was a long day. " * 40, ["Ten"]))
    save(read("short.txt", "Ten were killed in a market.", ["Ten"]))
    save(read("twice.txt", "A market. Ten were killed in a market.", ["Ten"]))
    save(read("other.txt", "Ten were killed.", ["Ten"]))
    assert found("killed market") == ["twice.txt", "short.txt", "long.txt"]


def test_pages_follow_one_another(found, read, save, record):
    with record.build():
        for number in range(25):
            save(read(f"{number:02}.txt", f"Ten were killed in town {number}.", ["Ten"]))
    pages = [found("killed", 10, first) for first in (0, 10, 20, 30)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({name for page in pages for name in page}) == 25


@pytest.mark.only_file
def test_where_thousands_fit_those_read_last_come_first(found, read, save, monkeypatch):
    monkeypatch.setattr(search_index, "_MOST_RANKED", 1)
    for name in ("a.txt", "b.txt", "c.txt"):
        save(read(name, f"Ten were killed. {name}", ["Ten"]))
    assert found("killed") == ["c.txt", "b.txt", "a.txt"]


def test_the_best_stretch_of_a_long_text_is_shown(record, read, save):
    far = "He was killed. " + "Nothing happened here. " * 100
    save(read("a.txt", far + "Ten were killed in the market of Sela.", ["Ten"]))
    (hit,) = record.search("market killed sela")
    assert hit.start > len(far) - 1
    assert hit.snippet.endswith("Ten were killed in the market of Sela.")
    assert [far[s:e] or "there" for s, e in hit.marks] == ["there"] * 3


def test_a_snippet_shows_whole_words(record, read, save):
    words = "unterbrechungsfrei " * 30
    save(read("a.txt", f"{words}Ten were killed. {words}", ["Ten"]))
    (hit,) = record.search("killed")
    assert set(hit.snippet.split()) == {"unterbrechungsfrei", "Ten", "were", "killed."}
    assert len(hit.snippet) < 200


def test_a_very_long_word_or_paragraph_is_no_trouble(record, read, save):
    save(read("a.txt", "x" * 300_000 + " killed Ten " + "y" * 300_000, ["Ten"]))
    (hit,) = record.search("killed")
    assert hit.snippet == "killed Ten"
    (hit,) = record.search("x" * 100_000 + "*") or record.search("xx*")
    assert hit.document == "a.txt"


@pytest.mark.only_file
def test_the_index_can_be_made_anew(record, found, read, save, sql):
    save(read("a.txt"))
    save(read("b.txt", "قُتل عشرة.", ["عشرة"]))
    sql("INSERT INTO search_words (search_words) VALUES ('delete-all')")
    assert found("killed") == []
    record.make_search_anew()
    record.make_search_anew()
    assert (found("killed"), found("قتل")) == (["a.txt"], ["b.txt"])


@pytest.mark.only_file
def test_the_texts_of_an_old_record_are_found(folder, monkeypatch, read):
    made = read()
    with monkeypatch.context() as before:
        before.setattr(schema, "NEWEST", "0003")
        before.setattr(schema, "KNOWN", schema.KNOWN[:3])
        with store.open_record(folder, create=True) as old:
            before.setattr(evidence, "take", lambda *_: None)  # it had no chain of custody either
            old.save_reading(made.document, made.snapshot, made.text, by="x")
            assert [hit.document for hit in old.search("killed")] == ["a.txt"]  # by looking through
    with store.open_record(folder) as now:
        assert search_index.is_there(now._engine.connect())
        assert [hit.document for hit in now.search("killed")] == ["a.txt"]


def test_without_an_index_the_texts_are_looked_through(folder, monkeypatch, read):
    """As on a SQLite without FTS5, or on another database."""
    monkeypatch.setattr(search_index, "can_be_made", lambda _: False)
    made, other = read("a.txt"), read("b.txt", "Killed, killed. Ten.", ["Ten"])
    with store.open_record(folder, create=True) as kept:
        for one in (made, other, read("a.txt", "Six were killed.", ["Six"])):
            kept.save_reading(one.document, one.snapshot, one.text, by="x")
        assert [hit.document for hit in kept.search("killed")] == ["b.txt", "a.txt"]
        assert [hit.document for hit in kept.search("killed", 1, 1)] == ["a.txt"]
        assert kept.search("two") == ()
        kept.make_search_anew()


def test_the_names_of_actors_are_those_of_the_record_as_it_is(record, found, read, save):
    from onrecord.model import Actor, ActorKind

    save(read("a.txt", "ISIS killed ten.", ["ten"]))

    def called(*aliases):
        actor = Actor(
            id="actor:is", name="Islamic State", kind=ActorKind.ARMED_GROUP, aliases=aliases
        )
        record.save_derived(store.Derived(actors=[actor]))

    called("IS")
    assert found("islamic state") == []
    called("IS", "ISIS")
    assert found("islamic state") == ["a.txt"]


def test_an_arabic_word_is_looked_for_with_what_is_written_together_with_it():
    (group,) = understood("القتلى").groups
    assert {term.words[0] for term in group} == {
        "القتلي", "قتلي", "والقتلي", "وقتلي", "بالقتلي", "للقتلي", "فالقتلي", "كالقتلي",
    }  # fmt: skip


def test_a_query_that_never_ends_is_cut():
    assert len(understood("killed " * 500).groups) == 32
    assert understood('"ten dead"*').groups == ((Term(("ten", "dead"), is_prefix=True),),)
