"""Whether a WACZ agrees with itself in every part, and what that proves."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from onrecord.kit import apart
from onrecord.model import OnRecordError, Problem, Severity

_BYTES_A_SECOND = 4 * 1024 * 1024
_WORK = "onrecord.preserve.wacz.looking_through:found"


class Level(StrEnum):
    """What a WACZ by itself proves, the least first. None says that what it tells is true."""

    REFUSED = "refused"  # it contradicts itself, or lacks what would show whether it does
    CONSISTENT = "consistent, unsigned"  # whoever made it could have made every part anew
    SIGNATURE_UNCHECKED = "consistent, signature not checked"  # signed; by whom was not looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """
    What was found in a WACZ.

    Attributes:
        level: What it proves.
        problems: What is wrong with it; errors are the reasons why it is refused.
        sha256: Of the whole file: the one thing to compare with what somebody else says.
        records: How many records of its web archives were looked at.
        unproven: Of these, how many have no digest.
    """

    level: Level
    problems: tuple[Problem, ...]
    sha256: str
    records: int
    unproven: int


def verified(path: Path) -> Verified:
    """
    Look a WACZ through.

    The files in it must be exactly those of its manifest, each with the SHA-256 that stands
    there; the manifest must have the hash that `datapackage-digest.json` says, which must
    be there; every record of every web archive must be as long as it says and its digests
    must hold; the index must be there and say of each record what the record says. Only
    SHA-256 counts in the manifest.

    Who makes all of this anew after a change makes a WACZ in which everything agrees; no
    hash inside a file can show that. The level says so: compare `sha256` with what was
    written down elsewhere, such as a record's chain of custody.

    Raises:
        OnRecordError: There is no such file.

    Elsewhere: WACZ 1.1.1; WACZ signing and verification 0.1.0.
    """
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise OnRecordError(f"{path} cannot be read: {fault.strerror or fault}") from None
    seconds = apart.SECONDS + size / _BYTES_A_SECOND
    try:
        told = apart.asked(_WORK, b"", {"path": str(path.absolute())}, seconds=seconds).told
    except apart.TooHard as fault:
        why = f"It could not be looked through: {fault}."
        told = {"sha256": "", "records": 0, "unproven": 0, "is_signed": False,
                "found": [["wacz-unsafe", path.name, why]]}  # fmt: skip
    problems = tuple(_problems(told["found"]))
    is_refused = any(problem.severity is Severity.ERROR for problem in problems)
    good = Level.SIGNATURE_UNCHECKED if told["is_signed"] else Level.CONSISTENT
    return Verified(
        level=Level.REFUSED if is_refused else good,
        problems=problems,
        sha256=told["sha256"],
        records=told["records"],
        unproven=told["unproven"],
    )


def _problems(found: list[Any]) -> Iterator[Problem]:
    for code, where, message in found:
        severity = Severity.WARNING if code == "wacz-page" else Severity.ERROR
        yield Problem(code=code, message=message, where=where, severity=severity)
