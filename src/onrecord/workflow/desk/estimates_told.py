"""
An estimate in plain words: what was counted, what each model supposes, what would break it.

One account for the terminal and the browser, so that both say the same. Sentences are marked
for those who translate the desk; what a diagnosis says of the lists stands in them as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.model import Estimate, Interval, Method, ModelEstimate, Variation, Verdict
from onrecord.workflow.desk.telling import Said, to_say

AGREE = 1.2  # times the lowest answer, and models are said to agree


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """
    Some sentences about one thing.

    Attributes:
        title: In English, to be translated as it stands.
        sentences: In their order; never none.
    """

    title: str
    sentences: tuple[Said, ...]


class Word(str):
    """A part of a sentence that is itself to be translated."""

    __slots__ = ()


MODELS: Mapping[Method, Word] = {
    Method.LATENT_CLASSES: Word(to_say("Latent classes")),
    Method.GRAPHS: Word(to_say("Graphs of lists")),
    Method.STEPWISE: Word(to_say("Log-linear, step by step")),
    Method.BIC: Word(to_say("Log-linear, chosen by BIC")),
    Method.CHAO: Word(to_say("Chao's lower bound")),
    Method.INDEPENDENCE: Word(to_say("Independent lists")),
}
_SUPPOSES: Mapping[Method, str] = {
    Method.LATENT_CLASSES: to_say(
        "%(model)s: people are of a few kinds that nobody told us of, and within a kind no list "
        "knows of another."
    ),
    Method.GRAPHS: to_say(
        "%(model)s: some pairs of lists depend on each other; which ones is not chosen but "
        "weighed by how well each possibility fits."
    ),
    Method.STEPWISE: to_say(
        "%(model)s: only pairs of lists depend on each other, and only those pairs of which the "
        "overlaps show it."
    ),
    Method.BIC: to_say(
        "%(model)s: lists depend on each other as simply as fits the overlaps; the choice is part "
        "of the interval."
    ),
    Method.CHAO: to_say(
        "%(model)s: people differ in how easily lists reach them, which makes it a least number; "
        "it holds only if lists do not keep away from each other's people."
    ),
    Method.INDEPENDENCE: to_say(
        "%(model)s: no list knows of another and everybody is as likely to be listed. That is "
        "hardly ever so; it is shown to be compared with."
    ),
}


def account(estimate: Estimate) -> tuple[Chapter, ...]:
    """Return an estimate in plain words, chapter by chapter."""
    chapters = (
        (to_say("What was counted"), _counted(estimate)),
        (to_say("What the models say"), _answers(estimate)),
        (to_say("What stands in the way, or in doubt"), _findings(estimate)),
        (to_say("What this supposes"), _supposed(estimate)),
        (to_say("What would break it"), _breaks(estimate)),
        (to_say("What it is not"), _is_not()),
    )
    told = ((title, tuple(sentences)) for title, sentences in chapters)
    return tuple(Chapter(title=title, sentences=said) for title, said in told if said)


def people(number: float) -> str:
    """Return a number of people with no more digits than it can carry."""
    if number < 1000:
        return f"{number:,.0f}"
    size = 10 ** (len(str(int(number))) - 3)
    return f"{round(number / size) * size:,.0f}"


def _counted(estimate: Estimate) -> Iterator[Said]:
    table = estimate.table
    shared = sum(count for pattern, count in table.cells if pattern.count("1") > 1)
    yield Said(
        words=to_say(
            "%(seen)s people (%(of)s) are on at least one of the lists %(lists)s; "
            "%(shared)s of them are on two or more."
        ),
        parts={
            "seen": f"{table.seen:,}",
            "of": estimate.of,
            "lists": ", ".join(table.lists),
            "shared": f"{shared:,}",
        },
    )
    if estimate.strata:
        yield Said(
            words=to_say(
                "They were taken in %(number)s parts (%(names)s), each estimated by itself; "
                "answers for the whole are sums of these, draw by draw."
            ),
            parts={
                "number": str(len(estimate.strata)),
                "names": "; ".join(part.name for part in estimate.strata),
            },
        )


def _answers(estimate: Estimate) -> Iterator[Said]:
    for one in estimate.estimates:
        yield _answer(one)
    answers = [one for one in estimate.estimates if one.interval and not one.is_lower_bound]
    if not any(one.interval for one in estimate.estimates):
        yield Said(words=to_say("No model gives an answer, so there is no estimate."), parts={})
    elif len(answers) > 1:
        yield from _disagreement(answers)


def _answer(one: ModelEstimate) -> Said:
    model = MODELS[one.method]
    if one.interval is None:
        if one.modes:
            return Said(
                words=to_say(
                    "%(model)s gives no answer, but found separate ones between which it cannot "
                    "choose: %(answers)s."
                ),
                parts={"model": model, "answers": "; ".join(_span(m.interval) for m in one.modes)},
            )
        fails = [found.says for found in one.diagnoses if found.verdict is Verdict.FAILS]
        return Said(
            words=to_say("%(model)s gives no answer. %(why)s"),
            parts={"model": model, "why": fails[0] if fails else ""},
        )
    if one.is_lower_bound:
        return Said(
            words=to_say("%(model)s: at least %(low)s people in all."),
            parts={"model": model, "low": people(one.interval.low)},
        )
    return Said(
        words=to_say(
            "%(model)s: about %(point)s people in all, listed or not; the interval of "
            "%(level)s %% runs from %(low)s to %(high)s."
        ),
        parts={
            "model": model,
            "point": people(_point(one.interval)),
            "level": f"{one.interval.level:.0%}".rstrip("%"),
            "low": people(one.interval.low),
            "high": people(one.interval.high),
        },
    )


def _span(interval: Interval) -> str:
    return f"{people(interval.low)}–{people(interval.high)}"


def _point(interval: Interval) -> float:
    return interval.low if interval.point is None else interval.point


def _disagreement(answers: list[ModelEstimate]) -> Iterator[Said]:
    """Yield how far models are apart; no average of them is ever told."""
    told = [(one, one.interval) for one in answers if one.interval]
    low = min(told, key=lambda pair: _point(pair[1]))
    high = max(told, key=lambda pair: _point(pair[1]))
    times = _point(high[1]) / max(_point(low[1]), 1.0)
    if times <= AGREE:
        words = to_say(
            "The models agree within %(percent)s %%. That makes none of them right: they may "
            "share an error."
        )
        yield Said(words=words, parts={"percent": f"{(times - 1) * 100:.0f}"})
    else:
        yield Said(
            words=to_say(
                "The models disagree: %(highest)s says %(times)s times as many as %(lowest)s. "
                "Which of them is nearer the lists alone do not tell; no average is made."
            ),
            parts={
                "highest": MODELS[high[0].method],
                "lowest": MODELS[low[0].method],
                "times": f"{times:.1f}",
            },
        )
    if low[1].high < high[1].low:
        yield Said(
            words=to_say(
                "The intervals of %(one)s and %(other)s have no number in common: one of them, "
                "at least, is wrong."
            ),
            parts={"one": MODELS[low[0].method], "other": MODELS[high[0].method]},
        )


def _findings(estimate: Estimate) -> Iterator[Said]:
    """Yield what bears on every model, then what is in doubt of one."""
    for one in estimate.diagnoses:
        yield Said(words="%(finding)s", parts={"finding": one.says})
    for model in estimate.estimates:
        for one in model.diagnoses:
            if one.verdict is Verdict.DOUBTFUL and not model.is_refused:
                yield Said(
                    words=to_say("%(model)s is in doubt. %(finding)s"),
                    parts={"model": MODELS[model.method], "finding": one.says},
                )


_SUPPOSED = (
    to_say("Everybody who is counted had some chance to be on each list, however small."),
    to_say("Everybody on a list belongs to those who are asked about, and is a real person."),
    to_say("Rows that were brought together are one person, and rows kept apart are two."),
    to_say("Nobody came or went while the lists were being kept."),
)


def _supposed(estimate: Estimate) -> Iterator[Said]:
    for words in _SUPPOSED:
        yield Said(words=words, parts={})
    for one in estimate.estimates:
        yield Said(words=_SUPPOSES[one.method], parts={"model": MODELS[one.method]})


_BREAKS = (
    to_say(
        "People whom no list could reach are in no answer: where a town was cut off from every "
        "list, all numbers are too low."
    ),
    to_say("Lists that copy from each other make answers too low; this was looked for above."),
    to_say(
        "Links that were missed make answers too high, and wrong links make them too low, more "
        "strongly."
    ),
)


# Methods whose answers take people of one part for alike.
_TAKE_FOR_ALIKE = frozenset(Method) - {Method.LATENT_CLASSES, Method.CHAO}
_ALIKE = to_say(
    "%(model)s supposes that people are alike in how easily each list reaches them. Where some "
    "are easy for all lists and others hard, as is usual, its answer is too low; where lists "
    "reach different people, it is too high. Its interval does not show it."
)


def _breaks(estimate: Estimate) -> Iterator[Said]:
    for words in _BREAKS:
        yield Said(words=words, parts={})
    for one in estimate.estimates:
        if one.interval and one.method in _TAKE_FOR_ALIKE:
            yield Said(words=_ALIKE, parts={"model": MODELS[one.method]})
    for one in estimate.estimates:
        if one.interval and not one.is_lower_bound:
            yield from _varied(one, _point(one.interval), estimate.variations)


_VARIED = {
    "without-list": to_say(
        "Without the list %(what)s, %(model)s would say %(point)s and not %(before)s."
    ),
    "linkage": to_say(
        "With the best linkage alone, %(model)s would say %(point)s and not %(before)s."
    ),
    "imputation": to_say(
        "Without those of whom something is unknown, %(model)s would say %(point)s and not "
        "%(before)s."
    ),
}
_OTHERWISE = to_say(
    "With another choice beforehand (%(what)s), %(model)s would say %(point)s and not %(before)s."
)


def _varied(one: ModelEstimate, before: float, variations: tuple[Variation, ...]) -> Iterator[Said]:
    """Yield of each kind of other choice the one that moves a model the most."""
    moved: dict[str, tuple[float, str, float]] = {}
    for variation in variations:
        for other in variation.estimates:
            if other.method is one.method and other.interval:
                point = _point(other.interval)
                step = abs(point - before)
                if step > moved.get(variation.kind, (-1.0, "", 0.0))[0]:
                    moved[variation.kind] = (step, variation.what, point)
    for kind, (_, what, point) in moved.items():
        yield Said(
            words=_VARIED.get(kind, _OTHERWISE),
            parts={
                "what": what,
                "model": MODELS[one.method],
                "point": people(point),
                "before": people(before),
            },
        )


def _is_not() -> Iterator[Said]:
    yield Said(
        words=to_say(
            "An estimate is no count. It stands beside the figures of what is documented and is "
            "never added to them, and it names nobody."
        ),
        parts={},
    )
    yield Said(
        words=to_say(
            "An interval says how far chance may move a model's answer if what the model supposes "
            "is so. It does not say how likely that is."
        ),
        parts={},
    )
