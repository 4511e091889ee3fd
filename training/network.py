"""The network: a small pretrained encoder, and heads for what counts and what belongs to it."""

import besides
from torch import Tensor, nn
from transformers import BertModel

from onrecord.extract.tagger import labels

_LINK = 64  # width of the vectors by which a claim and a role find each other


class Tagger(nn.Module):
    """
    An encoder with seven heads.

    Its outputs, for a batch of B windows of T pieces: counted (B, T, 3),
    outcomes (B, T, 12), roles
    (B, T, 1 + 2 x kinds), classes (B, T, 4), stances (B, T, 6), and two sets of vectors,
    asking and answering (B, T, kinds x 64), of which the product says whether a role belongs
    to a claim.
    """

    def __init__(self, encoder: BertModel, layers: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.encoder.pooler = None
        width = encoder.config.hidden_size
        self.shapes = nn.Embedding(labels.SHAPES, width)
        nn.init.zeros_(self.shapes.weight)
        self.drop = nn.Dropout(0.1)
        self.counted = nn.Linear(width, 3)
        self.outcomes = nn.Linear(width, len(labels.COUNTED))
        self.roles = nn.Linear(width, 1 + 2 * len(besides.ROLES))
        self.classes = nn.Linear(width, len(besides.CLASSES))
        self.stances = nn.Linear(width, len(labels.STANCES))
        self.asking = nn.Linear(width, _LINK * len(besides.ROLES))
        self.answering = nn.Linear(width, _LINK * len(besides.ROLES))

    def forward(self, pieces: Tensor, mask: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        """Return the seven outputs for a batch of windows."""
        words = self.encoder.embeddings.word_embeddings(pieces) + self.shapes(shapes)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        hidden = self.drop(hidden)
        heads = (
            self.counted,
            self.outcomes,
            self.roles,
            self.classes,
            self.stances,
            self.asking,
            self.answering,
        )
        return tuple(head(hidden) for head in heads)


class Told(nn.Module):
    """What of it the program uses: the other heads help it learn, and are left behind."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, pieces: Tensor, mask: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        """Return counted, outcomes and stances."""
        counted, outcomes, _, _, stances, _, _ = self.tagger(pieces, mask, shapes)
        return counted, outcomes, stances
