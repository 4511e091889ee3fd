"""Every field says who may see it, and nothing public is filled from what never leaves."""

from dataclasses import dataclass, is_dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_args, get_type_hints

import pytest

from onrecord import model, vocab
from onrecord.model import public, sensitivity
from onrecord.model.sensitivity import Openness

# Values that hold no part of a record: settings, and this table's own.
_OUTSIDE = frozenset({"Allowed", "Entry"})


def _of(module: Any) -> list[type[Any]]:
    return [
        one
        for one in vars(module).values()
        if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.__name__
    ]


def _all_of_the_model() -> list[type[Any]]:
    names = (found.name for found in iter_modules(model.__path__))
    told = {m for name in names if (m := import_module(f"onrecord.model.{name}")) is not public}
    exported = set(map(id, (getattr(model, name) for name in model.__all__)))
    found = [one for module in told for one in _of(module)]
    return [one for one in found if id(one) in exported]


PUBLIC = _of(public)


def test_every_field_of_the_model_has_a_sensitivity() -> None:
    assert list(sensitivity.unsaid(_all_of_the_model())) == []


def test_every_class_that_a_record_can_hold_has_its_lines() -> None:
    found: set[type[Any]] = set()
    asked: list[Any] = [model.Record, model.Ruling]
    while asked:
        one = asked.pop()
        asked += get_args(one)
        if isinstance(one, type) and is_dataclass(one) and one not in found:
            found.add(one)
            asked += get_type_hints(one).values()

    assert len(found) > 25
    assert list(sensitivity.unsaid(found)) == []


def test_the_table_is_about_classes_that_there_are() -> None:
    table = vocab.read_table("onrecord.vocab", "sensitivity.yaml")

    assert set(table["model"]) == {one.__name__ for one in _all_of_the_model()}
    assert set(table["public"]) == {one.__name__ for one in PUBLIC}


def test_no_public_field_is_filled_from_what_never_leaves() -> None:
    assert list(sensitivity.leaks(PUBLIC)) == []


def test_each_line_gives_a_reason() -> None:
    table = vocab.read_table("onrecord.vocab", "sensitivity.yaml")["model"]

    assert all(len(why) > 5 for rows in table.values() for _, why in rows.values())


def test_a_field_that_is_added_without_a_line_is_noticed() -> None:
    @dataclass(frozen=True)
    class Claim(model.Claim):
        informant: str = ""

    assert list(sensitivity.unsaid([Claim])) == ["Claim.informant has no sensitivity"]


def test_a_class_that_is_added_without_a_line_is_noticed() -> None:
    @dataclass(frozen=True)
    class Informant:
        address: str

    assert list(sensitivity.unsaid([Informant])) == ["Informant.address has no sensitivity"]


def test_a_public_field_that_is_added_without_a_line_is_noticed() -> None:
    @dataclass(frozen=True)
    class PublicClaim(public.PublicClaim):
        decided_by: str = ""

    assert list(sensitivity.leaks([PublicClaim])) == [
        "PublicClaim.decided_by does not say what it is filled from"
    ]


def test_a_public_field_that_is_filled_from_what_never_leaves_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = {"Doubt": {"code": ("Problem.code",), "severity": ("Decision.by",), "words": ("X.y",)}}
    monkeypatch.setattr(sensitivity, "_public", lambda: rows)

    assert list(sensitivity.leaks([public.Doubt])) == [
        "Doubt.severity is filled from Decision.by, which never leaves",
        "Doubt.words is filled from X.y, which is not known",
    ]


@pytest.mark.parametrize(
    "told", ["Decision.by", "Decision.why", "Document.name", "Testimony.pseudonym", "Medium.name"]
)
def test_what_endangers_those_who_work_or_told_never_leaves(told: str) -> None:
    found = sensitivity.entry(*told.split("."))

    assert found is not None
    assert found.openness is Openness.INNER
