"""According to whom: the voices that a document names behind a claim, nearest first."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord import vocab
from onrecord.extract import people
from onrecord.extract.parse import Sentence
from onrecord.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "that", "this", "we", "i"})


@lru_cache(1)
def _table() -> dict[str, frozenset[str]]:
    table = vocab.read_table("onrecord.extract", "lexicon", "said.yaml")
    return {str(k): frozenset(map(str, v)) for k, v in table.items()}


def verbs() -> frozenset[str]:
    """Return the verbs by which somebody says something."""
    return _table()["verbs"]


def sources(sentence: Sentence, token: "Token", start: int, end: int) -> tuple[Mention, ...]:
    """
    Return who the sentence says the claim comes from, nearest voice first.

    "according to X" counts wherever it stands in the clause; a speaking verb counts when
    the harm lies in what is spoken. A report about harm in the author's voice has none.
    """
    found = [*_according_to(sentence, start, end), *_speakers(sentence, token)]
    kept: list[Mention] = []
    found = found or [*_afterwards(sentence, token)] or [*_counting(sentence, token)]
    for mention in found or _reports(sentence, start):
        if all(mention.start != k.start for k in kept):
            kept.append(mention)
    named = [m for m in kept if m.name.lower() not in _PRONOUNS]
    return tuple(named or kept)


_ACCORDING = re.compile(
    r"\b(?:according\s+to|as\s+per|per|quoting|citing|(?:as\s+)?(?:reported|said|stated|documented|confirmed|recorded|verified|counted)\s+by)\s+",
    re.IGNORECASE,
)


def _according_to(sentence: Sentence, start: int, end: int) -> Iterator[Mention]:
    for match in _ACCORDING.finditer(sentence.content, sentence.start, sentence.end):
        # a parenthesis speaks only for what it follows
        open_paren = sentence.content.rfind("(", sentence.start, match.start())
        if open_paren >= 0 and ")" not in sentence.content[open_paren : match.start()]:
            continue
        between = sentence.content[min(end, match.start()) : match.start()]
        if ";" in between:
            continue
        if match.group().lower().startswith("per ") and re.match(
            r"(?:cent|day|week|month|year|capita|person)", sentence.content[match.end() :]
        ):
            continue
        named = next((n for n in sentence.names if n.kind == "actor" and n.start == _after_article(sentence, match.end())), None)
        if named is not None:
            yield Mention(name=named.name, start=named.start, end=named.end, candidates=named.candidates)
            continue
        token = sentence.token_at(match.end())
        if token is not None:
            yield from _names(sentence, _head_of(sentence, token))


def _after_article(sentence: Sentence, at: int) -> int:
    match = re.match(r"(?:the|an?)\s+", sentence.content[at : at + 5], re.IGNORECASE)
    return at + match.end() if match else at


def _head_of(sentence: Sentence, token: "Token") -> "Token":
    """The noun whose phrase begins at a token."""
    head = token
    while (
        sentence.holds(head.head)
        and head.head != head
        and head.dep_
        in {
            "det",
            "amod",
            "compound",
            "poss",
            "nmod",
            "nummod",
            "advmod",
            "case",
            "quantmod",
        }
        and head.head.i > head.i
        and not any(sentence.quantity(t) for t in sentence.tokens if token.i < t.i < head.head.i)
    ):
        head = head.head
    return head


def _speakers(sentence: Sentence, token: "Token") -> Iterator[Mention]:
    below = token
    while below.head != below:
        above = below.head
        if above.lemma_.lower() in _table()["verbs"] and above.pos_ in {"VERB", "AUX"}:
            inside = below.dep_ in {
                "ccomp",
                "xcomp",
                "dobj",
                "pcomp",
                "acl",
                "prep",
                "advcl",
                "parataxis",
                "oprd",
                "dative",
            }
            subject = _speaker(above)
            if subject is not None and subject.dep_ == "agent":
                subject = next(iter(subject.children), None)
            spoken = sorted((sentence.span(above)[0], sentence.span(token)[0]))
            inside = inside and ";" not in sentence.content[spoken[0] : spoken[1]]
            if (
                inside
                and subject is not None
                and subject != below
                and _can_speak(sentence, subject)
            ):
                if above.dep_ == "relcl" and subject.lower_ in {"who", "that", "which"}:
                    subject = above.head
                yield from _told(sentence, above)
                yield from _names(sentence, subject)
        if (
            above.pos_ in {"NOUN", "PROPN"}
            and above.lemma_.lower() in _table()["nouns"]
            and below.dep_ in {"acl", "prep", "relcl", "ccomp", "pobj"}
        ):
            yield from _owner(sentence, above)
        below = above


_STREAMING = re.compile(
    r"\b((?:unconfirmed |early |initial |local |some |many |several )?(?:reports|accounts|testimonies|videos|footage))\s+(?:\w+\s+){0,3}"
    r"(?:stream|emerg|surfac|com|arriv|circulat|trickl|appear|pour)\w*\b|\bthere (?:are|were|have been) ((?:unconfirmed |some |many )?reports)\b",
    re.IGNORECASE,
)


def _reports(sentence: Sentence, start: int) -> Iterator[Mention]:
    """As in "Reports have been coming in that ...": nobody is named, and yet it is not the author's word."""
    for match in _STREAMING.finditer(sentence.content, sentence.start, start):
        group = 1 if match[1] else 2
        yield Mention(name=match[group].lower(), start=match.start(group), end=match.end(group))


_COUNTING = frozenset("put give document count record tally register list reckon estimate number".split())


def _counting(sentence: Sentence, token: "Token") -> Iterator[Mention]:
    """As in "the channel puts the dead at 39 and the wounded at 51": one voice gives both."""
    root = token
    while root.head != root:
        root = root.head
    if root.lemma_ in _COUNTING and root.i < token.i:
        subject = _speaker(root)
        if subject is not None and _can_speak(sentence, subject):
            yield from _names(sentence, subject)


def _speaker(verb: "Token") -> "Token | None":
    """The subject of a speaking verb, shared with the verb it is joined to."""
    for _ in range(3):
        subject = next((c for c in verb.children if c.dep_ in {"nsubj", "agent"}), None)
        if subject is not None or verb.dep_ != "conj":
            return subject
        verb = verb.head
    return None


def _told(sentence: Sentence, verb: "Token") -> Iterator[Mention]:
    """As in "residents told the observatory that": the observatory is the nearer voice."""
    if verb.lemma_.lower() != "tell":
        return
    for child in verb.children:
        if (
            child.dep_ in {"dobj", "dative"}
            and child.pos_ in {"NOUN", "PROPN"}
            and child.lemma_.lower() not in {"reporter", "journalist"}
        ):
            if _can_speak(sentence, child):
                yield name(sentence, child)


def _afterwards(sentence: Sentence, token: "Token") -> Iterator[Mention]:
    """As in "…, the ministry said": the said clause hangs the other way round."""
    below = token
    while below.head != below:
        below = below.head
    if below.pos_ in {"VERB", "AUX", "NOUN", "NUM"}:
        for child in sentence.tokens:
            if (
                child.dep_ in {"parataxis", "ccomp"}
                and child.lemma_.lower() in _table()["verbs"]
                and child != token
            ):
                if token in child.subtree:
                    continue
                subject = next((c for c in child.children if c.dep_ in _SUBJECTS), None)
                if subject is not None and _can_speak(sentence, subject):
                    yield from _names(sentence, subject)


def _owner(sentence: Sentence, noun: "Token") -> Iterator[Mention]:
    """As in "a report by X", "X's figures", "reports have been streaming in of ...": else the noun."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield from _names(sentence, child)
            return
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            for deeper in child.children:
                if deeper.dep_ == "pobj":
                    yield from _names(sentence, deeper)
                    return
    verb = noun.head
    if verb.lemma_.lower() in _table()["verbs"] and noun.dep_ == "dobj":
        return
    if (
        noun.dep_ in _SUBJECTS
        or noun.head is noun
        or noun.lemma_ in {"report", "account", "testimony"}
    ):
        yield from _names(sentence, noun)


def _can_speak(sentence: Sentence, subject: "Token") -> bool:
    lemma = subject.lemma_.lower()
    if lemma in {"one", "nobody", "none"}:
        return False  # "no one claimed responsibility"
    if lemma in _table()["voices"] or subject.lower_ in _PRONOUNS:
        return True
    start, end = sentence.span(subject)
    if any(n.kind == "actor" and n.start < end and start < n.end for n in sentence.names):
        return True
    return subject.pos_ == "PROPN" or people.is_person(subject)


_TITLE = re.compile(
    r"^(?:the|a|an|its|his|her|their|some|several|many|another|one|two)\s+", re.IGNORECASE
)


def _names(sentence: Sentence, token: "Token") -> Iterator[Mention]:
    """Name a voice, and those listed with it; a name beside a description is preferred."""
    yield name(sentence, token)
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"}:
            yield from _names(sentence, child)


def name(sentence: Sentence, token: "Token") -> Mention:
    """Return a noun phrase as a mention: the name if it has one, else the words without article."""
    for child in token.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and token.pos_ != "PROPN":
            return name(sentence, child)
    start, end = sentence.span(token)
    for named in sentence.names:
        if named.kind == "actor" and named.start < end and start < named.end:
            return Mention(
                name=named.name, start=named.start, end=named.end, candidates=named.candidates
            )
    first = token
    for child in token.children:
        if child.dep_ in {"compound", "amod", "nmod", "poss"} and child.i < token.i:
            first = min(first, child.left_edge, key=lambda t: t.i)
    last = token
    for child in token.children:
        if (
            child.dep_ == "prep"
            and child.lower_ in {"of", "for"}
            and child.i == token.i + 1
            and token.pos_ != "PRON"
        ):
            last = max(
                (t for t in child.subtree if t.i < child.i + 8 and t.dep_ not in {"relcl"}),
                key=lambda t: t.i,
                default=token,
            )
            if any(t.pos_ == "VERB" for t in child.subtree):
                last = token
    begin, stop = sentence.span(first)[0], sentence.span(last)[1]
    said = sentence.content[begin:stop]
    match = _TITLE.match(said)
    if match:
        begin += match.end()
    said = sentence.content[begin:stop]
    for suffix in ("'s", "’s", "'", "’"):
        if said.endswith(suffix):
            stop -= len(suffix)
            break
    return Mention(name=sentence.content[begin:stop], start=begin, end=stop)


_SPEECH_VERB = re.compile(
    r"\b(?:said|says|told|explained|added|wrote|reported|recalled|stated|put it|tweeted)\b", re.IGNORECASE
)


def quote_speaker(
    sentences: list[Sentence], at: int, quoted: tuple[int, int]
) -> tuple[Mention, ...]:
    """Return who speaks a quotation, from the words just after or before it in its block."""
    content = sentences[at].content
    for sentence in sentences:
        if sentence.end < quoted[0] - 160 or sentence.start > quoted[1] + 160:
            continue
        for token in sentence.tokens:
            begin, end = sentence.span(token)
            near = 0 <= begin - quoted[1] < 120 or 0 <= quoted[0] - end < 60
            if (
                not near
                or token.lemma_.lower() not in _table()["verbs"]
                or not _SPEECH_VERB.match(content, begin)
            ):
                continue
            subject = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
            if subject is not None and _can_speak(sentence, subject):
                return (name(sentence, subject),)
    return ()
