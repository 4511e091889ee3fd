"""What templates print: escaped whatever was printed before it."""

from enum import StrEnum

import pytest
from markupsafe import Markup

from onrecord.publish.site import printing
from onrecord.publish.site.compiling import Plain, escaped


@pytest.fixture
def made():
    """Return what a template makes of a value."""
    return lambda text, **values: Plain(autoescape=True).from_string(text).render(**values)


def test_markup_and_the_same_words_are_told_apart(made):
    """They are equal to Python, and what is remembered of one must not stand for the other."""
    text = "{{ a }}|{{ b }}|{{ a }}"
    assert made(text, a=Markup("<b>"), b="<b>") == "<b>|&lt;b&gt;|<b>"
    assert made(text, a="<i>", b=Markup("<i>")) == "&lt;i&gt;|<i>|&lt;i&gt;"
    assert escaped(Markup("<u>")) == "<u>"
    assert escaped("<u>") == "&lt;u&gt;"


def test_other_values_are_escaped_by_what_they_say(made):
    kind = StrEnum("kind", {"ODD": "<odd>"})
    assert made("{{ one }} {{ n }}", one=kind.ODD, n=3) == "&lt;odd&gt; 3"


def test_what_a_page_cannot_hold_is_made_visible(made):
    assert made("{{ one }}", one="a\x00\u202eb") == "a\u2400\u27e6RLO\u27e7b"


def test_attributes_calls_and_macros_are_as_in_any_template(made):
    text = "{% macro m(x, y=2) %}{{ x.real + y }}{% endmacro %}{{ m(1) }}{{ m(1, y=5) }}"
    assert made(text + "{{ words.upper() }}{{ many.get('a') }}", words="<x>", many={"a": 4}) == (
        "36&lt;X&gt;4"
    )


def test_an_attribute_that_is_not_there_is_a_fault(made):
    with pytest.raises(AttributeError):
        made("{{ one.nothing }}", one="a")


@pytest.mark.parametrize("code", ["en", "ar"])
def test_words_without_places_are_translated_once(code):
    environment = printing._environment(code)
    template = environment.from_string('{{ _("Killed") }}')
    assert template.render() == environment.globals["translate"]("Killed")
