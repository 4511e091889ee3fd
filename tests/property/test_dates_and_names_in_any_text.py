"""Whatever the text, names are found where they stand, and do not overlap within a kind."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import resolve

PIECES = st.sampled_from(
    [
        "Aleppo", "al-Qasr", "Syria", "the", "town of", "near", ",", ".", "\n", "U.S.", "IS", "’s", "'s", "-led",
        "Human Rights Watch", "province", "حلب", "في", "وبإدلب", "قوات النظام", "rebel-held areas", "coast", "Gen.",
        "Hassan", "Monday", "5", "“", "(", "hospital", "North Kivu", "Ma‘arrat", "n-", "é", "𝔘", "\u0301", "ـ",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(PIECES, max_size=20).map(" ".join),
    st.lists(PIECES, max_size=20).map("".join),
)


@settings(max_examples=200)
@given(TEXTS)
def test_words_stand_where_they_are_said_to(content):
    names = resolve.names()
    found = names.find(content)
    assert list(found) == sorted(found, key=lambda n: (n.start, n.end, n.kind))
    for named in found:
        assert content[named.start : named.end] == named.name != ""
        known = names.place if named.kind == "place" else names.actor
        assert all(known(c.id) is not None for c in named.candidates)
        assert all(0 <= c.score <= 1 and c.why for c in named.candidates)
    for kind in ("place", "actor", "time"):
        spans = [(n.start, n.end) for n in found if n.kind == kind]
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@given(TEXTS)
@settings(max_examples=50)
def test_the_same_text_has_the_same_names(content):
    assert resolve.names().find(content) == resolve.names().find(content)


@given(st.text(max_size=40))
def test_any_id_is_answered(some_id):
    names = resolve.names()
    for made in (
        some_id,
        f"within:{some_id}",
        f"within:geo:170063:{some_id}",
        f"actor:{some_id}",
        f"adm1:{some_id}",
    ):
        assert names.actor(made) is None or made.startswith("actor:")
        place = names.place(made)
        assert place is None or place.id == made
