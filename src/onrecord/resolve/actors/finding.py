"""Finds names of actors in a text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.kit.spelling import is_arabic, words_of
from onrecord.model import Actor, ActorKind, Candidate, Named
from onrecord.resolve.actors.roster import (
    SKIPPED,
    Alias,
    Branch,
    Roster,
    alias_words,
    ministry_id,
)

_WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"(?:[ \u00a0]?['’‘`ʿʾ.‑-]{0,2}[ \u00a0]?|[ \u00a0]{1,2}|['’]s [ ]?)")
_ABBREVIATED = re.compile(r"[A-Z]\.[A-Z]\.$")
_PREFIXES = ("و", "ب", "ل", "ف", "ك")
_MOST = 5
# After an adjective these are people or things, no state: "Syrian refugees".
_NOT_STATE = frozenset(
    "civilian civilians refugee refugees resident residents people child children woman women man"
    " men family families national nationals citizen citizens villager villagers journalist"
    " journalists capital city town coast territory border borders war crisis revolution conflict"
    " opposition rebels rebel villages cities coastal language speaking uprising soil desert"
    " region province provinces population society community communities activist activists"
    " prisoners prisoner detainees hostages students student nation neighbour neighbor"
    " neighbourhood neighborhood diaspora worker workers doctors medics".split()
)
_MINISTRY = re.compile(
    r"(?P<a>(?i:health|interior|defen[cs]e|foreign|information|justice)) (?:M|m)inistry\b"
    r"|[Mm]inistry of (?:the )?(?P<b>(?i:health|interior|defen[cs]e|foreign affairs|information"
    r"|justice))\b|[Dd]epartment of (?P<c>Defen[cs]e)\b"
)
_SAID = frozenset(
    "said says say accused accuses denied denies announced announces warned warns called calls"
    " agreed agrees claimed claims insisted insists rejected rejects sent vowed has have had did"
    " does would will was is wants wanted also backs backed supports supported launched blamed"
    " blames condemned condemns made maintains argued hopes intervened".split()
)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class _Match:
    first: int
    last: int
    aliases: tuple[Alias, ...]


def find(
    roster: Roster, content: str, focus: Mapping[str, float], capitals: Mapping[str, str]
) -> list[Named]:
    """
    Return the actors that a text names, in order, not overlapping.

    Args:
        roster: Who is known.
        content: The text.
        focus: Share of the text that points to each country, to tell namesakes apart.
        capitals: Country by name of its capital, for "Damascus denied".
    """
    pieces = _pieces(content)
    found: list[Named] = []
    at = 0
    while at < len(pieces):
        match = _longest(roster.tree, content, pieces, at)
        named = _named(roster, content, pieces, match, focus) if match else None
        if named and match:
            found.append(named)
            at = match.last + 1
        else:
            at += 1
    _join(found, _ministries(content, focus, found))
    _join(found, _metonyms(content, pieces, capitals))
    return sorted(found, key=lambda n: n.start)


def _join(found: list[Named], more: Iterator[Named]) -> None:
    """Add names; one that holds shorter ones takes their place."""
    for named in list(more):
        inside = [n for n in found if named.start < n.end and n.start < named.end]
        if all(n.end - n.start < named.end - named.start for n in inside):
            for n in inside:
                found.remove(n)
            found.append(named)


def _pieces(content: str) -> list[_Piece]:
    found = []
    for match in _WORD.finditer(content):
        folded = words_of(match[0])
        if folded:
            found.append(_Piece(match.start(), match.end(), "".join(folded)))
    return found


def _longest(tree: Branch, content: str, pieces: Sequence[_Piece], at: int) -> _Match | None:
    best: _Match | None = None
    for start in _first_words(pieces[at].word):
        branch = tree.then.get(start)
        if branch:
            found = _follow(branch, content, pieces, at, at)
            if found and (best is None or found.last > best.last):
                best = found
    return best


def _first_words(word: str) -> list[str]:
    if not is_arabic(word):
        return [word]
    forms = [word, word.removeprefix("ال")]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) > 3:
            rest = word[1:]
            forms += [rest, rest.removeprefix("ال"), rest.removeprefix("ل")]
    return list(dict.fromkeys(forms))


def _follow(
    branch: Branch, content: str, pieces: Sequence[_Piece], first: int, at: int
) -> _Match | None:
    """Go down the tree as far as the text does; return the longest name passed."""
    best: _Match | None = None
    while True:
        fitting = tuple(a for a in branch.ends if _fits(a, content, pieces[first], pieces[at]))
        if fitting:
            best = _Match(first, at, fitting)
        after = at + 1
        if after >= len(pieces) or not _joined(content, pieces[at], pieces[after]):
            return best
        word = _after_word(pieces[after].word)
        if word not in branch.then and word in SKIPPED and after + 1 < len(pieces):
            if not _joined(content, pieces[after], pieces[after + 1]):
                return best
            after += 1
            word = _after_word(pieces[after].word)
        if word not in branch.then:
            return best
        branch, at = branch.then[word], after


def _after_word(word: str) -> str:
    return word.removeprefix("ال") if is_arabic(word) and len(word) > 3 else word


def _joined(content: str, left: _Piece, right: _Piece) -> bool:
    return bool(_JOINT.fullmatch(content[left.end : right.start]))


def _fits(alias: Alias, content: str, first: _Piece, last: _Piece) -> bool:
    """Whether the letters are cased as the name needs: "IS" is no "is"."""
    written = content[first.start : last.end]
    if is_arabic(alias.written):
        return True
    if not alias.is_strict:
        return written[0].isupper() or written[0].isdigit()
    letters = re.sub(r"[\W\d_]", "", written)
    wanted = re.sub(r"[\W\d_]", "", alias.written)
    return letters == wanted or (wanted[:1].islower() and letters[1:] == wanted[1:])


def _named(
    roster: Roster,
    content: str,
    pieces: Sequence[_Piece],
    match: _Match,
    focus: Mapping[str, float],
) -> Named | None:
    start, end = pieces[match.first].start, pieces[match.last].end
    actors = [a for a in (roster.actor(alias.actor) for alias in match.aliases) if a]
    if _is_people(content, pieces, match, actors):
        return None
    if content[max(0, start - 5) : start].casefold() in {"anti-", "anti "}:
        return None  # "anti-Assad forces" are not Assad's
    start = _with_article(content, pieces, match.first, start)
    start += _has_prefix(pieces[match.first].word, match.aliases)
    end += _ABBREVIATED.search(content[max(0, end - 3) : end + 1]) is not None
    return Named(
        start=start,
        end=end,
        kind="actor",
        name=content[start:end],
        candidates=_ranked(actors, focus),
    )


def _has_prefix(word: str, aliases: Sequence[Alias]) -> bool:
    """Whether an Arabic particle ("to", "and") is written onto the first word of a name."""
    firsts = {alias_words(a.written)[0] for a in aliases}
    return is_arabic(word) and not firsts & {word, word.removeprefix("ال")}


def _with_article(content: str, pieces: Sequence[_Piece], first: int, start: int) -> int:
    """Take "al-" before a name into it."""
    before = pieces[first - 1] if first else None
    if before and before.word in SKIPPED and content[before.end : start] in {"-", "‑"}:
        return before.start
    return start


def _is_people(
    content: str, pieces: Sequence[_Piece], match: _Match, actors: Sequence[Actor]
) -> bool:
    """Whether an adjective or a plural stands for people here and for no state."""
    if match.first != match.last or any(a.kind is not ActorKind.STATE for a in actors):
        return False
    word = content[pieces[match.first].start : pieces[match.last].end]
    names = {w for a in actors for w in (a.name, *a.aliases)}
    if word not in names:
        return False
    after = pieces[match.last + 1] if match.last + 1 < len(pieces) else None
    return bool(
        after
        and after.word in _NOT_STATE
        and content[pieces[match.last].end : after.start] in {" ", "-"}
    )


def _ranked(actors: Sequence[Actor], focus: Mapping[str, float]) -> tuple[Candidate, ...]:
    """Rank namesakes: those of the country that the text is about come first."""
    scored = []
    for actor in dict.fromkeys(actors):
        share = focus.get(actor.country or "", 0.0)
        why = f"{actor.kind} {actor.name}"
        if actor.country and share:
            why += f"; {share:.0%} of the text's place words point to {actor.country}"
        scored.append(Candidate(id=actor.id, score=round(0.5 + share / 2, 3), why=why))
    return tuple(sorted(scored, key=lambda c: (-c.score, c.id))[:_MOST])


def _ministries(
    content: str, focus: Mapping[str, float], found: Sequence[Named]
) -> Iterator[Named]:
    """Yield ministries by pattern, with the country whose adjective or name stands before."""
    ends = {n.end: n for n in found}
    for match in _MINISTRY.finditer(content):
        office = (match["a"] or match["b"] or match["c"]).split()[0]
        start, country = match.start(), next(iter(focus), None)
        why = "the country that the text is most about"
        before = ends.get(start - len(" ")) or ends.get(start - len("'s "))
        state = before.candidates[0].id if before and before.candidates else ""
        if before and state.startswith("actor:state-"):
            between = content[before.end : start]
            if between in {" ", "'s ", "’s "}:
                start, country = before.start, state.removeprefix("actor:state-").upper()
                why = f"of {before.name}, as the words say"
        yield Named(
            start=start,
            end=match.end(),
            kind="actor",
            name=content[start : match.end()],
            candidates=(Candidate(id=ministry_id(office, country), score=0.5, why=why),),
        )


def _metonyms(
    content: str, pieces: Sequence[_Piece], capitals: Mapping[str, str]
) -> Iterator[Named]:
    """Yield capitals that act or speak for their state: "Moscow denied"."""
    for at, piece in enumerate(pieces[:-1]):
        country = capitals.get(piece.word)
        after = pieces[at + 1]
        if not country or not content[piece.start].isupper() or after.word not in _SAID:
            continue
        if content[piece.end : after.start] != " " or _is_where(content, pieces, at):
            continue
        name = content[piece.start : piece.end]
        first = Candidate(
            id=f"actor:state-{country.lower()}", score=0.5, why=f"{name} for its government"
        )
        yield Named(start=piece.start, end=piece.end, kind="actor", name=name, candidates=(first,))


def _is_where(content: str, pieces: Sequence[_Piece], at: int) -> bool:
    before = pieces[at - 1] if at else None
    if before is None or content[before.end : pieces[at].start] != " ":
        return False
    return before.word in {"in", "of", "from", "to", "at", "near", "around", "on", "outside"}
