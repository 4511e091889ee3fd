"""Tables of letters and words, one for each way of writing names; languages are added as data."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.kit.spelling import words_of
from onrecord.vocab import read_table, yaml_in

_HERE = "onrecord.lists.names"
_FOLDER = "languages"
_LISTS = ("articles", "glued", "no-article", "of", "after", "missing", "titles", "child-of")
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """
    How one language writes names, in its own script and in Latin letters.

    Attributes:
        name: As its file is called: `arabic`.
        order: `patronymic` (given, father, grandfather …, family), `surnames` (given names,
            then two surnames) or `western` (given names, then one surname).
        letters: Letters that are written for others, as `str.translate` takes them.
        script: Letters that are not Latin, as `str.translate` takes them → their sounds.
        latin: Latin letters → their sounds.
        spelled: Finds the letters of `latin` in a word, the longest first.
        words: Kinds of words that are no names by themselves → those words, folded.
        before: A word that makes one name with what follows → how it is spelled.
        begins: Finds such a word, or an article behind it, at the start of one word; the
            groups are named by the numbers of `beginnings`.
        beginnings: How each of these is spelled.
        signs: Finds what speaks for this table in a folded name in Latin letters.
        says: The table as it was told, for tables that extend it.
    """

    name: str
    order: str
    letters: Mapping[int, str]
    script: Mapping[int, str]
    latin: Mapping[str, str]
    spelled: re.Pattern[str]
    words: Mapping[str, frozenset[str]]
    before: Mapping[str, str]
    begins: re.Pattern[str]
    beginnings: tuple[str, ...]
    signs: re.Pattern[str]
    says: Mapping[str, Any]


@cache
def tables() -> dict[str, Table]:
    """Return the tables that the package brings, by their names."""
    folder = files(_HERE).joinpath(_FOLDER)
    found = sorted(one.name.removesuffix(".yaml") for one in folder.iterdir())
    return {name: _made(name, read_table(_HERE, _FOLDER, f"{name}.yaml")) for name in found}


def table(name: str) -> Table:
    """
    Return a table of the package.

    Raises:
        KeyError: There is none of that name; the message names those there are.

    >>> table("arabic").order
    'patronymic'
    """
    try:
        return tables()[name]
    except KeyError:
        raise KeyError(f"no table {name!r} of names; there are {', '.join(tables())}") from None


def table_in(text: str, name: str) -> Table:
    """
    Return the table that a user's own file in YAML holds.

    Args:
        text: The file. What it leaves out is as in the table that `extends` names.
        name: What to call it.

    Raises:
        ValueError: The text is no YAML or no table.

    >>> mine = table_in("{extends: arabic, latin: {ou: w}}", "mine")
    >>> mine.latin["ou"], mine.latin["kh"]
    ('w', 'x')
    """
    told = yaml_in(text)
    if not isinstance(told, dict):
        raise ValueError(f"the table of names {name!r} holds no names with what belongs to each")  # noqa: TRY004 -- what a file holds, no programmer's mistake
    return _made(name, told)


def _made(name: str, told: dict[str, Any]) -> Table:
    says = _extended(told)
    before = says.get("before", {})
    latin = {str(letters): str(sounds) for letters, sounds in says.get("latin", {}).items()}
    return Table(
        name=name,
        order=says.get("order", "western"),
        letters=str.maketrans(says.get("letters", {})),
        script=str.maketrans({sign: str(sound) for sign, sound in says.get("script", {}).items()}),
        latin=latin,
        spelled=_alternatives(sorted(map(re.escape, latin), key=lambda one: (-len(one), one))),
        words={kind: folded(says.get(kind, ())) for kind in _LISTS},
        before={word: how for how, one in before.items() for word in folded(one["words"])},
        begins=_alternatives([f"({one.get('glued', _NEVER)})" for one in before.values()]),
        beginnings=tuple(before),
        signs=_alternatives(says.get("signs", ())),
        says=says,
    )


def _extended(told: dict[str, Any]) -> dict[str, Any]:
    """Return a table with what it leaves out: tables in it are joined, lists too."""
    if "extends" not in told:
        return told
    says = dict(read_table(_HERE, _FOLDER, f"{told['extends']}.yaml"))
    for key, value in told.items():
        held = says.get(key)
        if isinstance(held, dict):
            says[key] = {**held, **value}
        elif isinstance(held, list):
            says[key] = [*held, *value]
        else:
            says[key] = value
    return says


def _alternatives(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or _NEVER)


def folded(words: Iterable[str]) -> frozenset[str]:
    """Return words as names are folded; a sign that is no letter stays as it is."""
    return frozenset(" ".join(words_of(str(word))) or str(word) for word in words)
