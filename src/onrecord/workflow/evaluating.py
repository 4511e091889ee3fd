"""How well the readers read: readings by hand against what the program makes of the texts."""

import csv
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

from onrecord import evaluation
from onrecord.evaluation import Accuracy
from onrecord.model import OnRecordError
from onrecord.workflow import one_document
from onrecord.workflow.building import build
from onrecord.workflow.exchanging import export_claims

CORPORA = ("development", "locked")
_TOLD = ("title", "author", "publisher", "published")


def corpus(name: str) -> Path:
    """Return the folder of a part of the program's own corpus, one of `CORPORA`."""
    return _part("corpus", name)


def incident_cases(name: str) -> Path:
    """Return the folder of a part of the program's own cases of incidents, one of `CORPORA`."""
    return _part("incidents", name)


def _part(kind: str, name: str) -> Path:
    return Path(str(resources.files("onrecord.evaluation"))) / kind / name


def evaluate(gold: Path) -> Accuracy:
    """
    Read the texts of a folder as `build` reads them, and measure the claims against readings.

    The texts lie beside the readings, or in a folder `reports` beside theirs. What a reading
    tells of its document (title, author, publisher, day) is told to the program as well, unless
    a manifest.csv beside the texts tells it.

    Args:
        gold: A folder with one JSON file a document, as the guideline for readings has them.

    Raises:
        OnRecordError: The folder holds no reading, or a text is missing.
    """
    if not gold.is_dir():
        raise OnRecordError(f"there is no folder {gold}")
    found = evaluation.readings(gold)
    if not found:
        raise OnRecordError(f"{gold} holds no readings: one JSON file a document, with its claims")
    with tempfile.TemporaryDirectory(prefix="onrecord-") as place:
        work = Path(place)
        _lay_out(found, gold, work / "reports")
        built = build(work / "reports", work / "record")
        export_claims(work / "record", work / "claims.jsonl")
        measured = evaluation.measure(found, evaluation.rows(work / "claims.jsonl"))
        failed = (p.where for p in built.record.problems if p.code == one_document.FAILED)
        return replace(measured, unread=tuple(sorted(failed)))


def _lay_out(found: Sequence[evaluation.Row], gold: Path, reports: Path) -> None:
    """Put the texts into a folder, with their own manifest or one of what the readings tell."""
    reports.mkdir()
    texts = gold if (gold / Path(str(found[0]["doc"])).name).is_file() else gold.parent / "reports"
    with (reports / "manifest.csv").open("w", encoding="utf-8", newline="") as stream:
        manifest = csv.writer(stream)
        manifest.writerow(("file", *_TOLD))
        for reading in found:
            name = Path(str(reading["doc"])).name
            if not (texts / name).is_file():
                raise OnRecordError(f"the text of a reading is missing: {gold / name}")
            (reports / name).write_bytes((texts / name).read_bytes())
            manifest.writerow((name, *(reading.get(key) or "" for key in _TOLD)))
    if (texts / "manifest.csv").is_file():
        (reports / "manifest.csv").write_bytes((texts / "manifest.csv").read_bytes())
