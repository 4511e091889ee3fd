"""The index finds what looking through every text finds, whatever stands in texts and queries."""

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord import store
from onrecord.kit.search_words import fold_word, search_words
from onrecord.model import Document, Snapshot, Text
from onrecord.store import search_index
from onrecord.store.query import understood

NOON = datetime(2025, 3, 12, tzinfo=UTC)
WORDS = (
    "ten", "Ten", "tens", "dead", "DEAD", "dea", "Nu‘mān", "numan", "nu'man", "l'été", "Aleppo’s", "aleppo",
    "قُتل", "قتل", "القتل", "والقتل", "مدينة", "مدينه", "٣٠", "30", "x", "\u202e", "—", "_", "ab_cd", "ﷺ", "हत्या",
)  # fmt: skip
contents = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=30)
pieces = st.sampled_from(WORDS) | st.sampled_from(
    ["te*", "قت*", '"ten dead"', '"dead te"*', '"', "*", "NOT", "(", "de* "]
)
queries = st.lists(pieces, max_size=4).map(" ".join) | st.text(max_size=20)


@given(st.text() | contents)
@example("Aleppo‘ ‘s' l''été `a` \u0651 _a_ قــتل")
def test_every_word_is_folded_and_stands_where_it_says(text):
    last = 0
    for found in search_words(text):
        assert last <= found.start < found.end <= len(text)
        last = found.end
        assert found.word
        assert found.word == found.word.lower()
        assert all(c.isalnum() or not c.isascii() for c in found.word)
        assert not any(c.isspace() for c in found.word)
        inside = [one.word for one in search_words(text[found.start : found.end])]
        assert "".join(inside) == found.word
    assert last <= len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    for found in search_words(text):
        assert fold_word(found.word) == found.word


@given(st.text() | queries)
def test_every_query_means_something_or_nothing(typed):
    for group in understood(typed).groups:
        assert group
        assert all(term.words and all(term.words) for term in group)


@pytest.fixture(scope="module", params=["file", "server"])
def shelf(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("search") / "coast"
    if request.param == "server":
        request.getfixturevalue("postgresql").prepare(folder)
    with store.open_record(folder, create=True) as kept:
        yield kept


def save(kept, name, content):
    document = Document(name=name)
    snapshot = Snapshot(
        document_id=document.id, sha256=hashlib.sha256(content.encode("utf-8", "replace")).hexdigest(),
        size=1, media_type="text/plain", taken_at=NOON,
    )  # fmt: skip
    text = Text(snapshot_id=snapshot.id, content=content, blocks=(), language=None, reader="t")
    kept.save_reading(document, snapshot, text, by="t")


@settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(contents, min_size=1, max_size=3), st.lists(queries, min_size=1, max_size=4))
def test_the_index_finds_what_looking_through_finds(shelf, told, typed):
    for number, content in enumerate(told):
        save(shelf, f"{number}.txt", content)
    for one in typed:
        by_index = shelf.search(one)
        with pytest.MonkeyPatch.context() as without:
            without.setattr(search_index, "is_there", lambda _: False)
            by_reading = shelf.search(one)
        assert {h.document for h in by_index} == {h.document for h in by_reading}
        for hit in by_index:
            content = shelf.load().text_of(hit.document).content
            assert content[hit.snippet_start : hit.snippet_end] == hit.snippet
            assert hit.marks
            assert all(hit.snippet_start <= s < e <= hit.snippet_end for s, e in hit.marks)
            assert (hit.start, hit.end) == hit.marks[0]


# More words than a tsvector places, a word more often than it counts, and one longer than any.
ENDLESS = " ".join(f"w{n}" for n in range(17_000)) + " ten dead"
OFTEN = "the " * 300 + "the end"
LONG = "x" * 3_000 + " ten dead"


@pytest.mark.parametrize(
    ("content", "typed", "is_there"),
    [
        (ENDLESS, '"ten dead"', True),
        (ENDLESS, '"dead ten"', False),
        (ENDLESS, "w16999", True),
        (OFTEN, '"the end"', True),
        (OFTEN, '"end the"', False),
        (LONG, '"ten dead"', True),
        (LONG, "xx*", True),
        (LONG, "y" * 500, False),
        (" ".join(f"{n:010}" for n in range(90_000)) + " ten dead", '"ten dead"', True),
    ],
    ids=range(9),
)
def test_what_is_too_much_for_a_tsvector_is_found_all_the_same(shelf, content, typed, is_there):
    save(shelf, "0.txt", content)
    save(shelf, "1.txt", "Nothing.")
    save(shelf, "2.txt", "Nothing.")
    assert [hit.document for hit in shelf.search(typed)] == ["0.txt"] * is_there
    assert shelf.search(typed, offset=1) == ()
