"""How a release came about, and what of that is another than in the release before."""

from dataclasses import dataclass

from onrecord.model.public import Public

_TOLD = (
    "proposals",
    "sign_offs",
    "recent_days",
    "names",
    "authors",
    "addresses",
    "religion",
    "ethnicity",
    "kinship",
    "exact_sites",
    "rulebook",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """
    How a release came about: what readers must know to compare two of them.

    Attributes:
        program: The program's version.
        rulebooks: Each rulebook of the release, with the version of our reading and its
            codebook.
        engines: What read claims, with its version.
        settings: What the keepers let through, by the setting's name, as words.
    """

    program: str
    rulebooks: tuple[tuple[str, str, str], ...] = ()
    engines: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """
    A change of method from one release to the next.

    Attributes:
        what: `program`, `rulebook`, `engine` or `setting`.
        name: Which rulebook, engine or setting; "" for the program.
        before, after: As it was and is; "" where there was or is none.
    """

    what: str
    name: str = ""
    before: str = ""
    after: str = ""


def practice(public: Public) -> Practice:
    """Return how a release came about."""
    return Practice(
        program=public.program,
        rulebooks=tuple((one.name, one.version, one.codebook) for one in public.rulebooks),
        engines=tuple(sorted({name for name, _ in public.method.engines if name})),
        settings=tuple((name, _said(getattr(public.allowed, name))) for name in _TOLD),
    )


def altered(before: Practice, after: Practice) -> tuple[Altered, ...]:
    """Return what is another in how two releases came about (Every Casualty, Standards, 2016)."""
    made = []
    if before.program != after.program:
        made.append(Altered(what="program", before=before.program, after=after.program))
    made += _of("rulebook", _books(before), _books(after))
    made += _of("engine", {e: e for e in before.engines}, {e: e for e in after.engines})
    made += _of("setting", dict(before.settings), dict(after.settings))
    return tuple(made)


def _books(one: Practice) -> dict[str, str]:
    return {name: f"{codebook} ({version})" for name, version, codebook in one.rulebooks}


def _of(what: str, before: dict[str, str], after: dict[str, str]) -> list[Altered]:
    return [
        Altered(what=what, name=name, before=before.get(name, ""), after=after.get(name, ""))
        for name in dict.fromkeys((*before, *after))
        if before.get(name, "") != after.get(name, "")
    ]


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
