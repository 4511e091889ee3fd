"""Any name at all can be taken apart and compared, and a name is always itself."""

import unicodedata

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from onrecord.lists.names import LEVELS, alike, alike_many, compare, parts, tables
from onrecord.model import Level

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآؤئءةى"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
words_in_arabic = st.text(ARABIC, min_size=2, max_size=8)
words_in_latin = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9)
names = st.lists(
    st.one_of(
        words_in_arabic,
        words_in_latin.map(str.title),
        st.sampled_from(
            "محمد محمود Mohammed Mahmoud كريم Karam عبد Abd al- al ابو Abu bin بن الدين al-Din ? "
            "مجهول Unknown Daughter of Dr. Jr. de la , ، ( ) / - خليل Khalil".split()
        ),
    ),
    max_size=7,
).map(" ".join)
every_table = pytest.mark.parametrize("by", sorted(tables()))


def all_parts(name, by="arabic"):
    found = parts(name, by)
    return [one for one in (found.given, *found.rest) if one is not None]


@every_table
@given(st.text(max_size=60))
@example("ﷺ ﷲ")
@example("\u0640 \u064e \u200c ʿ ' -")
@example("bin ابن Abd al-")
@example("daughter of")
@example("Å İ ß ǅ \U0001d4d0")
def test_any_text_is_taken_apart_and_compared(by, name):
    found = parts(name, by)
    told = compare(found, found)
    assert not told.given_differs
    assert all(one.level in {Level.SAME, Level.MISSING} for one in told.parts)


@every_table
@given(names)
def test_every_part_is_written_in_the_name(by, name):
    held = name.replace("(", " ").replace(")", " ").split()
    for part in all_parts(name, by):
        for word in part.written.split():
            assert any(word in whole for whole in held)


@given(names)
def test_a_name_is_always_itself(name):
    found = parts(name)
    told = compare(found, found)
    assert told.similarity == (1.0 if all_parts(name) else 0.0)
    assert [(one.left, one.level) for one in told.parts if one.left] == [
        (part.written, Level.SAME) for part in all_parts(name)
    ]


@given(names, names)
def test_which_name_stands_first_makes_no_difference(one, two):
    left, right = parts(one), parts(two)
    there, back = compare(left, right), compare(right, left)
    assert there.similarity == back.similarity
    assert there.given_differs == back.given_differs
    assert [(o.field, o.left, o.right, o.level) for o in there.parts] == [
        (o.field, o.right, o.left, o.level) for o in back.parts
    ]


@given(words_in_arabic, st.lists(st.tuples(st.integers(0, 20), st.sampled_from(MARKS)), max_size=5))
def test_marks_make_no_other_skeleton(word, marks):
    marked = word
    for where, mark in marks:
        at = 1 + where % len(marked)
        marked = marked[:at] + mark + marked[at:]
    assert _folded(marked) == _folded(word)


@given(words_in_arabic)
def test_composed_and_taken_apart_is_one_name(word):
    assert _folded(unicodedata.normalize("NFD", word)) == _folded(word)


@given(words_in_arabic)
def test_carriers_of_hamza_are_one_letter(word):
    plain = word.translate(str.maketrans("أإآ", "ااا", "ء"))
    assume(plain)
    assert _folded(word) == _folded(plain)


@given(words_in_arabic)
def test_the_forms_that_printers_use_are_the_letters(word):
    shaped = "".join(_isolated(letter) for letter in word)
    assert unicodedata.normalize("NFKC", shaped) == word
    assert _folded(shaped) == _folded(word)


def _isolated(letter):
    """Return a letter's isolated form, of those that printers had."""
    code = ord(unicodedata.normalize("NFC", letter))
    for shaped in range(0xFE80, 0xFEF5):
        if unicodedata.normalize("NFKC", chr(shaped)) == chr(code):
            return chr(shaped)
    return letter


@given(st.text("بتجحخدرسشصطعغفقكمنه", min_size=3, max_size=8))
def test_the_article_makes_no_other_name(word):
    assert _folded("ال" + word) == _folded(word)


@given(
    st.text("bdfghjkmnrstz", min_size=1, max_size=1),
    st.text("aioudfkmnrst", min_size=4, max_size=8),
)
def test_the_article_in_latin_letters_makes_no_other_name(first, word):
    name = first + word
    assume(name not in _special())
    for article in ("al-", "Al-", "EL-", "el ", "Al"):
        assert parts(f"X {article}{name}").family.skeleton == parts(f"X {name}").family.skeleton


def _special():
    """Return the words that are no plain names."""
    table = tables()["arabic"]
    return set().union(*table.words.values(), table.before, table.phrases)


@given(st.lists(st.one_of(words_in_arabic, words_in_latin), min_size=1, max_size=12, unique=True))
@example(["محمد", "محمود", "Mohammed", "a", "Ahmad"])
@example(["آمنة", "أمينة", "Amina", "Amna", "سعاد", "Souad", "Riza", "رضا"])
def test_many_at_once_is_the_same_as_one_by_one(words):
    table = [part for word in words for part in all_parts(word)]
    assume(table)
    left, right = (np.array(at).ravel() for at in np.indices((len(table), len(table))))
    levels, similarities = alike_many(table, left, right)
    for at, (one, two) in enumerate(zip(left, right, strict=True)):
        level, similarity = alike(table[one], table[two])
        assert LEVELS[levels[at]] is level
        assert similarities[at] == pytest.approx(similarity, abs=1e-12)


def _folded(name):
    """Return the folded parts of a name, whether or not they have letters."""
    return [(part.folded, part.skeleton, part.sound) for part in all_parts(name)]
