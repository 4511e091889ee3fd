"""Words are found however they are written, and shown where they stand in the text as it came."""

import hashlib
from datetime import UTC, datetime

import pytest

from onrecord import store
from onrecord.model import Actor, ActorKind, Document, Snapshot, Text
from onrecord.store import Derived, SameNames

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
REPORTS = {
    "arabic.txt": "قُتل ثلاثون شخصاً في مدينة حماة، وأُصيب أطفال. أعلن داعش مسؤوليته عن القصف.",
    "english.txt": "At least 30 people were killed in Hama when a market was shelled. "
    "The Islamic State claimed it.",
    "names.txt": "In Ma‘arrat an-Nu‘mān, the mayor’s brother was killed; l’État denied it.",
    "two.txt": "A market in Port Sela. Nobody was harmed at the port of Sela.",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """A record of four reports."""
    with store.open_record(tmp_path_factory.mktemp("s") / "coast", create=True) as kept:
        for name, content in REPORTS.items():
            document = Document(name=name)
            snapshot = Snapshot(
                document_id=document.id, sha256=hashlib.sha256(content.encode()).hexdigest(),
                size=9, media_type="text/plain", taken_at=NOON,
            )  # fmt: skip
            text = Text(
                snapshot_id=snapshot.id, content=content, blocks=(), language=None, reader="t"
            )
            kept.save_reading(document, snapshot, text, by="t")
        state = Actor(
            id="actor:is",
            name="Islamic State",
            kind=ActorKind.ARMED_GROUP,
            aliases=("داعش", "ISIS"),
        )
        kept.save_derived(Derived(actors=[state]))
        yield kept


def found(shelf, words, **more):
    """Return the documents, with the words that are marked in each."""
    return {
        hit.document: [REPORTS[hit.document][start:end] for start, end in hit.marks]
        for hit in shelf.search(words, **more)
    }


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("قتل", "قُتل"),  # without the vowel sign
        ("قُتِلَ", "قُتل"),  # with others
        ("اطفال", "أطفال"),  # alef without hamza
        ("مدينه", "مدينة"),  # ha for ta marbuta
        ("قـصف", "القصف"),  # tatweel; the article
        ("القصف", "القصف"),
        ("اصيب", "وأُصيب"),  # “and” is written as one word with it
    ],
)
def test_arabic_is_found_however_it_is_written(shelf, words, stands):
    """Vowel signs, hamza, ta marbuta, tatweel, the article: none of them hides a word."""
    assert found(shelf, words) == {"arabic.txt": [stands]}


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("KILLED Hama", ["killed", "Hama"]),
        ("hama killed", ["killed", "Hama"]),
        ("30 shelled", ["30", "shelled"]),
        ("٣٠ hama", ["30", "Hama"]),
    ],
)
def test_all_words_must_be_there_in_any_order(shelf, words, stands):
    """Case and the script of digits do not matter."""
    assert found(shelf, words) == {"english.txt": stands}


@pytest.mark.parametrize(
    "words", ["maarrat", "Ma'arrat", "MAARRAT", "Ma‘arrat al-nuʿman*", "numan"]
)
def test_names_are_found_however_they_are_transliterated(shelf, words):
    """Signs for ayn and hamza, macrons and dots are dropped."""
    expected = {"names.txt"} if "al-" not in words else set()  # the article is a word of its own
    assert set(found(shelf, words)) == expected


def test_an_apostrophe_that_parts_words_parts_them(shelf):
    """The mayor is found in “the mayor’s”, and the state in “l’État”."""
    assert found(shelf, "mayor etat") == {"names.txt": ["mayor", "État"]}


def test_words_in_quotation_marks_stand_one_after_the_other(shelf):
    """The same words apart are no match; what is shown is the phrase as it is written."""
    assert found(shelf, '"port sela"') == {"two.txt": ["Port Sela"]}
    assert found(shelf, "“market in port”") == {"two.txt": ["market in Port"]}
    assert found(shelf, '"sela port"') == {}
    assert found(shelf, '"قصف"') == {}  # in quotation marks nothing is added: not the article


def test_a_star_lets_a_word_go_on(shelf):
    """At least two letters before it; a phrase may end with one."""
    assert found(shelf, "shel*") == {"english.txt": ["shelled"]}
    assert found(shelf, '"was sh"*') == {"english.txt": ["was shelled"]}
    assert found(shelf, "s*") == {"names.txt": ["s"]}  # one letter is only itself


def test_who_goes_by_several_names_is_found_by_each(shelf):
    """The record's actors have aliases, in any script."""
    assert found(shelf, "ISIS") == {"arabic.txt": ["داعش"], "english.txt": ["Islamic State"]}
    assert set(found(shelf, "islamic state")) == {"arabic.txt", "english.txt"}
    assert set(found(shelf, "islamic state killed")) == {"english.txt"}
    assert found(shelf, '"ISIS"') == {}  # only what is written


def test_other_names_can_be_told(shelf):
    """Those of places, say, as a gazetteer has them."""
    towns = SameNames([("Hama", "حماة", "Hamah")])
    assert set(found(shelf, "hamah", names=towns)) == {"arabic.txt", "english.txt"}


def test_the_place_is_that_in_the_text_as_it_came(shelf):
    """Offsets count code points of the text itself, marks and all."""
    (hit,) = shelf.search("القصف")
    content = REPORTS["arabic.txt"]
    assert content[hit.start : hit.end] == "القصف"
    assert content[hit.snippet_start : hit.snippet_end] == hit.snippet
    assert hit.marks == ((hit.start, hit.end),)
