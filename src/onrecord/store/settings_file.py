"""Writing `onrecord.toml`, whole or not at all."""

import os
from pathlib import Path


def write_whole(path: Path, content: str) -> None:
    """Put a settings file in its place in one step: killed half-way, the old one stands."""
    unfinished = path.with_suffix(".toml.part")
    with unfinished.open("w", encoding="utf-8", newline="\n") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
