"""
The parser model's word-class rules, asked once for each kind of word.

spaCy's attribute ruler tries its 180 patterns on every token of every text, which takes a fifth
of the time of a parse. What it says hangs on a token's form, tag and relation alone, and
for a few pairs on the token before; so each such kind of word is asked about once.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST = 200_000  # kinds of words kept; a long run over odd texts must not fill the memory
_PAIRED = frozenset({"gon", "got", "let", "c'm", "y", "y'", "ai"})  # first of a two-word pattern

_Kind = tuple[str, str, str]
_Answer = tuple[int, int, str]  # part of speech, lemma (0 where it has none), morphology


class RememberingRuler:
    """A pipeline component that gives what the attribute ruler gives, and remembers it."""

    def __init__(self, ruler: Callable[[Doc], Doc]) -> None:
        self._ruler = ruler
        self._known: dict[tuple[_Kind | None, _Kind], _Answer] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set word class, morphology and fixed lemmas of every token."""
        before: Token | None = None
        for token in doc:
            pos, lemma, morph = self._answer(before, token)
            token.pos = pos
            token.set_morph(morph)  # type: ignore[attr-defined] # it has; the stubs lack it
            if lemma:
                token.lemma = lemma
            if token.is_space:
                token.tag_, token.dep_ = "_SP", "dep"
            before = token
        return doc

    def _answer(self, before: "Token | None", token: "Token") -> _Answer:
        kind = (token.lower_, token.tag_, token.dep_)
        is_paired = before is not None and (before.dep_ == "expl" or before.lower_ in _PAIRED)
        first = (before.lower_, before.tag_, before.dep_) if before and is_paired else None
        answer = self._known.get((first, kind))
        if answer is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            answer = self._known[first, kind] = self._asked(token.doc, first, kind)
        return answer

    def _asked(self, doc: Doc, first: _Kind | None, kind: _Kind) -> _Answer:
        kinds = [first, kind] if first else [kind]
        alone = Doc(
            doc.vocab,
            words=[k[0] for k in kinds],
            tags=[k[1] for k in kinds],
            deps=[k[2] for k in kinds],
            heads=[0] * len(kinds),
        )
        token = self._ruler(alone)[-1]
        return token.pos, token.lemma, str(token.morph)


def remember(model: Language) -> Language:
    """Return a model with its attribute ruler asked once for each kind of word."""
    at = model.pipe_names.index("attribute_ruler")
    ruler = model.get_pipe("attribute_ruler")
    model.remove_pipe("attribute_ruler")
    Language.factory("onrecord_remembering", func=lambda nlp, name: RememberingRuler(ruler))  # noqa: ARG005 - spaCy's signature
    model.add_pipe("onrecord_remembering", before=model.pipe_names[at])
    return model
