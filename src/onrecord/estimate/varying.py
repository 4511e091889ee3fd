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
    left_out = [
        Variation(
            kind="without-list",
            what=name,
            estimates=_told(run, [people.without(one, name) for one in few], methods, held.what),
        )
        for name in held.best.lists
    ]
    others = [
        Variation(
            kind=variant.kind,
            what=variant.what,
            estimates=(answers(run, few, variant.method, held.what, variant)[0].told,),
        )
        for variant in variants
        if variant.method in methods
    ]
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
