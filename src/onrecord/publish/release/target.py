"""Where a release goes: only over what an earlier one wrote, and whole or not at all."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from onrecord.kit.on_disk import force_names
from onrecord.model import OnRecordError
from onrecord.publish.release import checking, manifest
from onrecord.publish.release.writing import PREVIEW

_OWN = frozenset({"new", "old", "spool"})
Knows = Callable[[str], bool]  # whether this record released the manifest of a SHA-256


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    The folder that a release goes to, and the one beside it in which it is made.

    `work` lies beside it, so that both are on one disk: `work/new` is what is being written,
    `work/old` the earlier release while the new one takes its place, `work/spool` what is
    kept meanwhile. Whoever kills the program leaves it there; the next run looks after it.
    """

    out: Path
    work: Path

    @property
    def new(self) -> Path:
        """Where the release is being made."""
        return self.work / "new"

    @property
    def old(self) -> Path:
        """Where the earlier release is put for a moment."""
        return self.work / "old"

    @property
    def spool(self) -> Path:
        """Where incidents are kept meanwhile."""
        return self.work / "spool"

    def begin(self) -> None:
        """Make the folder to work in, for this user alone."""
        self.out.parent.mkdir(parents=True, exist_ok=True)
        self.work.mkdir(mode=0o700)
        self.new.mkdir()

    def make_sure(self) -> None:
        """Force what was written to the disk: so that no cut of power leaves half of it."""
        if hasattr(os, "sync"):
            os.sync()

    def put(self) -> None:
        """
        Put the new release where it belongs.

        Between the two renames the place is empty for a moment, with the old release whole
        beside it; `recover` puts things right where the program was killed just then.
        """
        if self.out.exists():
            self.out.rename(self.old)
        self.new.rename(self.out)
        force_names(self.out.parent)
        self.tidy()

    def tidy(self) -> None:
        """Take away what was worked with."""
        if not self.work.exists():
            return
        if self.old.exists() and _is_free(self.out):  # never the only copy
            if self.out.exists():
                self.out.rmdir()
            self.old.rename(self.out)
        shutil.rmtree(self.work)


def place(out: Path, record: Path) -> Place:
    """
    Return where a release goes.

    Args:
        out: The folder, as somebody said it; a link to a folder stands for that folder.
        record: The record's folder, which it may not lie in, nor hold.

    Raises:
        OnRecordError: It can be no release's place.
    """
    try:
        found, own = out.resolve(), record.resolve()
    except (OSError, RuntimeError) as fault:
        raise OnRecordError(f"{out} leads nowhere: {fault}") from None
    if not found.name:
        raise OnRecordError(f"no release is written to {out}: name a folder of its own")
    if found == own or own in found.parents:
        raise OnRecordError(
            f"{out} lies in the record; a release goes to a folder that can be handed on whole"
        )
    if found in own.parents:
        raise OnRecordError(f"{out} holds the record, which would be public with it")
    if found.exists() and not found.is_dir():
        raise OnRecordError(f"{out} is a file; a release is a folder")
    if os.path.ismount(found):
        raise OnRecordError(f"{out} is a disk of its own: name a folder on it")
    return Place(out=found, work=found.with_name(f".{found.name}.onrecord"))


def recover(at: Place, last: str) -> bool:
    """
    Look after what a killed run left; return whether a release was put in its place so.

    What lies at `at.out` was looked at before (`check_free`): it may be put away.

    Args:
        at: Where.
        last: SHA-256 of the manifest of the last release that the record wrote down, "" for
            none: such a release is whole, and only has to be put where it belongs.

    Raises:
        OnRecordError: What lies there is nobody's that is known.
    """
    if not at.work.exists() and not at.work.is_symlink():
        return False
    others = set() if at.work.is_symlink() else {one.name for one in at.work.iterdir()} - _OWN
    if others or at.work.is_symlink() or not at.work.is_dir():
        raise OnRecordError(f"{at.work} is in the way, and nothing of this program's")
    made = _manifest_sha256(at.new)
    is_made = bool(made) and made == last and _manifest_sha256(at.out) != made
    if is_made:
        if at.old.exists() and at.out.exists():
            shutil.rmtree(at.old)
        at.put()
    else:
        at.tidy()
    return is_made


def check_free(at: Place, knows: Knows, *, is_preview: bool, is_quick: bool = False) -> None:
    """
    Refuse a folder in which anything lies that no earlier release of this record wrote.

    Args:
        at: Where.
        knows: Whether this record released the manifest of a SHA-256.
        is_preview: It is for a preview, which takes no release's place.
        is_quick: Look at names and sizes alone.

    Raises:
        OnRecordError: There is such a thing; it is named.
    """
    if _is_free(at.out):
        return
    if (at.out / PREVIEW).is_file():
        _check_own(at, checking.preview(at.out, is_quick=is_quick), "preview")
        return
    sha256 = _manifest_sha256(at.out)
    if not sha256 or not knows(sha256):
        raise OnRecordError(
            f"{at.out} holds other things than a release of this record, and nothing is "
            "written over them: name a new folder"
        )
    if is_preview:
        raise OnRecordError(f"{at.out} holds a release: name another folder for a preview")
    _check_own(at, checking.release(at.out, is_quick=is_quick), "release")


def _check_own(at: Place, found: checking.Checked, what: str) -> None:
    other = next(iter(_not_ours(found)), None)
    if other is not None:
        raise OnRecordError(
            f"{at.out / other} is not as the earlier {what} wrote it, and would be lost: "
            "move it away first"
        )


def _not_ours(found: checking.Checked) -> Iterator[str]:
    """Return the files that would be lost; that some are missing loses nothing."""
    yield from found.unknown
    yield from found.altered


def _is_free(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _manifest_sha256(folder: Path) -> str:
    with suppress(OSError):
        return checking.sha256_of(folder / manifest.NAME)
    return ""
