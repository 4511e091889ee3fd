"""The index of a published site: what is in it, what is not, and how large its files are."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.public import Allegation, Piece, PublicSource, Withheld, Words
from onrecord.model.side import Role
from onrecord.publish.site.gathered import row_of
from onrecord.publish.site.page import Site
from onrecord.publish.site.search import Index, pages, shards
from onrecord.publish.site.search.indexing import words_of
from onrecord.testing import publics

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def unpacked(told):
    """Read what `packed` writes, by its description and not by its code."""
    numbers, at, gap, scale = [], -1, 0, 1
    for letter in told:
        five = DIGITS.index(letter)
        gap += five % 32 * scale
        scale *= 32
        if five < 32:
            at += gap
            numbers.append(at)
            gap, scale = 0, 1
    return numbers


@given(st.sets(st.integers(0, 2_000_000), max_size=60))
def test_numbers_come_back_as_they_were(numbers):
    assert unpacked(shards.packed(sorted(numbers))) == sorted(numbers)


def held(shard):
    """Return what a shard's script hands to the page: its name, and what it holds."""
    told = shard.body.decode()
    assert told.startswith("onrecordSearch.take(")
    return json.loads("[" + told[len("onrecordSearch.take(") : -len(");\n")] + "]")


def test_every_word_is_in_the_shards_with_all_its_numbers_and_no_shard_is_large():
    chance = random.Random(3)  # noqa: S311 - the same each time
    words = {
        f"w{n}": sorted(chance.sample(range(40_000), k=chance.choice((1, 3, 400))))
        for n in range(900)
    }
    words["everywhere"] = list(range(40_000))
    words["𐤀𐤁"] = words["ﻼ"] = [7]  # beyond 16 bits, and before that: a browser's order
    made = list(shards.words(words.items()))
    assert max(len(one.body) for one in made) < 100_000
    found: dict[str, list[int]] = {}
    order = []
    for number, one in enumerate(made):
        name, rows = held(one)
        assert name == one.name == f"w-{number}"
        assert rows[0] == one.first
        for word, run in zip(rows[::2], rows[1::2], strict=True):
            found.setdefault(word, []).extend(unpacked(run))
            order.append(word.encode("utf-16-be"))
    assert found == words
    assert order == sorted(order)


def index_of(*incidents):
    public = publics.public(*incidents)
    index = Index(documents=public.documents)
    for one in incidents:
        index.see(one)
    return index, list(pages(Site(public=public), index, [row_of(one, "") for one in incidents]))


def test_an_incident_is_found_by_all_that_readers_see_of_it():
    found = words_of(publics.incident(), {publics.DOCUMENT.id: publics.DOCUMENT})
    for word in (
        "northport",
        "saada",
        "yemen",
        "red",
        "army",
        "health",
        "office",
        "market",
        "12",
        "2024",
        "05",
        "14",
        "may",
        "ايار",
        "gazette",
        "strike",
        "0000000000000001",
    ):
        assert word in found, word


@pytest.mark.parametrize("kind", list(Withheld))
def test_what_is_withheld_is_no_word_and_parts_its_neighbours(kind):
    words = Words(pieces=(Piece(text="Bir"), Piece(text="", withheld=kind), Piece(text="hoom")))
    one = publics.incident(claims=(publics.claim(exact=words, victims=words),))
    found = words_of(one, {})
    assert {"bir", "hoom"} <= found
    assert not {"birhoom", "withheld", kind.value} & found


def test_an_accusation_without_a_speaker_is_not_looked_up():
    one = publics.incident(accused=(Allegation(name="Nemo Brigade", said_by=()),))
    assert "nemo" not in words_of(one, {})


def test_names_are_in_it_by_their_sound_and_other_words_are_not():
    source = PublicSource(id="org_2", name="مشفى الثورة", role=Role.UNKNOWN, claim_ids=())
    found = words_of(publics.incident(sources=(source,)), {})
    assert "~tr" in found  # Thawra, al-Thaura, الثورة
    assert not [word for word in found if word.startswith("~mrkt")]


def test_words_of_most_incidents_are_left_out_of_a_large_release_and_named():
    many = [
        publics.incident(n, places=(replace(publics.TOWN, name=f"Town{n}"),), claims=())
        for n in range(1001)
    ]
    index, files = index_of(*many)
    told = next(page for page in files if page.path == "search/index.js").body.decode()
    assert '"common":[' in told
    assert '"people"' in told  # the words for the harmed, the same in all
    assert index.count == 1001
    assert all(len(page.body) < 100_000 for page in files)


def test_the_same_record_gives_the_same_files():
    assert (
        index_of(publics.incident(1), publics.incident(2))[1]
        == index_of(publics.incident(1), publics.incident(2))[1]
    )


def test_pages_and_their_files_stand_where_the_page_looks_for_them():
    paths = [page.path for page in index_of(publics.incident())[1]]
    assert sorted(paths) == [
        "ar/search.html", "search.html", "search.js", "search/ar-0.js", "search/en-0.js",
        "search/index.js", "search/w-0.js",
    ]  # fmt: skip


def test_a_release_of_nothing_has_a_search_too():
    paths = [
        page.path for page in pages(Site(public=publics.public(count=0)), Index(documents={}), ())
    ]
    assert "search/index.js" in paths
    assert "search.html" in paths
