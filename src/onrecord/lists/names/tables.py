"""Tables of letters and words, one for each way of writing names; languages are added as data."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.kit.spelling import words_of
from onrecord.model.problem import OnRecordError
from onrecord.vocab import read_table, yaml_in

_HERE = "onrecord.lists.names"
_FOLDER = "languages"
_LISTS = ("articles", "glued", "no-article", "of", "after", "nothing")
_PHRASES = ("missing", "titles", "child-of")
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
        starts, ends: Those that sound otherwise at the start or the end of a name.
        latin: Latin letters → their sounds.
        spelled: Finds the letters of `latin` in a word, the longest first.
        phrases: The first word of each phrase that is no name → the phrases as folded words, the
            longest first, each with its kind: `missing`, `titles` or `child-of`.
        words: Kinds of words that are no names by themselves → those words, folded.
        before: A word that makes one name with what follows → how it is spelled.
        begins: Finds such a word, or an article behind it, at the start of one word; the
            groups are named by the numbers of `beginnings`.
        beginnings: How each of these is spelled.
        inside: Finds an article inside a word.
        signs: Finds what speaks for this table in a folded name in Latin letters.
        says: The table as it was told, for tables that extend it.
    """

    name: str
    order: str
    letters: Mapping[int, str]
    script: Mapping[int, str]
    starts: Mapping[str, str]
    ends: Mapping[str, str]
    latin: Mapping[str, str]
    spelled: re.Pattern[str]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    words: Mapping[str, frozenset[str]]
    before: Mapping[str, str]
    begins: re.Pattern[str]
    beginnings: tuple[str, ...]
    inside: re.Pattern[str]
    signs: re.Pattern[str]
    says: Mapping[str, Any]


@cache
def tables() -> dict[str, Table]:
    """Return the tables that the package brings, by their names."""
    folder = files(_HERE).joinpath(_FOLDER)
    found = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml"))
    return {name.removesuffix(".yaml"): table(name.removesuffix(".yaml")) for name in found}


@cache
def table(name: str) -> Table:
    """
    Return a table of the package.

    Raises:
        OnRecordError: There is none of that name; the message names those there are.

    >>> table("arabic").order
    'patronymic'
    """
    try:
        return _made(name, read_table(_HERE, _FOLDER, f"{name}.yaml"))
    except FileNotFoundError:
        raise OnRecordError(f"there is no table of names {name!r}; there are {_there()}") from None


def _there() -> str:
    return ", ".join(tables())


def table_in(text: str, name: str) -> Table:
    """
    Return the table that a user's own file in YAML holds.

    Args:
        text: The file. What it leaves out is as in the table that `extends` names.
        name: What to call it.

    Raises:
        OnRecordError: The text is no YAML or no table, or a pattern in it cannot be read.

    >>> mine = table_in("{extends: arabic, latin: {ou: w}}", "mine")
    >>> mine.latin["ou"], mine.latin["kh"]
    ('w', 'x')
    """
    try:
        told = yaml_in(text)
        if not isinstance(told, dict):
            raise OnRecordError(
                f"the table of names {name!r} holds no keys with what belongs to each"
            )
        return _made(name, told)
    except (ValueError, TypeError, AttributeError, re.error) as fault:
        raise OnRecordError(f"the table of names {name!r} cannot be read: {fault}") from fault


def _made(name: str, told: dict[str, Any]) -> Table:
    says = _extended(told)
    before = says.get("before", {})
    script, latin = (
        {str(letters): str(sounds) for letters, sounds in says.get(which, {}).items()}
        for which in ("script", "latin")
    )
    return Table(
        name=name,
        order=says.get("order", "western"),
        letters=str.maketrans(says.get("letters", {})),
        script=str.maketrans({sign: sound for sign, sound in script.items() if len(sign) == 1}),
        starts={sign[1:]: sound for sign, sound in script.items() if sign[0] == "^"},
        ends={sign[:-1]: sound for sign, sound in script.items() if sign[-1] == "$"},
        latin=latin,
        spelled=_alternatives(sorted(latin, key=lambda one: (-len(one), one))),
        phrases=_phrases(says),
        words={kind: folded(says.get(kind, ())) for kind in _LISTS},
        before={word: how for how, one in before.items() for word in folded(one["words"])},
        begins=_alternatives([f"({one.get('glued', _NEVER)})" for one in before.values()]),
        beginnings=tuple(before),
        inside=_alternatives(says.get("inside", ())),
        signs=_alternatives(says.get("signs", ())),
        says=says,
    )


def _extended(told: dict[str, Any]) -> dict[str, Any]:
    """Return a table with what it leaves out: tables in it are joined, lists too."""
    if "extends" not in told:
        return told
    says = dict(table(str(told["extends"])).says)
    for key, value in told.items():
        held = says.get(key)
        if isinstance(held, dict):
            says[key] = {**held, **value}
        elif isinstance(held, list):
            says[key] = [*held, *value]
        else:
            says[key] = value
    return says


def _phrases(says: Mapping[str, Any]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    made: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind in _PHRASES:
        for phrase in folded(says.get(kind, ())):
            words = tuple(phrase.split())
            made.setdefault(words[0], []).append((words, kind))
    return {
        first: sorted(held, key=lambda one: (-len(one[0]), one)) for first, held in made.items()
    }


def _alternatives(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or _NEVER)


def folded(words: Iterable[str]) -> frozenset[str]:
    """Return words as names are folded; a sign that is no letter stays as it is."""
    return frozenset(" ".join(words_of(str(word))) or str(word) for word in words)
