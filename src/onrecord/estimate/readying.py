"""People as models may have them: lists made one, unknown values drawn, all of it said."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.estimate import citing, imputing, people, refusing
from onrecord.estimate.people import People
from onrecord.estimate.settings import Citings, Settings
from onrecord.model import Diagnosis, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """
    People as models may have them.

    Attributes:
        best: People by the best linkage, some fields perhaps unknown.
        draws: Draws of the data: linkages, imputations, or just the people.
        what: What was drawn, in words.
        said: What was done and found on the way.
    """

    best: People
    draws: tuple[People, ...]
    what: str
    said: tuple[Diagnosis, ...]


def ready(
    everyone: tuple[People, ...], settings: Settings, citings: Sequence[citing.Citing]
) -> Ready:
    """
    Return people with lists made one and unknown values drawn.

    Args:
        everyone: The people as the best linkage has them, then as sampled ones do.
        settings: What was asked for.
        citings: Which lists take rows from which, by their names before any are made one.
    """
    called, said = everyone[0].lists, list[Diagnosis]()
    if settings.merge:
        everyone, told = _merged(everyone, settings.merge, "because that was asked for")
        said.extend(told)
    citings = _renamed(citings, called, everyone[0].lists)
    citings = [*citings, *citing.inside(everyone[0])]
    groups = citing.citing_groups(everyone[0].lists, citings)
    if groups and settings.citings is Citings.MERGE:
        everyone, told = _merged(everyone, groups, "they take rows from each other")
        said.extend(told)
    elif groups:
        fails = settings.citings is Citings.REFUSE
        said.extend(citing.cited(groups, citings, fails=fails))
    return _whole(everyone, settings, tuple(said))


def _merged(
    everyone: tuple[People, ...], groups: Sequence[Sequence[str]], why: str
) -> tuple[tuple[People, ...], tuple[Diagnosis, ...]]:
    both = [citing.made_one(one, groups, why) for one in everyone]
    return tuple(one for one, _ in both), both[0][1]


def _renamed(
    citings: Sequence[citing.Citing], before: Sequence[str], now: Sequence[str]
) -> list[citing.Citing]:
    """Return citings between lists as they are called since some were made one."""
    called = {
        name: new for name in before for new in now if name == new or name in new.split(" + ")
    }
    return [
        citing.Citing(list=called[one.list], cites=called[one.cites], why=one.why)
        for one in citings
        if one.list in called and one.cites in called and called[one.list] != called[one.cites]
    ]


def _whole(everyone: tuple[People, ...], settings: Settings, said: tuple[Diagnosis, ...]) -> Ready:
    """Return people with every field known by which they are divided: imputed, or left out."""
    best, sampled = everyone[0], everyone[1:]
    draws, what = sampled or (best,), "linkages" if sampled else ""
    gone = people.lost(best, settings.by)
    if gone and settings.complete_cases:
        draws = tuple(people.chosen(one, people.known(one, settings.by)) for one in draws)
        best = people.chosen(best, people.known(best, settings.by))
        said = (*said, refusing.complete_cases(gone, settings.by))
    elif gone:
        many = 1 if sampled else max(settings.imputations, 2)
        made = [
            imputing.imputed(one, settings.by, draws=many, seed=settings.seed + number)
            for number, one in enumerate(draws)
        ]
        draws = tuple(one for each in made for one in each.draws)
        what = "linkages" if sampled else "imputations"
        said = (*said, _imputed(made[0], len(draws), settings.by))
    return Ready(best=best, draws=draws, what=what, said=said)


def _imputed(made: imputing.Imputed, draws: int, fields: Sequence[str]) -> Diagnosis:
    few = draws < imputing.LEAST
    far = made.without_donor
    asks = f"; {imputing.LEAST} times or more are asked for" if few else ""
    lone = f" For {far} nobody on the same lists could be found, and others served." if far else ""
    return Diagnosis(
        code="imputed",
        verdict=Verdict.DOUBTFUL if few or far else Verdict.HOLDS,
        value=float(made.imputed),
        asked=float(imputing.LEAST),
        says=f"No list tells {' or '.join(fields)} of {made.imputed:,} people: their values were "
        f"drawn {draws} times from people on exactly the same lists{asks}.{lone}",
    )
