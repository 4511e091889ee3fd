"""
Who did it, as the document says: never inferred from the weapon alone.

An empty slot beats a guessed one. The rules look first at the harm's own clause (its
subject, its "by"), then at the means ("in a coalition air strike"), then at an attack
told in the same sentence ("... after gunmen stormed the village").
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord import vocab
from onrecord.extract import harm
from onrecord.extract.harm import Harm
from onrecord.extract.parse import Sentence
from onrecord.extract.said import name
from onrecord.model import Mention, Named, Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "csubj")


@lru_cache(1)
def _table() -> dict[str, frozenset[str]]:
    table = vocab.read_table("onrecord.extract", "lexicon", "perpetrators.yaml")
    return {str(k): frozenset(map(str, v)) for k, v in table.items()}


def _is(token: "Token", kind: str) -> bool:
    return token.lemma_.lower() in _table()[kind] or token.lower_ in _table()[kind]


def perpetrators(sentence: Sentence, told: Harm, unit: "Token | None") -> tuple[Mention, ...]:
    """Return who did the harm, as the sentence says; empty if it does not say."""
    for rule in (_by_subject, _by_agent, _by_cause, _by_means, _by_clash, _by_attack):
        found = _kept(sentence, rule(sentence, told, unit), unit)
        if found:
            return found
    return ()


def _kept(
    sentence: Sentence, found: Iterator[Mention], unit: "Token | None"
) -> tuple[Mention, ...]:
    """Drop repeats and the harmed themselves."""
    harmed = None
    if unit is not None:
        harmed = (
            sentence.span(unit.left_edge if sentence.holds(unit.left_edge) else unit)[0],
            sentence.span(unit)[1],
        )
    kept: list[Mention] = []
    for mention in found:
        if any(mention.start == k.start or mention.name == k.name for k in kept):
            continue
        if (
            harmed
            and mention.start is not None
            and mention.end is not None
            and (harmed[0] <= mention.start < harmed[1])
        ):
            continue
        kept.append(mention)
    return tuple(kept)


def _subject(token: "Token", depth: int = 0) -> "Token | None":
    """The subject of a verb, found through what it depends on."""
    for child in token.children:
        if child.dep_ in _SUBJECTS:
            if child.lower_ in {"which", "that", "who"} and token.dep_ == "relcl":
                return token.head
            return child
    if depth > 4 or token.head == token:
        return None
    if token.dep_ == "acl" and token.tag_ in {"VBG", "VB"}:
        # "gunmen killing villagers"; "the use of torture to murder": the noun or its verb's subject
        return (
            token.head
            if token.tag_ == "VBG"
            else _subject(token.head.head, depth + 1)
            if token.head.dep_ in {"dobj"}
            else None
        )
    if token.dep_ in {"xcomp", "conj", "advcl", "pcomp", "ccomp", "relcl", "acl", "dep"}:
        if token.dep_ == "conj" and any(c.dep_ in {"nsubjpass"} for c in token.children):
            return None
        if token.dep_ == "advcl" and any(c.dep_ == "mark" for c in token.children):
            return None
        if token.dep_ == "ccomp" and token.tag_ not in {"VBG", "VB"}:
            return None
        if token.dep_ == "relcl":
            return None
        if token.dep_ == "pcomp" and token.head.head.lemma_ in {
            "accuse",
            "suspect",
            "convict",
            "blame",
            "acquit",
        }:
            # "accuses the government of killing": the accused, not the accuser
            accused = next(
                (c for c in token.head.head.children if c.dep_ in {"dobj", "nsubjpass"}), None
            )
            return accused
        return _subject(token.head, depth + 1)
    if token.dep_ in {"prep", "pobj", "acomp", "attr", "dobj"}:
        return _subject(token.head, depth + 1)
    return None


def _named(sentence: Sentence, token: "Token") -> Named | None:
    start, end = sentence.span(token)
    return next(
        (n for n in sentence.names if n.kind == "actor" and n.start < end and start < n.end), None
    )


def _is_actor(sentence: Sentence, token: "Token") -> bool:
    if _is(token, "armed"):
        return True
    if token.pos_ == "PRON":
        return False
    named = _named(sentence, token)
    return named is not None and named.what not in _table()["not_a_side"]


def _actors(sentence: Sentence, token: "Token | None", depth: int = 0) -> Iterator[Mention]:
    """A noun as perpetrators: itself if it can act, the owner if it is a means, and its list."""
    if token is None or depth > 3:
        return
    if _is(token, "means") and not _named(sentence, token):
        yield from _owners(sentence, token)
    elif _is_actor(sentence, token) or (token.pos_ == "PROPN" and not _is_place(sentence, token)):
        yield _mention(sentence, token)
    else:
        # "members of the militia", "personnel in army uniforms"
        for prep in (
            c for c in token.children if c.dep_ == "prep" and c.lower_ in {"of", "from", "with"}
        ):
            yield from (
                m
                for c in prep.children
                if c.dep_ == "pobj"
                for m in _actors(sentence, c, depth + 1)
            )
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"}:
            yield from _actors(sentence, child, depth + 1)


def _is_place(sentence: Sentence, token: "Token") -> bool:
    start, end = sentence.span(token)
    if _named(sentence, token):
        return False
    return any(n.kind == "place" and n.start < end and start < n.end for n in sentence.names)


_GENERIC = re.compile(r"^(?:armed\s+)?(?:men|group|groups|personnel)$", re.IGNORECASE)


def _mention(sentence: Sentence, token: "Token") -> Mention:
    said = name(sentence, token)
    named = _named(sentence, token)
    group = _group(sentence, token) if named is None else None
    if group is not None and said.start is not None:
        words = sentence.content[said.start : group.end]
        return Mention(name=words, start=said.start, end=group.end, candidates=group.candidates)
    if (
        named is not None
        and token.pos_ in {"NOUN"}
        and said.start == named.start
        and named.end < sentence.span(token)[1]
    ):
        # "Russian warplanes", "Taliban fighters": name the noun with its owner
        begin, stop = named.start, sentence.span(token)[1]
        return Mention(
            name=sentence.content[begin:stop], start=begin, end=stop, candidates=named.candidates
        )
    if (
        named is not None
        and named.canonical
        and (
            token.pos_ == "ADJ"
            or named.what == "state"
            or (_is(token, "means") and named.end >= sentence.span(token)[1])
        )
    ):
        return Mention(
            name=named.canonical, start=named.start, end=named.end, candidates=named.candidates
        )
    return said


def _group(sentence: Sentence, token: "Token") -> Named | None:
    """As in "militants from the Allied Front": the group that a described attacker is of."""
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in {"of", "from"} and prep.i == token.i + 1:
            for child in prep.children:
                if child.dep_ == "pobj" and (named := _named(sentence, child)) is not None:
                    return named
    return None


def _owners(sentence: Sentence, noun: "Token") -> Iterator[Mention]:
    """As in "rebel shelling", "Russian air strikes", "the army's raid", "an attack by gunmen"."""
    for child in noun.children:
        if not sentence.holds(child):
            continue
        if child.dep_ in {"compound", "amod", "nmod", "poss"} and child.i < noun.i:
            yield from _modifier(sentence, child)
        elif child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            yield from (
                m for c in child.children if c.dep_ == "pobj" for m in _actors(sentence, c, 1)
            )
        elif child.dep_ == "acl":
            yield from _agents(sentence, child)
        elif child.dep_ == "relcl" and _is(child, "violent"):
            yield from _agents(sentence, child)


def _modifier(sentence: Sentence, child: "Token") -> Iterator[Mention]:
    named = _named(sentence, child)
    if named is not None and named.what not in _table()["not_a_side"]:
        shown = named.canonical if named.canonical and named.what == "state" else named.name
        yield Mention(name=shown, start=named.start, end=named.end, candidates=named.candidates)
    elif _is(child, "armed") and child.lemma_ != "sniper":
        yield name(sentence, child)
    else:
        start, end = sentence.span(child)
        if re.match(r"[A-Z]\w+(?:-\w+)*-(?:led|backed)\b", sentence.content[start:end]):
            yield Mention(name=sentence.content[start:end], start=start, end=end)
        for deeper in child.children:
            if deeper.dep_ in {"compound", "amod", "nmod", "poss", "npadvmod"}:
                yield from _modifier(sentence, deeper)


def _agents(sentence: Sentence, verb: "Token") -> Iterator[Mention]:
    for child in verb.children:
        if child.dep_ in {"agent", "prep"} and child.lower_ == "by":
            yield from (
                m for c in child.children if c.dep_ == "pobj" for m in _actors(sentence, c, 1)
            )


def _by_subject(sentence: Sentence, told: Harm, unit: "Token | None") -> Iterator[Mention]:
    if (
        told.use != "done"
        or told.token.lemma_ in {"lose", "bury", "find"}
        or any(c.dep_ in {"nsubjpass", "auxpass"} for c in told.token.children)
    ):
        return
    if told.token.tag_ == "VBN" and not _is_perfect(told.token):
        return
    if (
        told.token.tag_ == "VBN"
        and told.token.dep_ in {"acl", "ROOT", "conj"}
        and not any(c.dep_ in {"dobj"} for c in told.token.children)
    ):
        return
    subject = _subject(told.token)
    if subject is not None and subject != unit and sentence.holds(subject):
        yield from _actors(sentence, subject)


def _is_perfect(token: "Token") -> bool:
    """As in "has killed", "had wounded": a participle that is no passive."""
    verbs = [token]
    while verbs[-1].dep_ == "conj" and verbs[-1].head.pos_ == "VERB":
        verbs.append(verbs[-1].head)
    return any(c.dep_ == "aux" and c.lemma_ == "have" for v in verbs for c in v.children) or any(
        c.dep_ in {"dobj"} for c in token.children
    )


def _by_agent(sentence: Sentence, told: Harm, _: "Token | None") -> Iterator[Mention]:
    yield from _agents(sentence, told.token)
    head = told.token.head
    if told.token.dep_ in {"conj", "acomp", "oprd", "xcomp", "amod"} and sentence.holds(head):
        yield from _agents(sentence, head)
    hands = re.compile(r"\bat the hands? of\s+", re.IGNORECASE)
    for match in hands.finditer(sentence.content, sentence.start, sentence.end):
        token = sentence.token_at(match.end())
        while (
            token is not None
            and token.dep_ in {"det", "amod", "compound", "nmod", "poss"}
            and token.head.i > token.i
        ):
            token = token.head
        yield from _actors(sentence, token, 1)


def _by_cause(sentence: Sentence, told: Harm, unit: "Token | None") -> Iterator[Mention]:
    """As in "X accounted for 396 deaths", "X is responsible for the murder of", "X's killing of"."""
    if told.use in {"act", "counted"}:
        for child in told.token.children:
            if child.dep_ == "poss":
                yield from _actors(sentence, child, 1)
    below, above = told.token, told.token.head
    for _ in range(5):
        if above == below or not sentence.holds(above):
            return
        if (
            _is(above, "cause")
            and (above.pos_ in {"VERB", "ADJ", "NOUN"})
            and below.dep_
            in {
                "dobj",
                "prep",
                "pobj",
                "xcomp",
                "pcomp",
                "acl",
                "ccomp",
                "nsubjpass",
                "oprd",
                "advcl",
            }
        ):
            subject = next(
                (c for c in above.children if c.dep_ in {"nsubj", "nsubjpass"} and c != below), None
            )
            subject = subject or _subject(above)
            if subject is not None and subject != unit:
                if above.lemma_ != "see":
                    yield from _actors(sentence, subject)
                return
        below, above = above, above.head


def _near_means(sentence: Sentence, told: Harm) -> Iterator["Token"]:
    """Nouns for an act or a weapon in the harm's own clause, nearest first."""
    nouns = [
        t
        for t in sentence.tokens
        if t.pos_ in {"NOUN", "PROPN"} and _is(t, "means") and t != told.token
    ]
    yield from sorted(nouns, key=lambda t: abs(t.i - told.token.i))


def _by_means(sentence: Sentence, told: Harm, unit: "Token | None") -> Iterator[Mention]:
    for noun in _near_means(sentence, told):
        if unit is not None and noun in unit.subtree:
            continue
        if re.search(
            r"[;]",
            sentence.content[
                min(sentence.span(noun)[0], sentence.span(told.token)[0]) : max(
                    sentence.span(noun)[0], sentence.span(told.token)[0]
                )
            ],
        ):
            continue
        found = list(_owners(sentence, noun))
        if found:
            yield from found
            return


def _by_clash(sentence: Sentence, told: Harm, _: "Token | None") -> Iterator[Mention]:
    for token in sentence.tokens:
        if token.pos_ != "NOUN" or not _is(token, "clash"):
            continue
        for prep in token.children:
            if prep.dep_ == "prep" and prep.lower_ in {"between", "with"}:
                for pobj in prep.children:
                    yield from _actors(sentence, pobj)


def _by_attack(sentence: Sentence, told: Harm, unit: "Token | None") -> Iterator[Mention]:
    """As in "12 were killed when gunmen stormed the village"."""
    if told.outcome in {Outcome.RELEASED}:
        return
    for token in sentence.tokens:
        if token.pos_ != "VERB" or not _is(token, "violent") or token == told.token:
            continue
        if any(c.dep_ == "mark" and c.lower_ == "since" for c in token.children):
            continue  # "since the army invaded" dates a war, and names nobody for one deed
        subject = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
        if subject is not None and subject != unit and sentence.holds(subject):
            if subject.lower_ in {"that", "which", "who"} and token.dep_ == "relcl":
                subject = token.head
            if _is(subject, "armed") or _named(sentence, subject):
                yield from _actors(sentence, subject)
                return
        found = list(_agents(sentence, token))
        if found:
            yield from found
            return


def verbs_of_attack(sentence: Sentence) -> Iterator[Harm]:
    """Return the attacks that a sentence tells without an outcome."""
    for token in sentence.tokens:
        told = harm.verb(token)
        if told and told.outcome is Outcome.ATTACKED:
            yield told
