"""What a language model answered, kept in the record's folder, so that nothing is asked twice."""

import hashlib
import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from onrecord.model import Question
from onrecord.store.faults import in_one_line

FOLDER = "asked"


class Replies:
    """
    Answers by content: the same words, instructions and model are the same question.

    Each is a file of its own, written whole or not at all: a build that is stopped or killed
    goes on from those that are there. A file that cannot be understood counts as none.
    """

    def __init__(self, record_folder: Path, clock: Callable[[], datetime]) -> None:
        self._folder = record_folder / FOLDER
        self._clock = clock

    def found(self, question: Question, model: str) -> str | None:
        """Return the raw answer that was kept; None if there is none."""
        path = self._path(question, model)
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        raw = kept.get("reply") if isinstance(kept, dict) else None
        return raw if isinstance(raw, str) else None

    def keep(self, question: Question, model: str, *, prompt: str, host: str, raw: str) -> None:
        """
        Keep a raw answer with the model, the prompt and the words that were sent.

        Args:
            question: What was asked.
            model: Who answered.
            prompt: A short hash that names instructions, form and schema.
            host: Where it was asked.
            raw: The answer as it came.

        Raises:
            RecordUnusable: It cannot be written.
        """
        entry = {
            "model": model,
            "prompt": prompt,
            "host": host,
            "asked_at": self._clock().isoformat(timespec="seconds"),
            "sent": question.words,
            "reply": raw,
        }
        path = self._path(question, model)
        unfinished = path.with_suffix(".part")
        with in_one_line(self._folder):
            path.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("w", encoding="utf-8", errors="backslashreplace") as file:
                json.dump(entry, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)

    def _path(self, question: Question, model: str) -> Path:
        asked = json.dumps([model, question.instructions, question.schema, question.words])
        name = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / name[:2] / f"{name[2:]}.json"
