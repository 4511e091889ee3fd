"""What other choices make of an estimate: a list left out, another prior, no imputation."""

from collections.abc import Sequence

from onrecord.estimate import imputing, people
from onrecord.estimate.people import People
from onrecord.estimate.readying import Ready
from onrecord.estimate.running import FEW, Run, answers
from onrecord.estimate.settings import Variant
from onrecord.model import Method, ModelEstimate, Variation


def variations(
    run: Run, held: Ready, methods: Sequence[Method], variants: Sequence[Variant]
) -> tuple[Variation, ...]:
    """Return what other choices make of it, on the first few draws of the data."""
    few = held.draws[:FEW]
    if not run.models.is_thorough:
        methods = [one for one in methods if one not in run.models.together]
    tried = [one for one in variants if one.method in methods]
    total = len(held.best.lists) + len(tried)
    left_out: list[Variation] = []
    for number, name in enumerate(held.best.lists):
        run.doing(f"trying without {name}", number, total)
        without = [people.without(one, name) for one in few]
        told = _told(run, without, methods, held.what)
        left_out.append(Variation(kind="without-list", what=name, estimates=told))
    others: list[Variation] = []
    for number, variant in enumerate(tried, len(left_out)):
        run.doing(f"trying {variant.what}", number, total)
        one = answers(run, few, variant.method, held.what, variant)[0].told
        others.append(Variation(kind=variant.kind, what=variant.what, estimates=(one,)))
    return (*left_out, *others, *_plainer(run, held, methods))


def _told(
    run: Run, draws: Sequence[People], methods: Sequence[Method], what: str
) -> tuple[ModelEstimate, ...]:
    return tuple(answers(run, draws, method, what)[0].told for method in methods)


def _plainer(run: Run, held: Ready, methods: Sequence[Method]) -> tuple[Variation, ...]:
    """Return what comes out where one source of uncertainty is left out of sight."""
    by = run.settings.by
    whole = people.chosen(held.best, people.known(held.best, by))
    if held.what == "linkages" and len(held.draws) > 1:
        draws: Sequence[People] = (held.best,)
        if whole.seen < held.best.seen:
            draws = imputing.imputed(held.best, by, draws=FEW, seed=run.settings.seed).draws
        told = _told(run, draws, methods, "imputations")
        return (Variation(kind="linkage", what="the best linkage alone", estimates=told),)
    if held.what == "imputations":
        told = _told(run, (whole,), methods, held.what)
        return (Variation(kind="imputation", what="complete cases alone", estimates=told),)
    return ()
