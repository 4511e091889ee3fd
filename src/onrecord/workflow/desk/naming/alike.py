"""Names that may mean one thing, so that somebody looks: never put together by themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from onrecord.kit.folding import fold, initials
from onrecord.kit.spelling import is_arabic, key, skeleton
from onrecord.workflow.desk.naming.used import KINDS, NameKind, Used, instead, names
from onrecord.workflow.desk.view import View

_LEAST_BONES = 3  # consonants: fewer are shared by half of all names
_LONG = 5  # consonants from which one may differ
_MOST_ALIKE = 8  # names of one sound: more are no names but words
_MOST = 200
_LEAST_INITIALS = 3

# One Latin consonant, as transliterations write it, for each Arabic one; a vowel after each
# keeps d and h from becoming the one sound dh. Long vowels and ʿayn are as good as vowels.
_LATIN = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "پ": "p", "چ": "ch", "گ": "g", "ڤ": "v",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """
    Two names that may mean one thing.

    Attributes:
        kind: What they name.
        first, second: The names, folded; the one with more claims first.
        why: `spelling`, `sound`, `script` or `initials`.
    """

    kind: NameKind
    first: str
    second: str
    why: str


def sound(name: str) -> str:
    """
    Return the consonants of a name in either script.

    >>> sound("Dahyan") == sound("ضحيان"), sound("Halab") == sound("حلب")
    (True, True)
    """
    if not is_arabic(name):
        return skeleton(name)
    return skeleton("".join(f"{_LATIN[c]}a" if c in _LATIN else "a" for c in key(name)))


def alike(view: View) -> tuple[Alike, ...]:
    """Return the pairs of names that may mean one thing, those with the most claims first."""
    return view.once("alike", lambda: _made(view))


def _made(view: View) -> tuple[Alike, ...]:
    known = names(view)
    given_up = instead(view)
    found: dict[tuple[NameKind, str, str], Alike] = {}
    for kind in KINDS:
        used = [one for one in known.used.values() if one.kind == kind]
        for first, second, why in (*_sounding(used), *_short_for(used, kind)):
            if _differ(first, second, given_up):
                a, b = sorted((first, second), key=lambda one: (-len(one.claims), one.folded))
                pair = (kind, a.folded, b.folded)
                found.setdefault(pair, Alike(kind=kind, first=a.folded, second=b.folded, why=why))
    ranked = sorted(
        found.values(),
        key=lambda one: -len(known.used[one.kind, one.second].claims),
    )
    return tuple(ranked[:_MOST])


def _differ(first: Used, second: Used, given_up: Iterable[str]) -> bool:
    """Whether two names are taken for different things, of which one at least is not sure."""
    if first.best is not None and first.best == second.best:
        return False
    if {first.best, second.best} & set(given_up):
        return False
    return _is_doubtful(first) or _is_doubtful(second)


def _is_doubtful(one: Used) -> bool:
    """Whether no list has it: nothing known fits, or it is known by its name alone."""
    return one.best is None or one.best.startswith("within:")


def _sounding(used: Iterable[Used]) -> Iterator[tuple[Used, Used, str]]:
    by_sound: dict[str, list[Used]] = {}
    for one in used:
        bones = sound(one.name)
        if len(bones) >= _LEAST_BONES:
            by_sound.setdefault(bones, []).append(one)
    for held in by_sound.values():
        if len(held) <= _MOST_ALIKE:
            for first, second in combinations(held, 2):
                yield first, second, _why(first, second)
    for bones, held in by_sound.items():
        for shorter in _one_letter_less(bones):
            for other in by_sound.get(shorter, ())[:_MOST_ALIKE]:
                for one in held[:_MOST_ALIKE]:
                    yield one, other, "spelling"


def _why(first: Used, second: Used) -> str:
    if is_arabic(first.name) != is_arabic(second.name):
        return "script"
    return "spelling" if key(first.name) == key(second.name) else "sound"


def _one_letter_less(bones: str) -> Iterator[str]:
    if len(bones) > _LONG:
        yield from {bones[:n] + bones[n + 1 :] for n in range(1, len(bones))}


def _short_for(used: Iterable[Used], kind: NameKind) -> Iterator[tuple[Used, Used, str]]:
    """Yield actors' names with the short forms that their capitals make: SNHR."""
    if kind != "actor":
        return
    listed = list(used)
    by_name = {fold(one.name): one for one in listed}
    for one in listed:
        short = initials(one.name)
        if len(short) >= _LEAST_INITIALS and short in by_name and by_name[short] is not one:
            yield one, by_name[short], "initials"
