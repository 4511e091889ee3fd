"""The trained network, from its own package: text windows in, tables of numbers out."""

import importlib
import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onrecord.extract.tagger import labels
from onrecord.extract.tagger.belonging import Nearness
from onrecord.extract.tagger.pieces import Vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

PACKAGE = "onrecord_model_en"
_MOST = 400  # pieces; a window of 620 characters has some 150


@dataclass(frozen=True, slots=True)
class Seen:
    """
    What the network says of one window of T pieces.

    Attributes:
        spans: Where each piece stands in the window's words; (0, 0) for the two at its ends.
        counted: (T, 3), none, first, further: probabilities.
        outcomes: (T, 12), `labels.COUNTED`: probabilities; right at a first piece.
        stances: (T, 6): probabilities.
        classes: (T, 4), `labels.CLASSES`: probabilities; right at a first piece.
        roles: (T, 9), none, and of each of `labels.ROLES` first and further: probabilities.
        asking, answering: (T, 4, 64), for each of `labels.ROLES`; right at a first piece. These
            and the two above are None where the network does not tell them.
    """

    spans: Sequence[tuple[int, int]]
    counted: "NDArray[np.float32]"
    outcomes: "NDArray[np.float32]"
    stances: "NDArray[np.float32]"
    classes: "NDArray[np.float32] | None" = None
    roles: "NDArray[np.float32] | None" = None
    asking: "NDArray[np.float32] | None" = None
    answering: "NDArray[np.float32] | None" = None


class Network:
    """The network and its vocabulary, loaded from a folder; one thread, so that runs are equal."""

    def __init__(self, folder: Path) -> None:
        # Else it notes the machine and each run in the user's cache, and sends that to its makers;
        # asked after it is loaded, it has made the file already.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # noqa: PLC0415 - a fifth of a second, only if it reads

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._vocabulary = Vocabulary.of_file(folder / "vocab.txt")
        learned = folder / "nearness.json"
        # a package trained before version 2 does not say what belongs to what
        self.nearness = Nearness.of_file(learned) if learned.exists() else None

    def see(self, words: str) -> Seen:
        """Return what the network says of a window."""
        told = self._vocabulary.pieces(words, _MOST)
        pieces = np.array([told.ids], dtype=np.int64)
        shapes = np.array([told.shapes], dtype=np.int64)
        counted, outcomes, stances, *more = self._session.run(
            None, {"pieces": pieces, "mask": np.ones_like(pieces), "shapes": shapes}
        )
        seen = Seen(
            spans=told.spans,
            counted=_probabilities(counted[0]),
            outcomes=_probabilities(outcomes[0]),
            stances=_probabilities(stances[0]),
        )
        if self.nearness is None:
            return seen
        classes, roles, asking, answering = more
        by_kind = (len(told.ids), len(labels.ROLES), -1)
        return replace(
            seen,
            classes=_probabilities(classes[0]),
            roles=_probabilities(roles[0]),
            asking=asking[0].reshape(by_kind),
            answering=answering[0].reshape(by_kind),
        )


def _probabilities(scores: "NDArray[np.float32]") -> "NDArray[np.float32]":
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def folder() -> Path | None:
    """Return where the model package lies; None if it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None or importlib.util.find_spec("onnxruntime") is None:
        return None
    return Path(spec.origin).parent


@lru_cache(1)
def installed() -> Network | None:
    """Return the network of the installed package, loaded once; None if there is none."""
    place = folder()
    return Network(place) if place else None


def version() -> str | None:
    """Return the version of the installed model package; None if there is none."""
    if folder() is None:
        return None
    return str(importlib.import_module(PACKAGE).VERSION)
