"""The network: a small pretrained encoder, and heads for what counts and what belongs to it."""

import torch
from torch import Tensor, nn
from transformers import BertModel

from onrecord.extract.tagger import labels
from onrecord.extract.tagger.nearness import SIZE

LINK = 64  # width of the vectors by which a claim and a role find each other, for each kind
_NEAR = 32  # width between what is seen of how they stand to each other and what it says


class Tagger(nn.Module):
    """
    An encoder with seven heads, and what says whether a role belongs to a claim.

    Its outputs, for a batch of B windows of T pieces: counted (B, T, 3),
    outcomes (B, T, 12), roles
    (B, T, 1 + 2 x kinds), classes (B, T, 4), stances (B, T, 6), and two sets of vectors,
    asking and answering (B, T, kinds x 64), of which `belonging` makes how much a role belongs to a
    claim.
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
        self.roles = nn.Linear(width, 1 + 2 * len(labels.ROLES))
        self.classes = nn.Linear(width, len(labels.CLASSES))
        self.stances = nn.Linear(width, len(labels.STANCES))
        self.asking = nn.Linear(width, LINK * len(labels.ROLES))
        self.answering = nn.Linear(width, LINK * len(labels.ROLES))
        self.near = nn.Linear(SIZE, _NEAR)
        self.nearer = nn.Linear(_NEAR, len(labels.ROLES))

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

    def belonging(self, asking: Tensor, answering: Tensor, kind: Tensor, near: Tensor) -> Tensor:
        """
        Return for L pairs of a claim and a role how much the one belongs to the other.

        Args:
            asking: (L, kinds x 64), of the claims' first pieces.
            answering: Likewise of the roles'.
            kind: (L,), which kind of role.
            near: (L, SIZE), how they stand to each other (`nearness`).
        """
        rows = torch.arange(len(kind))
        asked = asking.float().view(len(kind), -1, LINK)[rows, kind]
        answered = answering.float().view(len(kind), -1, LINK)[rows, kind]
        stands = self.nearer(nn.functional.relu(self.near(near)))[rows, kind]
        return (asked * answered).sum(-1) / LINK**0.5 + stands


class Told(nn.Module):
    """What of it the program uses: the other heads help it learn, and are left behind."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, pieces: Tensor, mask: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        """Return all of them, in the order in which the program takes them."""
        counted, outcomes, roles, classes, stances, asking, answering = self.tagger(
            pieces, mask, shapes
        )
        return counted, outcomes, stances, classes, roles, asking, answering
