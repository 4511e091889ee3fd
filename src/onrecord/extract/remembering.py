"""
The parser model's word classes and dictionary forms, asked once for each kind of word.

spaCy's attribute ruler tries its 180 patterns on every token of every text, and its lemmatizer
looks every word up anew: a fifth of the time of a parse. What they say hangs on a token's
form, tag and relation alone, and for a few pairs on the token beside; so each such kind of
word is asked about once.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.pipeline.lemmatizer import Lemmatizer
    from spacy.tokens import Token

_MOST = 200_000  # kinds of words kept; a long run over odd texts must not fill the memory
_PAIRED = frozenset({"gon", "got", "let", "c'm", "y", "y'", "ai"})  # first of a two-word pattern

_Kind = tuple[str, str, str]
_Asked = tuple[_Kind | None, _Kind, _Kind | None]  # the word, with its neighbours if they decide
_Answer = tuple[int, int, str]  # part of speech, lemma (0 where it has none), morphology


class RememberingRuler:
    """A pipeline component that gives what ruler and lemmatizer give, and remembers it."""

    def __init__(self, ruler: Callable[[Doc], Doc], lemmatizer: "Lemmatizer") -> None:
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        self._lemmas: dict[tuple[int, int, int], int] = {}
        self._known: dict[_Asked, _Answer] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set word class, morphology and fixed lemmas of every token."""
        kinds = [(t.lower_, t.tag_, t.dep_) for t in doc]
        last = len(kinds) - 1
        for at, token in enumerate(doc):
            is_second = at > 0 and (kinds[at - 1][2] == "expl" or kinds[at - 1][0] in _PAIRED)
            is_first = at < last and kinds[at][0] in _PAIRED
            before = kinds[at - 1] if is_second else None
            after = kinds[at + 1] if is_first else None
            pos, lemma, morph = self._answer(doc, (before, kinds[at], after))
            token.pos = pos
            token.set_morph(morph)  # type: ignore[attr-defined] # it has; the stubs lack it
            token.lemma = lemma or self._lemma(token)
            if token.is_space:
                token.tag_, token.dep_ = "_SP", "dep"
        return doc

    def _answer(self, doc: Doc, asked: _Asked) -> _Answer:
        answer = self._known.get(asked)
        if answer is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            answer = self._known[asked] = self._of_ruler(doc, asked)
        return answer

    def _lemma(self, token: "Token") -> int:
        """The dictionary form, which hangs on a word, its class and its morphology."""
        asked = (token.orth, token.pos, token.morph.key)  # type: ignore[attr-defined] # it has
        lemma = self._lemmas.get(asked)
        if lemma is None:
            if len(self._lemmas) >= _MOST:
                self._lemmas.clear()
            form = self._lemmatizer.rule_lemmatize(token)[0]
            lemma = self._lemmas[asked] = token.vocab.strings.add(form)
        return lemma

    def _of_ruler(self, doc: Doc, asked: _Asked) -> _Answer:
        kinds = [kind for kind in asked if kind is not None]
        alone = Doc(
            doc.vocab,
            words=[k[0] for k in kinds],
            tags=[k[1] for k in kinds],
            deps=[k[2] for k in kinds],
            heads=[0] * len(kinds),
        )
        token = self._ruler(alone)[0 if asked[0] is None else 1]
        return token.pos, token.lemma, str(token.morph)


def remember(model: Language) -> Language:
    """Return a model with its ruler and lemmatizer asked once for each kind of word."""
    ruler, lemmatizer = model.get_pipe("attribute_ruler"), model.get_pipe("lemmatizer")
    for name in ("attribute_ruler", "lemmatizer"):
        model.remove_pipe(name)
    component = RememberingRuler(ruler, cast("Lemmatizer", lemmatizer))
    Language.factory("onrecord_remembering", func=lambda nlp, name: component)  # noqa: ARG005 - spaCy's signature
    model.add_pipe("onrecord_remembering", last=True)
    return model
