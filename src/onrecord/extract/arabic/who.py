"""Who did it, as an Arabic sentence tells: led to by a word, or the subject of the verb."""

from functools import cache

from onrecord.extract import wordlist
from onrecord.extract.arabic import lists
from onrecord.extract.arabic.letters import fold
from onrecord.extract.arabic.link import Linked
from onrecord.extract.arabic.sentence import Sentence, named
from onrecord.extract.arabic.words import phrase_at
from onrecord.model import Mention, Named, Outcome

_REACH = 5  # words from "غارة" or "على يد" to the name
_BY = frozenset(map(tuple, (("علي", "يد"), ("علي", "ايدي"), ("من", "قبل"), ("من", "جانب"))))
_BYSTANDERS = frozenset({"intergovernmental", "humanitarian", "documenter", "media"})
_ITSELF = frozenset("انه انها انهم بانه بانها انهما".split())


def perpetrators(
    sentence: Sentence, link: Linked, sources: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """
    Return who the sentence says did it; empty if it does not.

    Args:
        sentence: The sentence.
        link: The claim's quantity and word of harm.
        sources: Whom the claim comes from: "said that it killed" names its own deed.
    """
    subject = _subject(sentence, link)
    if subject is not None:
        return (subject,)
    if link.told and sentence.words[link.told - 1].form in _ITSELF and sources:
        return sources[:1]
    led = _led(sentence, link)
    return (led,) if led is not None else ()


def _subject(sentence: Sentence, link: Linked) -> Mention | None:
    """The doer between the verb and the harmed, or right before the verb."""
    if link.told is None:
        return None
    is_verb = sentence.words[link.told].form in _verbs()
    between = _doer(sentence, link.told + 1, link.quantity.first, must_touch=True)
    between = between if is_verb else None
    if between is not None:
        return between
    is_done = is_verb or sentence.words[link.told - 1].form == "علي"
    if link.quantity.first < link.told or not is_done:
        return None
    for at in range(max(0, link.told - _REACH), link.told):
        found = _doer(sentence, at, link.told, must_touch=True)
        if (
            found is not None
            and found.end is not None
            and _is_before(sentence, link.told, found.end)
        ):
            return found
    return None


def _is_before(sentence: Sentence, told: int, end: int) -> bool:
    """Whether a doer's words end right before the verb, or "did" led to it: "أقدم X على خطف"."""
    if sentence.index_of(end) == told and not sentence.words[told].gap:
        return True
    return sentence.index_of(end) == told - 1 and sentence.words[told - 1].form in {"علي", "قد"}


@cache
def _verbs() -> frozenset[str]:
    """Forms of verbs of harm, "and" before them too; "إطلاق سراح" has its doer likewise."""
    plain = {form for form, held in lists.told().items() if held[1] == "verb"} | {fold("سراح")}
    return frozenset(plain | {"و" + form for form in plain})


def _doer(sentence: Sentence, first: int, last: int, *, must_touch: bool = False) -> Mention | None:
    """A name of an actor or a plain doer that begins among some words."""
    until = min(first + 1 if must_touch else last, last, len(sentence.words))
    for at in range(first, until):
        word = sentence.words[at]
        actor = _actor_at(sentence, word.start, word.end)
        form = word.form.removeprefix("ل") if word.form.startswith("لق") else word.form
        if form in lists.folded("arabic_who", "doers") or _article_of(form):
            return _described(sentence, at, actor)
        if form in _nations():
            return Mention(name=_nations()[form], start=word.start, end=word.end)
        if actor is not None:
            return named(actor)
    return None


@cache
def _nations() -> dict[str, str]:
    """Adjectives of nations, with and without the article: "قصف إسرائيلي"."""
    listed = wordlist.table("arabic_who")["nations"]["words"].items()
    found = {fold(a): name for a, name in listed}
    found |= {form + "ه": name for form, name in found.items()}
    return found | {"ال" + form: name for form, name in found.items()}


def _article_of(form: str) -> bool:
    return form.startswith("لل") and "ال" + form[2:] in lists.folded("arabic_who", "doers")


def _actor_at(sentence: Sentence, start: int, end: int) -> Named | None:
    return next(
        (
            n
            for n in sentence.names
            if n.kind == "actor" and start <= n.start < end and n.what not in _BYSTANDERS
        ),
        None,
    )


def _described(sentence: Sentence, at: int, actor: Named | None) -> Mention:
    """A plain doer with the words that belong to it, or the longer name that begins there."""
    last = at + 1
    more = lists.folded("arabic_who", "goes_on")
    while last < len(sentence.words) and not sentence.words[last].gap:
        beside = _actor_at(sentence, sentence.words[last].start, sentence.words[last].end)
        if beside is not None:
            last = max(sentence.index_of(beside.end - 1) + 1, last + 1)
        elif sentence.words[last].form in more:
            last += 1
        else:
            break
    if actor is not None and actor.end >= sentence.words[last - 1].end:
        return named(actor)
    return sentence.mention(at, last)


def _led(sentence: Sentence, link: Linked) -> Mention | None:
    """As in "على يد مسلحين", "برصاص الجيش", "غارات شنتها طائرات": the nearest to the claim."""
    found: list[tuple[int, Mention]] = []
    for at in range(len(sentence.words)):
        size = next(
            (
                len(p)
                for p in lists.phrases("arabic_who", "led")
                if phrase_at(sentence.words, at, p)
            ),
            0,
        )
        size = size or _with_particle(sentence.words[at].form)
        doer = _doer(sentence, at + size, _reach(sentence, at, size)) if size else None
        if doer is not None:
            found.append((_distance(link, at), doer))
    if not found or link.outcome is Outcome.RELEASED:
        return None
    return min(found, key=lambda f: f[0])[1]


def _with_particle(form: str) -> int:
    """As in "بغارة", "والقصف": 1 if the word without its particle leads to a doer."""
    bare = form.lstrip("وف")
    bare = bare[1:] if bare[:1] in {"ب", "ل"} else bare
    bare = bare.removeprefix("ال")
    return int((bare,) in lists.phrases("arabic_who", "led"))


def _reach(sentence: Sentence, at: int, size: int) -> int:
    """How far a doer may stand: not beyond a comma."""
    last = at + size
    while last < len(sentence.words) and last - at - size < _REACH:
        if sentence.words[last].gap:
            break
        last += 1
    return last


def _distance(link: Linked, at: int) -> int:
    quantity = link.quantity
    return quantity.first - at + 3 if at < quantity.first else at - quantity.last
