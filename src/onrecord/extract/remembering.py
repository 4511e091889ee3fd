"""
The parser model's word classes and dictionary forms, asked once for each kind of word.

spaCy's attribute ruler tries its 180 patterns on every token of every text, and its lemmatizer
looks every word up anew: a fifth of the time of a parse. What they say hangs on a token's
form, tag and relation alone, and for a few pairs on the token beside; so each such kind of
word is asked about once. Most patterns ask for the tag only: of forms that none of them names
one stands for all. The lemmatizer looks a form up in lists of up to 57,000 words, from the
first on; sets answer the same at once.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.pipeline.attributeruler import AttributeRuler
    from spacy.pipeline.lemmatizer import Lemmatizer

_MOST = 200_000  # kinds of words kept; a long run over odd texts must not fill the memory
_PAIRED = frozenset({"gon", "got", "let", "c'm", "y", "y'", "ai"})  # first of a two-word pattern

_ASKED: list[int | str] = ["ORTH", "LOWER", "TAG", "DEP", "IS_SPACE"]
_TOLD: list[int | str] = ["POS", "MORPH", "LEMMA"]

_KNOWN = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})  # what the ruler's patterns ask for
_ANY = "onrecord"  # stands for each form that no pattern names

_Kind = tuple[int, int, int]  # form in small letters, tag, relation, by spaCy's numbers
_Asked = tuple[_Kind | None, _Kind, _Kind | None]  # the word, with its neighbours if they decide
_Answer = tuple[int, int, int]  # part of speech, lemma (0 where it has none), morphology


class RememberingRuler:
    """
    A pipeline component that gives what ruler and lemmatizer give, and remembers it.

    Raises:
        ValueError: The ruler's patterns ask for more of a word than is known here.
    """

    def __init__(self, ruler: "AttributeRuler", lemmatizer: "Lemmatizer") -> None:
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        index = lemmatizer.lookups.get_table("lemma_index")
        for part_of_speech in list(index):
            index[part_of_speech] = frozenset(index[part_of_speech])
        strings = lemmatizer.vocab.strings
        self._is_named = _forms_named(ruler)
        self._stands: dict[int, int] = {}
        self._any = strings.add(_ANY)
        self._expletive = strings.add("expl")
        self._paired = frozenset(map(strings.add, _PAIRED))
        self._lemmas: dict[tuple[int, int, int], int] = {}
        self._known: dict[_Asked, _Answer] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set word class, morphology and fixed lemmas of every token."""
        rows: list[list[int]] = doc.to_array(_ASKED).tolist()
        kinds = [(self._form(doc, lower), tag, dep) for _, lower, tag, dep, _ in rows]
        told: list[tuple[int, int, int]] = []
        for at, (orth, *_) in enumerate(rows):
            pos, lemma, morph = self._answer(doc, self._asked(kinds, at))
            told.append((pos, morph, lemma or self._lemma(doc, at, (orth, pos, morph))))
        if told:
            table: Any = np.array(told, np.uint64)
            doc.from_array(_TOLD, table)
        for at, (*_, is_space) in enumerate(rows):
            if is_space:
                doc[at].tag_, doc[at].dep_ = "_SP", "dep"
        return doc

    def _form(self, doc: Doc, lower: int) -> int:
        """A form that decides by itself, or the one that stands for all others."""
        form = self._stands.get(lower)
        if form is None:
            if len(self._stands) >= _MOST:
                self._stands.clear()
            words = doc.vocab.strings[lower]
            form = self._stands[lower] = lower if self._is_named(words) else self._any
        return form

    def _asked(self, kinds: Sequence[_Kind], at: int) -> _Asked:
        """A kind of word, with those beside it of which the answer may hang."""
        before = kinds[at - 1] if at else None
        if before is not None and before[2] != self._expletive and before[0] not in self._paired:
            before = None
        is_first = at + 1 < len(kinds) and kinds[at][0] in self._paired
        return before, kinds[at], kinds[at + 1] if is_first else None

    def _answer(self, doc: Doc, asked: _Asked) -> _Answer:
        answer = self._known.get(asked)
        if answer is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            answer = self._known[asked] = self._of_ruler(doc, asked)
        return answer

    def _lemma(self, doc: Doc, at: int, asked: tuple[int, int, int]) -> int:
        """The dictionary form, which hangs on a word, its class and its morphology."""
        lemma = self._lemmas.get(asked)
        if lemma is None:
            if len(self._lemmas) >= _MOST:
                self._lemmas.clear()
            token, strings = doc[at], doc.vocab.strings
            token.pos = asked[1]
            token.set_morph(strings[asked[2]])  # type: ignore[attr-defined] # it has; the stubs lack it
            lemma = self._lemmas[asked] = strings.add(self._lemmatizer.rule_lemmatize(token)[0])
        return lemma

    def _of_ruler(self, doc: Doc, asked: _Asked) -> _Answer:
        strings = doc.vocab.strings
        kinds = [[strings[number] for number in kind] for kind in asked if kind is not None]
        words, tags, deps = (list(told) for told in zip(*kinds, strict=True))
        alone = Doc(doc.vocab, words=words, tags=tags, deps=deps, heads=[0] * len(kinds))
        token = self._ruler(alone)[0 if asked[0] is None else 1]
        morph: int = doc.vocab.morphology.add(str(token.morph))
        return token.pos, token.lemma, morph


def _forms_named(ruler: "AttributeRuler") -> Callable[[str], bool]:
    """Return whether a form, in small letters, is one that some pattern tells from others."""
    asked = [
        (attribute, wanted)
        for pattern in ruler.patterns
        for tokens in cast("Iterable[Sequence[dict[str, Any]]]", pattern["patterns"])
        for token in tokens
        for attribute, wanted in token.items()
    ]
    if not _KNOWN.issuperset(attribute for attribute, _ in asked):
        raise ValueError(f"the ruler asks for more than {sorted(_KNOWN)}")
    named: set[str] = set()
    alike: list[re.Pattern[str]] = []
    wordings: list[dict[str, Any]] = [
        wanted if isinstance(wanted, dict) else {"IN": [wanted]}
        for attribute, wanted in asked
        if attribute == "LOWER"
    ]
    for how, words in (told for wording in wordings for told in wording.items()):
        if how == "REGEX":
            alike.append(re.compile(words))
        else:
            named.update(words)
    return lambda form: (
        form in named or not form.strip() or any(pattern.search(form) for pattern in alike)
    )


def remember(model: Language) -> Language:
    """Return a model with its ruler and lemmatizer asked once for each kind of word."""
    ruler, lemmatizer = model.get_pipe("attribute_ruler"), model.get_pipe("lemmatizer")
    for name in ("attribute_ruler", "lemmatizer"):
        model.remove_pipe(name)
    component = RememberingRuler(cast("AttributeRuler", ruler), cast("Lemmatizer", lemmatizer))
    Language.factory("onrecord_remembering", func=lambda nlp, name: component)  # noqa: ARG005 - spaCy's signature
    model.add_pipe("onrecord_remembering", last=True)
    return model
