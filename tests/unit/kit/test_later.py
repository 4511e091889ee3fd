"""Names of a package that are loaded when they are first asked for."""

import sys
from types import ModuleType

import pytest

from onrecord.kit.later import later


@pytest.fixture
def package(monkeypatch):
    """A package that finds two names in modules of their own."""
    made = ModuleType("names_of_later")
    made.__getattr__ = later(made.__name__, {"colorsys": "hls_to_rgb mixed=rgb_to_hls"})
    monkeypatch.setitem(sys.modules, made.__name__, made)
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    return made


def test_a_module_is_loaded_when_a_name_of_it_is_asked_for(package):
    assert "colorsys" not in sys.modules
    assert package.hls_to_rgb(0, 1, 0) == (1, 1, 1)
    assert "colorsys" in sys.modules


def test_a_name_may_be_another_inside(package):
    assert package.mixed is sys.modules["colorsys"].rgb_to_hls


def test_what_was_found_once_is_the_packages_own(package):
    assert "mixed" not in vars(package)
    assert package.mixed is vars(package)["mixed"]


def test_a_name_that_is_nowhere_is_no_attribute(package):
    with pytest.raises(AttributeError, match="'names_of_later' has no attribute 'colour'"):
        _ = package.colour
