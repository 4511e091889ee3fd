"""What the Estimate screen says in words of its own, in the language of whoever looks."""

from collections.abc import Sequence

from onrecord import workflow
from onrecord.model import Estimate, Interval, Method, ModelEstimate, Verdict
from onrecord.web import wording
from onrecord.web.words import _, filled
from onrecord.workflow.desk.estimates_told import MODELS, Chapter, Word, people
from onrecord.workflow.desk.telling import Said


def model(method: Method) -> str:
    """Return what a model is called."""
    return _(MODELS[method])


def sentence(told: Said) -> str:
    """Return a sentence of an account."""
    parts: dict[str, str] = {
        name: _(part) if isinstance(part, Word) else f"{part}" for name, part in told.parts.items()
    }
    return filled(_(told.words), **parts)


def account(estimate: Estimate) -> Sequence[Chapter]:
    """Return an estimate in plain words."""
    return workflow.account(estimate)


def about(number: float) -> str:
    """Return a number of people that was estimated, with the digits that it can carry."""
    return people(number)


def interval(one: Interval) -> str:
    """Return from where to where an answer goes."""
    return _("%(low)s to %(high)s") % {"low": people(one.low), "high": people(one.high)}


def answer(one: ModelEstimate) -> str:
    """Return what a model says, in a few words."""
    if one.interval is None:
        return _("separate answers, none of them chosen") if one.modes else _("no answer")
    if one.is_lower_bound:
        return _("at least %(n)s") % {"n": people(one.interval.low)}
    return people(one.interval.low if one.interval.point is None else one.interval.point)


def why_not(one: ModelEstimate) -> str:
    """Return why a model gives no answer; "" if it gives one."""
    if not one.is_refused:
        return ""
    return next((found.says for found in one.diagnoses if found.verdict is Verdict.FAILS), "")


def verdict(one: Verdict) -> str:
    """Return what a diagnosis means."""
    return {
        Verdict.HOLDS: _("holds"),
        Verdict.DOUBTFUL: _("in doubt"),
        Verdict.FAILS: _("fails"),
    }[one]


def varied(kind: str) -> str:
    """Return what is done otherwise, as the title of a drawing."""
    return {
        "without-list": _("Without one of the lists"),
        "prior": _("With other suppositions beforehand"),
        "model-set": _("With another set of models"),
        "linkage": _("With other linkages"),
        "imputation": _("Without what was imputed"),
    }.get(kind, kind)


def lists(names: Sequence[str]) -> str:
    """Return lists as words: which people are on exactly these."""
    return _(", ").join(names)


def share(value: float) -> str:
    """Return a share in per cent."""
    return _("%(n)s %%") % {"n": wording.number(round(100 * value))}
