"""
OpenTimestamps, by its own program `ots` where somebody installed it.

Its library is LGPL, so it is no part of this program. A proof is pending for hours, until
calendars have put it into a block of Bitcoin, and is then fetched once more.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

_MOST = 1024 * 1024


class Answer(NamedTuple):
    """
    What `ots` gave.

    Attributes:
        proof: The `.ots` file; empty where there is none.
        is_complete: Whether it needs nothing more from the calendars.
        fault: Why there is none; "" if there is one.
    """

    proof: bytes = b""
    is_complete: bool = False
    fault: str = ""


def asked(data: bytes, seconds: float) -> Answer:
    """Have the calendars asked to stamp some bytes. Only their hash leaves the machine."""
    return _run("stamp", data, None, seconds)


def asked_again(data: bytes, proof: bytes, seconds: float) -> Answer:
    """Have the calendars asked whether a pending proof is complete now."""
    return _run("upgrade", data, proof, seconds)


def _run(what: str, data: bytes, proof: bytes | None, seconds: float) -> Answer:
    program = shutil.which("ots")
    if program is None:
        return Answer(fault="the program `ots` is not installed")
    with tempfile.TemporaryDirectory(prefix="onrecord-") as place:
        file, kept = Path(place) / "checkpoint", Path(place) / "checkpoint.ots"
        file.write_bytes(data)
        if proof is not None:
            kept.write_bytes(proof)
        try:
            done = subprocess.run(  # noqa: S603 - the program that the settings ask for
                [program, what, (file if proof is None else kept).name],
                cwd=place,
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except (subprocess.TimeoutExpired, OSError) as fault:
            return Answer(fault=f"`ots {what}` failed ({type(fault).__name__})")
        if not kept.is_file() or kept.stat().st_size > _MOST:
            return Answer(fault=f"`ots {what}` gave no proof")
        if proof is None and done.returncode:
            return Answer(fault=f"`ots stamp` ended with {done.returncode}")
        return Answer(kept.read_bytes(), is_complete=proof is not None and not done.returncode)
