"""According to whom: the voices that a document names behind a claim, nearest first."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from onrecord.extract import giving, grammar, harm, naming, people, voices, wordlist
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "that", "this", "we", "i"})


_AUTHORS = frozenset({"we", "i", "us", "me"})  # whoever writes: nobody else's word
# any noun that says something speaks, whatever it is: "the association says"
_PLAINLY = frozenset(
    {"say", "tell", "state", "announce", "explain", "claim", "confirm", "add", "inform", "assure"}
    | {"affirm", "maintain", "insist", "write", "think", "agree", "log", "recount", "text", "boast"}
)


def is_saying(token: "Token") -> bool:
    """Whether a word is a verb by which somebody says something."""
    return token.lemma_.lower() in wordlist.words("said", "verbs")


def sources(sentence: Sentence, token: "Token", start: int, end: int) -> tuple[Mention, ...]:
    """
    Return who the sentence says the claim comes from, nearest voice first.

    "according to X" counts wherever it stands in the clause; a speaking verb counts when
    the harm lies in what is spoken. A report about harm in the author's voice has none.

    Args:
        sentence: The sentence of the claim.
        token: The word that tells the harm.
        start: Where the claim's words start in the stored text.
        end: Where they end.
    """
    given = [*_according_to(sentence, end)]
    # "the envoy, citing local officials, said": whom a speaker cites is one voice further
    cited = [m for m in given if _is_cited(sentence, m)]
    found = [*giving.credited(sentence, end)]
    found = found or [*(m for m in given if m not in cited), *_speakers(sentence, token), *cited]
    found = found or [*_afterwards(sentence, token)] or [*_counting(sentence, token)]
    found = found or [*voices.reckoned(sentence)] or [*voices.label(sentence)]
    found = found or [*voices.trailing(sentence)]
    found = found or [*voices.last(sentence)] or [*voices.bracketed(sentence)]
    found = found or [*giving.clause(sentence, start, end)]
    found = found or [*giving.held(sentence, token, start)]
    kept: list[Mention] = []
    for mention in found or _reports(sentence, start):
        if all(mention.start != k.start for k in kept):
            kept.append(mention)
    kept = [m for m in kept if m.name.lower() not in _AUTHORS]
    named = [m for m in kept if m.name.lower() not in _PRONOUNS]
    return tuple(named or kept)


_CITING = re.compile(r"\b(?:citing|quoting)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)


def _is_cited(sentence: Sentence, mention: Mention) -> bool:
    return mention.start is not None and bool(_CITING.search(sentence.before(mention.start, 20)))


@cache
def _according() -> re.Pattern[str]:
    listed = wordlist.alternatives("said", "prepositions")
    return re.compile(rf"\b{listed}\s+", re.IGNORECASE)


_PER_DAY = re.compile(r"(?:cent|day|week|month|year|capita|person)")
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_BY_WIRE = re.compile(
    r"(?:tele)?phone\b|e-?mail\b|text\b|letter\b|satellite\b|video\b|radio\b(?! [A-Z])"
)


def _according_to(sentence: Sentence, end: int) -> Iterator[Mention]:
    """As in "according to residents", "citing the ministry", "reported by Reuters"."""
    for match in _according().finditer(sentence.content, sentence.start, sentence.end):
        if _is_elsewhere(sentence, match, end) or _BY_WIRE.match(sentence.content, match.end()):
            continue
        article = _ARTICLE.match(sentence.content, match.end(), match.end() + 5)
        begin = article.end() if article else match.end()
        named = next((n for n in sentence.names if n.kind == "actor" and n.start == begin), None)
        token = sentence.token_at(match.end())
        if named is not None:
            yield naming.mention(named)
        elif token is not None:
            head = naming.head_of(sentence, token)
            is_cited = match.group().lower().startswith(("citing", "quoting"))
            if not is_cited or can_speak(sentence, head):
                owned = [*_owner(sentence, head)] if _is_account(head) else []
                yield from owned or naming.names(sentence, head)


def _is_account(noun: "Token") -> bool:
    return noun.lemma_.lower() in wordlist.words("said", "nouns")


def _is_elsewhere(sentence: Sentence, match: re.Match[str], end: int) -> bool:
    """As in "(19, according to police)": a parenthesis speaks only for what it follows."""
    bracket = sentence.content.rfind("(", sentence.start, match.start())
    if bracket >= 0 and ")" not in sentence.content[bracket : match.start()]:
        return True
    if ";" in sentence.content[min(end, match.start()) : match.start()]:
        return True
    is_per = match.group().lower().startswith("per ")
    return is_per and bool(_PER_DAY.match(sentence.content, match.end()))


_SPOKEN = frozenset(
    {
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
)


def _speakers(sentence: Sentence, token: "Token") -> Iterator[Mention]:
    """As in "residents said that", "a report by the ministry of": whatever governs the harm."""
    below = token
    while below.head != below:
        above = below.head
        if is_saying(above) and above.pos_ in grammar.VERBS:
            yield from _by_verb(sentence, above, below, token)
        if (
            above.pos_ in grammar.NOUNS
            and above.lemma_.lower() in wordlist.words("said", "nouns")
            and below.dep_ in {"acl", "prep", "relcl", "ccomp", "pobj"}
        ):
            yield from _owner(sentence, above)
        below = above


def _by_verb(
    sentence: Sentence, verb: "Token", below: "Token", token: "Token"
) -> Iterator[Mention]:
    """As in "residents told the observatory that": both are voices, if the harm is spoken of."""
    subject = _speaker(verb)
    if subject is not None and subject.dep_ == "agent":
        subject = next(iter(subject.children), None)
    first, last = sorted((sentence.span(verb)[0], sentence.span(token)[0]))
    if below.dep_ not in _SPOKEN or ";" in sentence.content[first:last]:
        return
    if subject is None or subject == below:
        return
    if below.dep_ == "advcl" and _contrasts(below) and grammar.has(verb, {"dobj"}):
        return  # "defectors have shown graves, while 200 are still held": the author's contrast
    if verb.lemma_ == "find" and below.dep_ == "dobj":
        return  # "police found six bodies": a deed, and the author's word for it
    is_plain = verb.lemma_ in _PLAINLY and subject.pos_ == "NOUN" and subject.head == verb
    if not is_plain and not can_speak(sentence, subject):
        return
    yield from _told(sentence, verb)
    yield from naming.names(sentence, grammar.antecedent(verb, subject))


def _contrasts(clause: "Token") -> bool:
    return any(c.dep_ == "mark" and c.lower_ in {"while", "whereas"} for c in clause.children)


@cache
def _streaming() -> re.Pattern[str]:
    return re.compile(
        r"\b((?:unconfirmed |early |initial |local |some |many |several )?"
        r"(?:reports|accounts|tellings|videos|footage))\s+(?:\w+\s+){0,3}"
        rf"{wordlist.alternatives('said', 'arriving')}\b"
        r"|\bthere (?:are|were|have been) ((?:unconfirmed |some |many )?reports)\b",
        re.IGNORECASE,
    )


def _reports(sentence: Sentence, start: int) -> Iterator[Mention]:
    """As in "Reports have been coming in that": nobody is named, yet it is another's word."""
    for match in _streaming().finditer(sentence.content, sentence.start, start):
        group = 1 if match[1] else 2
        yield Mention(name=match[group].lower(), start=match.start(group), end=match.end(group))


def _counting(sentence: Sentence, token: "Token") -> Iterator[Mention]:
    """As in "the channel puts the dead at 39 and the wounded at 51": one voice gives both."""
    verb = grammar.top(token)
    if verb.lemma_ in wordlist.words("said", "counting") and verb.i < token.i:
        subject = _speaker(verb)
        if subject is not None and can_speak(sentence, subject):
            yield from naming.names(sentence, subject)


def _speaker(verb: "Token") -> "Token | None":
    """The subject of a speaking verb, shared with the verb it is joined to."""
    for _ in range(3):
        subjects = [c for c in verb.children if c.dep_ == "nsubj"]  # "residents said by phone"
        subjects = subjects or [c for c in verb.children if c.dep_ == "agent"]
        if subjects or verb.dep_ != "conj":
            # "Bus bombed: ministry says": of two the nearer, for the headline ends before it
            return min(subjects, key=lambda c: abs(c.i - verb.i), default=None)
        verb = verb.head
    return None


def _told(sentence: Sentence, verb: "Token") -> Iterator[Mention]:
    """As in "residents told the observatory that": the observatory is the nearer voice."""
    if verb.lemma_.lower() != "tell":
        return
    for child in verb.children:
        if child.dep_ not in {"dobj", "dative"} or child.pos_ not in grammar.NOUNS:
            continue
        if any(
            c.lower_ in {"this", "our", "us", "the"} and _is_press(child) for c in child.children
        ):
            continue  # "told this newspaper": whoever writes
        if child.lemma_.lower() not in {"reporter", "journalist"} and can_speak(sentence, child):
            yield naming.name(sentence, child)


def _is_press(noun: "Token") -> bool:
    return noun.lemma_.lower() in {"newspaper", "paper", "correspondent", "reporter", "journalist"}


def _afterwards(sentence: Sentence, token: "Token") -> Iterator[Mention]:
    """As in "…, the ministry said": the said clause hangs the other way round."""
    if grammar.top(token).pos_ not in {"VERB", "AUX", "NOUN", "NUM"}:
        return
    for verb in sentence.tokens:
        hangs = verb.dep_ in {"parataxis", "ccomp"} or _is_added(verb, token)
        if not hangs or not is_saying(verb) or token in verb.subtree:
            continue
        first, last = sentence.span(verb)[1], sentence.span(token)[0]
        if ";" in sentence.content[first:last] and not giving.goes_on(
            sentence, *sentence.span(token)
        ):
            continue  # "…, the ministry said; 51 soldiers from … were killed": another's clause
        subject = grammar.child(verb, SUBJECTS)
        if subject is not None and can_speak(sentence, subject):
            yield from naming.names(sentence, subject)


def _is_added(verb: "Token", token: "Token") -> bool:
    """As in "shells killed nine, a medic and two residents told the agency": no "and" joins it."""
    if verb.dep_ != "conj" or verb.i < token.i or verb.lemma_ not in _PLAINLY:
        return False
    subject = grammar.child(verb, {"nsubj"})
    first = subject.left_edge if subject is not None else verb
    is_joined = any(c.dep_ == "cc" and c.i > token.i for c in verb.head.children)
    return subject is not None and first.i > 0 and first.nbor(-1).text == "," and not is_joined


_THEMSELVES = frozenset({"they", "them", "their", "he", "him", "his", "she", "her"})


def is_speaking(noun: "Token") -> bool:
    """Whether a noun listed with a speaker does no more than say: "a medic and two residents"."""
    if noun.dep_ != "conj":
        return False
    while noun.dep_ == "conj" and noun.head.pos_ in grammar.NOUNS and noun.head != noun:
        noun = noun.head
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ not in _PLAINLY or harm.verb(verb) is not None:
        return False
    return not any(t.lower_ in _THEMSELVES and t.i > verb.i for t in verb.subtree)


def _owner(sentence: Sentence, noun: "Token") -> Iterator[Mention]:
    """As in "a report by X", "X's figures"; else the noun: "reports of killings"."""
    owner = next(_owners(noun), None)
    if owner is not None and (owner.pos_ == "PRON" or sentence.quantity(owner) is not None):
        return  # "our figures": whoever writes; "statements by 36 who": not the voice
    if owner is not None:
        yield from naming.names(sentence, owner)
    elif is_saying(noun.head) and noun.dep_ == "dobj":
        return
    elif noun.dep_ in SUBJECTS or noun.lemma_ in {"report", "account", "testimony"}:
        yield from naming.names(sentence, noun)


def _owners(noun: "Token") -> Iterator["Token"]:
    for child in noun.children:
        if child.dep_ == "poss":
            yield child
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            yield from (c for c in child.children if c.dep_ == "pobj")
        if child.dep_ == "acl":  # "figures released by the ministry"
            yield from grammar.governed(child, {"by"}, frozenset({"agent", "prep"}))


def can_speak(sentence: Sentence, subject: "Token") -> bool:
    """Whether a subject can be a voice: not in "no one claimed responsibility"."""
    lemma = subject.lemma_.lower()
    if lemma in {"one", "nobody", "none", "what", "all"} or sentence.quantity(subject) is not None:
        return False
    if subject.head.lemma_ == "give" and any(c.lower_ == "lives" for c in subject.head.children):
        return False  # "nine fighters gave their lives"
    if lemma in {"one", "nobody", "none"} or harm.word(subject, "counted"):
        return False  # "deaths were reported" says nothing of who reported them
    listed = wordlist.words("said", "voices")
    if lemma in listed or subject.lower_ in listed or subject.lower_ in _PRONOUNS:
        return True
    if sentence.actor(subject) is not None:
        return True
    return subject.pos_ == "PROPN" or people.is_person(subject)
