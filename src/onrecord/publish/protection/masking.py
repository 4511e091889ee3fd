"""The one masker: whatever words become public go through it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from onrecord.kit.spelling import skeleton
from onrecord.model import Cell, Ruled
from onrecord.model.public import Piece, PublicCell, Withheld, Words
from onrecord.model.publishing import Allowed
from onrecord.publish.protection import arabic, latin, reach, wordings
from onrecord.publish.protection.known import Known, Means, Name
from onrecord.publish.protection.lists import lists
from onrecord.publish.protection.spans import Span, Word, key, pieces, words_of

_MOST_KEPT = 20_000  # texts whose spans are kept: sentences come again with each of their claims
_MOST_GONE = 0.5  # of the letters of a sentence; when more would go, all of it goes
_LONG = 30  # letters; shorter words are a name or a label, and are withheld piece by piece
_SKELETON = 3  # consonants by which another spelling of a place is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """
    What else must not be told where an incident is told less exactly.

    Attributes:
        places: Names of the places that are finer than may be told, each as its compared words.
        told: Names of the places that are told; with `is_strict` all others are hidden.
        is_strict: The incident is recent: no day, and no place but those told, may be seen.
        shown: Names of persons that a setting lets through here, as their compared words.
    """

    places: frozenset[tuple[str, ...]] = frozenset()
    told: frozenset[tuple[str, ...]] = frozenset()
    is_strict: bool = False
    shown: frozenset[tuple[str, ...]] = frozenset()


NOTHING = Hidden()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was found in texts under some hiding, and the words that came of it."""

    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    words: dict[tuple[str, str | None], Words] = field(default_factory=dict)
    cells: dict[tuple[object, ...], PublicCell] = field(default_factory=dict)


class Masker:
    """Takes out of words what may not be seen, under what a record's keepers allow."""

    def __init__(self, allowed: Allowed, known: Known) -> None:
        self.known = known
        self._allowed = allowed
        self._plain = _Kept()
        self._hiding: tuple[Hidden, _Kept] = (NOTHING, self._plain)

    def words(self, text: str, language: str | None = None, hidden: Hidden = NOTHING) -> Words:
        """Return a text as it may be seen."""
        spans = self.spans(text, hidden)
        kept = self._kept(hidden).words
        made = kept.get((text, language))
        if made is None:
            made = kept[text, language] = Words(pieces=pieces(text, spans), language=language)
        return made

    def cell(self, cell: Ruled, value: Cell, why: Words, hidden: Hidden = NOTHING) -> PublicCell:
        """
        Return a column of a ruling, its value and words being as they may be seen.

        Columns that are alike are one and the same, which is quicker to write and to keep.
        """
        rules = tuple([rule.id for rule in cell.rules])
        kept = self._kept(hidden).cells
        key = (cell.name, type(value), value, id(why), rules, cell.is_ours)
        made = kept.get(key)
        if made is None:
            made = PublicCell(
                name=cell.name, value=value, why=why, rules=rules, is_ours=cell.is_ours
            )
            if len(kept) < _MOST_KEPT:
                kept[key] = made  # it holds its words, so that no others have their id
        return made

    def plain(self, text: str, hidden: Hidden = NOTHING) -> str:
        """Return a text as it may be seen, in one run."""
        return str(self.words(text, hidden=hidden))

    def is_whole(self, text: str, hidden: Hidden = NOTHING) -> bool:
        """Whether nothing of a text is withheld."""
        return not self.spans(text, hidden)

    def parts(
        self, parts: tuple[str, ...], language: str | None, hidden: Hidden = NOTHING
    ) -> tuple[Words, ...]:
        """
        Return the parts of one sentence as they may be seen.

        It is looked at as a whole: a name may begin in one part and end in the next. Where
        most of the sentence would have to go, all of it goes: what is left of it would tell
        by its shape what was there.
        """
        text = "".join(parts)
        spans = self.spans(text, hidden)
        gone = sum(span.end - span.start for span in spans)
        too_much = len(text) > _LONG and gone > _MOST_GONE * len(text)
        if too_much or (hidden.is_strict and _is_mostly_arabic(text)):
            empty = Piece(text="", withheld=Withheld.WORDS)
            return tuple(
                Words(pieces=(empty,) if part else (), language=language) for part in parts
            )
        made, at = [], 0
        for part in parts:
            end = at + len(part)
            inside = [
                Span(max(span.start, at) - at, min(span.end, end) - at, span.kind)
                for span in spans
                if span.start < end and span.end > at
            ]
            made.append(Words(pieces=pieces(part, inside), language=language))
            at = end
        return tuple(made)

    def spans(self, text: str, hidden: Hidden = NOTHING) -> tuple[Span, ...]:
        """Return what of a text may not be seen."""
        if not text:
            return ()
        kept = self._kept(hidden)
        spans = kept.spans.get(text)
        if spans is None:
            if len(kept.spans) >= _MOST_KEPT:
                kept.spans.clear()
                kept.words.clear()
                kept.cells.clear()
            spans = kept.spans[text] = tuple(self._found(text, hidden))
        return spans

    def _kept(self, hidden: Hidden) -> "_Kept":
        """Return what was found under some hiding: for nothing hidden, and for the last one."""
        if hidden is NOTHING:
            return self._plain
        if self._hiding[0] is not hidden and self._hiding[0] != hidden:
            self._hiding = (hidden, _Kept())
        return self._hiding[1]

    def _found(self, text: str, hidden: Hidden) -> Iterator[Span]:
        words = words_of(text)
        own = self.known.in_words(words)
        own = [one for one in own if not _is_shown(words, one, hidden)]
        taken = [*self._of_places(text, words, own, hidden)]
        if hidden.is_strict:
            taken += wordings.days(text)
            taken += latin.places(text, words, self.known, own, hidden.told)
            taken += arabic.places(text, words, self.known, hidden.told)
        taken += reach.leads(text, self._allowed, is_strict=hidden.is_strict)
        yield from taken
        yield from wordings.unread(text)
        yield from wordings.protected(text, words, self._allowed, self.known, own)
        for found in (latin.names, arabic.names):
            for span in found(text, words, self.known, own):
                if not _is_let_through(words, span, hidden) and not _inside(span, taken):
                    yield span

    def _of_places(
        self, text: str, words: list[Word], own: list[Name], hidden: Hidden
    ) -> Iterator[Span]:
        if not self._allowed.exact_sites:
            yield from wordings.sites(text, words)
        if hidden.places:
            yield from _spelled(words, hidden.places)
        if hidden.is_strict:
            for one in own:
                keys = tuple(word.key for word in words[one.first : one.last + 1])
                if one.means is Means.PLACE and keys not in hidden.told:
                    yield Span(words[one.first].start, words[one.last].end, Withheld.PLACE)


def keys_of(name: str) -> tuple[str, ...]:
    """Return a name as its compared words."""
    return tuple(word.key for word in words_of(name))


def and_showing(hidden: Hidden, names: frozenset[tuple[str, ...]]) -> Hidden:
    """Return what is hidden, with some names let through."""
    return replace(hidden, shown=names) if names else hidden


def _spelled(words: list[Word], places: frozenset[tuple[str, ...]]) -> Iterator[Span]:
    """Yield every spelling of some places, also as another hand would write the same sounds."""
    bones = {skeleton(" ".join(name)) for name in places}
    bones = {one for one in bones if len(one) >= _SKELETON}
    longest = max(map(len, places)) + 1
    for at in range(len(words)):
        for size in range(longest, 0, -1):
            run = words[at : at + size]
            keys = tuple(word.key for word in run)
            sounds = run[-1].is_capital and skeleton(" ".join(keys)) in bones
            if len(run) == size and (keys in places or sounds):
                own = [word for word in run if word.key not in lists().sites] or run
                yield Span(own[0].start, own[-1].end, Withheld.PLACE)  # "hospital" may stay
                break


def _inside(span: Span, taken: list[Span]) -> bool:
    return any(one.start <= span.start and span.end <= one.end for one in taken)


def _is_shown(words: list[Word], one: Name, hidden: Hidden) -> bool:
    keys = tuple(word.key for word in words[one.first : one.last + 1])
    return one.means is Means.PERSON and keys in hidden.shown


def _is_let_through(words: list[Word], span: Span, hidden: Hidden) -> bool:
    keys = tuple(w.key for w in words if span.start <= w.start and w.end <= span.end)
    return keys in hidden.shown


def _is_mostly_arabic(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum("\u0600" <= sign <= "\u06ff" for sign in letters) * 3 > len(letters)


def names_in(text: str, masker: Masker) -> frozenset[tuple[str, ...]]:
    """Return the names of persons in a text, as their compared words."""
    spans = (one for one in masker.spans(text) if one.kind is Withheld.NAME)
    found = (keys_of(text[one.start : one.end]) for one in spans)
    return frozenset(keys for keys in found if keys)


__all__ = ["NOTHING", "Hidden", "Masker", "and_showing", "key", "keys_of", "lists", "names_in"]
