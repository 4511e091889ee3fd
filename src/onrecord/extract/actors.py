"""Nouns as perpetrators: those who can act, the group they are of, and the owners of a means."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.extract import grammar, harm, naming, people, wordlist
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention, Named

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEP = 3  # a group of a group of a group is the parser's confusion
_OWNING = frozenset({"compound", "amod", "nmod", "poss"})
_BY = frozenset({"agent", "prep"})
_LED = re.compile(r"[A-Z]\w+(?:-\w+)*-(?:led|backed)\b")


def is_listed(token: "Token", kind: str) -> bool:
    """Whether a word is in one of the lists of `perpetrators.yaml`."""
    listed = wordlist.words("perpetrators", kind)
    return token.lemma_.lower() in listed or token.lower_ in listed


def is_kind_of_means(token: "Token") -> bool:
    """As in "fighter jets", "sniper fire": no people, but what kind of weapon it is."""
    weapons = wordlist.table("perpetrators")["kind_of_means"]["words"].get(token.lemma_.lower(), ())
    return token.dep_ in _OWNING and token.head.lemma_.lower() in weapons


def is_side(sentence: Sentence, token: "Token") -> bool:
    """Whether a noun does not name somebody who reports or helps."""
    named = sentence.actor(token)
    return named is None or _is_side(named)


def _is_side(named: Named) -> bool:
    return named.what not in wordlist.words("perpetrators", "not_a_side")


def _can_act(sentence: Sentence, token: "Token") -> bool:
    """As in "gunmen", "the army", or a named armed group; never a pronoun."""
    if is_listed(token, "armed"):
        return True
    if token.pos_ == "PRON":
        return False
    named = sentence.actor(token)
    if named is not None and _is_side(named):
        return True
    is_place = named is None and sentence.name_of(token, "place") is not None
    return token.pos_ == "PROPN" and not is_place and not is_listed(token, "struck")


def actors(sentence: Sentence, token: "Token | None", depth: int = 0) -> Iterator[Mention]:
    """Return a noun as perpetrators: itself if it can act, its owner if a means, and its list."""
    if token is None or depth > _DEEP:
        return
    if is_listed(token, "means") and not sentence.actor(token):
        yield from owners(sentence, token)
    elif _can_act(sentence, token):
        yield _mention(sentence, token)
    else:
        # "members of the militia", "personnel in army uniforms"
        for inner in grammar.governed(token, {"of", "from", "with"}):
            yield from actors(sentence, inner, depth + 1)
        # 'the organisation "Daesh"'
        for inner in token.children:
            if inner.dep_ == "appos" and sentence.actor(inner) is not None:
                yield from actors(sentence, inner, depth + 1)
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in grammar.NOUNS:
            found = list(actors(sentence, child, depth + 1))
            yield from found or _of_which(sentence, child, depth + 1)


def _of_which(sentence: Sentence, listed: "Token", depth: int) -> Iterator[Mention]:
    """As in "the army and dissidents of the Front", which the parser hangs on the army."""
    after = sentence.token_at(sentence.span(listed)[1] + 1)
    if after is not None and after.lower_ == "of" and after.head != listed:
        for inner in after.children:
            yield from actors(sentence, inner, depth) if inner.dep_ == "pobj" else ()


def _mention(sentence: Sentence, token: "Token") -> Mention:
    """Name a perpetrator, with the owner or the group that the words give it."""
    said = naming.name(sentence, token)
    named = sentence.actor(token)
    if named is None:
        group = _group(sentence, token)
        return _of_group(sentence, said, group) if group is not None else said
    stop = sentence.span(token)[1]
    if token.pos_ == "NOUN" and said.start == named.start and named.end < stop:
        # "Russian warplanes", "Taliban fighters": name the noun with its owner
        return Mention(
            name=sentence.content[named.start : stop],
            start=named.start,
            end=stop,
            candidates=named.candidates,
        )
    is_means = named.what == "state" and is_listed(token, "means") and named.end >= stop
    is_person = named.what == "state" and any(c.lower_ in {"a", "an"} for c in token.children)
    if (
        named.canonical
        and not is_person
        and (token.pos_ == "ADJ" or named.what == "state" or is_means)
    ):
        return _canonical(named, named.canonical)
    return said


def _canonical(named: Named, shown: str) -> Mention:
    """As in "Russian": Russia, where the words stand."""
    return Mention(name=shown, start=named.start, end=named.end, candidates=named.candidates)


def _of_group(sentence: Sentence, said: Mention, group: Named) -> Mention:
    """As in "militants from the Allied Front": described, and known by their group."""
    words = sentence.content[said.start : group.end]
    return Mention(name=words, start=said.start, end=group.end, candidates=group.candidates)


def _group(sentence: Sentence, token: "Token") -> Named | None:
    """As in "militants from the Allied Front": the group that a described attacker is of."""
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in {"of", "from"} and prep.i == token.i + 1:
            for inner in prep.children:
                if inner.dep_ == "pobj" and (named := sentence.actor(inner)) is not None:
                    return named
    return None


def owners(sentence: Sentence, noun: "Token") -> Iterator[Mention]:
    """As in "rebel shelling", "Russian air strikes", "the army's raid", "an attack by gunmen"."""
    for child in noun.children:
        if not sentence.holds(child):
            continue
        if child.dep_ in _OWNING and child.i < noun.i:
            yield from _before(sentence, child)
        elif child.dep_ in _BY and (
            child.lower_ in {"by", "from"} or (child.lower_ == "of" and is_listed(noun, "arms"))
        ):
            yield from _governed(sentence, child)
        elif child.dep_ in {"acl", "relcl"} and _blames(child):
            yield from blamed(sentence, child)
        elif child.dep_ == "acl" or (child.dep_ == "relcl" and is_listed(child, "violent")):
            yield from agents(sentence, child)
            for source in child.children:  # "a shell fired from an army post"
                if source.dep_ == "prep" and source.lower_ == "from":
                    yield from _governed(sentence, source)


def _blames(verb: "Token") -> bool:
    return verb.lemma_.lower() in wordlist.table("perpetrators")["blaming"]["words"]


def blamed(sentence: Sentence, verb: "Token") -> Iterator[Mention]:
    """As in "attributed to the air force", "blamed on rebels"."""
    listed = wordlist.table("perpetrators")["blaming"]["words"]
    for prep in verb.children:
        if prep.dep_ in {"prep", "dative"} and prep.lower_ == listed.get(verb.lemma_.lower()):
            yield from _governed(sentence, prep)


def _before(sentence: Sentence, child: "Token") -> Iterator[Mention]:
    """As in "Russian air strikes", "the Saudi-led bombing": what stands before the means."""
    named = sentence.actor(child)
    if named is not None and _is_side(named):
        is_state = named.canonical and named.what == "state"
        yield _canonical(named, named.canonical if is_state and named.canonical else named.name)
    elif is_listed(child, "armed") and not is_kind_of_means(child):
        yield naming.name(sentence, child)
    else:
        start, end = sentence.span(child)
        if _LED.match(sentence.content[start:end]):
            yield Mention(name=sentence.content[start:end], start=start, end=end)
        for deeper in child.children:
            if deeper.dep_ in _OWNING | {"npadvmod"}:
                yield from _before(sentence, deeper)


def agents(sentence: Sentence, verb: "Token", *, is_deed: bool = False) -> Iterator[Mention]:
    """As in "carried out by gunmen"; if the verb is the deed itself, "stabbed by a neighbour"."""
    for child in verb.children:
        if child.dep_ in _BY and child.lower_ == "by":
            yield from _governed(sentence, child, is_deed=is_deed)


def _governed(sentence: Sentence, prep: "Token", *, is_deed: bool = False) -> Iterator[Mention]:
    for inner in prep.children:
        if inner.dep_ == "pobj" and not is_listed(inner, "reckoning"):
            yield from doers(sentence, inner, 1) if is_deed else actors(sentence, inner, 1)


def doers(sentence: Sentence, token: "Token", depth: int = 0) -> Iterator[Mention]:
    """Return who did the deed itself: an actor, or anybody at all, as in "a neighbour stabbed"."""
    found = list(actors(sentence, token, depth))
    is_known = _can_act(sentence, token) or any(m.candidates for m in found)
    if is_somebody(token) and not is_known:
        found = list(naming.names(sentence, token))
    yield from found


def is_somebody(token: "Token") -> bool:
    """As in "a mob", "three tribesmen": a noun for living people."""
    is_noun = token.pos_ in grammar.NOUNS and token.lemma_ not in {"one", "other"}
    if not is_noun or harm.word(token, "counted"):
        return False
    return people.person_class(token) is not None
