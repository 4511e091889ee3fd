"""Where and when, of the places and times that are named in an Arabic sentence."""

from onrecord.extract import wordlist
from onrecord.extract.arabic import lists
from onrecord.extract.arabic.sentence import Sentence, named
from onrecord.extract.arabic.words import phrase_at, readings
from onrecord.model import Mention, Named

_FINENESS = {"site": 0, None: 0, "town": 1, "district": 2, "province": 3, "area": 4, "country": 5}
_WIDE = frozenset({"province", "country", "area", "district"})


def places(
    sentence: Sentence, start: int, end: int, sources: tuple[Mention, ...] = ()
) -> tuple[Mention, ...]:
    """
    Return where a sentence says it happened: the nearest of each kind, the finest first.

    Args:
        sentence: The sentence.
        start: Where the claim's words start in the stored text.
        end: Where they end.
        sources: Who says so: where they sit is not where it happened.
    """
    found = [n for n in sentence.names if n.kind == "place" and is_location(sentence, n, sources)]
    cut = _clause(sentence, start, end)
    inside = [n for n in found if cut[0] <= n.start < cut[1]]
    inside = inside or [n for n in found if n.start < cut[1]]
    nearest = sorted(inside, key=lambda n: (max(n.start - end, start - n.end, 0), n.start))
    kept: dict[int, Named] = {}
    for name in nearest:
        kept.setdefault(_FINENESS.get(name.what, 1), name)
    return tuple(named(name) for _, name in sorted(kept.items()))


def is_location(sentence: Sentence, name: Named, sources: tuple[Mention, ...] = ()) -> bool:
    """Whether a place name says where, and is no part of another's name or of a time."""
    for other in sentence.names:
        overlaps = other.start < name.end and name.start < other.end
        if overlaps and (other.kind == "time" or (other.kind == "actor" and other.what != "state")):
            return False
    if any(
        s.start is not None and s.end is not None and s.start <= name.start < s.end for s in sources
    ):
        return False
    at = sentence.index_of(name.start)
    before = sentence.words[at - 1].form.removeprefix("و") if at else ""
    if before in lists.folded("arabic_where", "not_where"):
        return False
    form = sentence.words[at].form
    if " " not in name.name and set(readings(form)) & lists.folded("arabic_where", "no_place"):
        return False
    letters = sentence.words[at].start < name.start  # a particle is written onto the name
    is_led = (
        letters
        or form[:1] == "ب"
        or bool(set(readings(before)) & lists.folded("arabic_where", "before"))
    )
    if (
        name.what == "country"
        and form.removeprefix("و").startswith("ال")
        and form.endswith(("يه", "ي"))
    ):
        return False  # an adjective: "الإسرائيلية"
    return is_led or name.what is None or name.what in _WIDE or " " in name.name


def _clause(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The stretch between "while" and the like, or a comma before "and in", around a claim."""
    first, last = sentence.start, sentence.end
    for at, word in enumerate(sentence.words):
        is_cut = word.form in {"فيما", "بينما"} or (bool(word.gap) and word.form in {"وفي", "كما"})
        if is_cut and word.start <= start:
            first = word.start
        elif is_cut and word.start >= end and at:
            last = min(last, word.start)
    return first, last


def times(sentence: Sentence, start: int, end: int) -> tuple[Mention, ...]:
    """Return the words that say when, the nearest in the claim's own clause first."""
    found = [n for n in sentence.names if n.kind == "time" and not _is_age(sentence, n)]
    cut = _clause(sentence, start, end)
    inside = [n for n in found if cut[0] <= n.start < cut[1]] or found
    nearest = sorted(inside, key=lambda n: (max(n.start - end, start - n.end, 0), n.start))
    return tuple(map(named, nearest[:2]))


def _is_age(sentence: Sentence, name: Named) -> bool:
    before = sentence.content[max(sentence.start, name.start - 15) : name.start]
    after = sentence.content[name.end : name.end + 6]
    return "العمر" in before or "عمره" in before or "نفس" in after


def is_cumulative(sentence: Sentence) -> bool:
    """Whether a sentence totals a longer time: "منذ بدء الحرب"."""
    listed = lists.by_length(wordlist.words("arabic_where", "cumulative"))
    return any(phrase_at(sentence.words, n, p) for n in range(len(sentence.words)) for p in listed)
