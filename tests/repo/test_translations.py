"""What the desk and published pages say, they say in every language that they speak."""

import gettext
import runpy

import pytest
from babel.messages.catalog import Message


@pytest.fixture(scope="module")
def script(root):
    """What script/translate does, by name."""
    return runpy.run_path(str(root / "script/translate"), run_name="translate")


def test_every_language_of_the_desk_has_its_translations(script):
    from onrecord.web.words import LANGUAGES

    assert {"en", *script["languages"]()} == set(LANGUAGES)


def test_every_language_of_published_pages_has_its_translations(script):
    from onrecord.publish.words import LANGUAGES

    assert {"en", *script["languages"](script["PUBLISHED"])} == set(LANGUAGES)


def test_what_translators_work_on_is_what_the_desk_says(script):
    stale = [path.name for path, make in script["MADE"].items() if path.read_bytes() != make()]
    assert not stale, "run script/translate"


def test_everything_is_translated_with_its_places_and_its_plurals(script):
    assert not [
        fault
        for of in script["ALL"]
        for code in script["languages"](of)
        for fault in script["faults"](code, of)
    ]


def test_nothing_that_differs_from_build_to_build_is_kept(script):
    for of in script["ALL"]:
        for code in script["languages"](of):
            text = script["po"](code, of).read_text(encoding="utf-8")
            assert "-Date" not in text
            assert "\n#: " not in text


@pytest.mark.parametrize(
    ("english", "arabic", "fits"),
    [
        ("by %(who)s", "قرار %(who)s", True),
        ("by %(who)s", "قرار", False),
        ("by %(who)s", "قرار %(whom)s", False),
        ("by %(who)s", "", False),
        (("%(n)s day", "%(n)s days"), ("لا", "يوم", "يومان", *["%(n)s أيام"] * 3), True),
        (("%(n)s day", "%(n)s days"), ("يوم", "%(n)s أيام"), False),
        (("%(n)s day", "%(n)s days"), ("لا", "يوم", "يومان", "أيام", "أيام", "أيام"), False),
        (("a day", "%(n)s days"), ("لا", "يوم", "", *["%(n)s أيام"] * 3), False),
    ],
)
def test_a_translation_keeps_the_places_to_fill_and_has_every_plural(script, english, arabic, fits):
    assert bool(script["_faults_of"](Message(english, arabic), 6)) is not fits


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (11, 4), (99, 4), (100, 5), (102, 5), (103, 3)],
)
def test_arabic_counts_in_six_forms(script, number, form):
    rule = script["PLURALS"]["ar"].partition("plural=")[2].rstrip(";")
    assert gettext.c2py(rule)(number) == form
