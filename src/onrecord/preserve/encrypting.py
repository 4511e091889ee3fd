"""Preserved files that lie in the plain, encrypted one by one."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from onrecord.kit.on_disk import force_names
from onrecord.preserve.archive import PLACE, Archive, Damaged
from onrecord.preserve.encrypted import SUFFIX, EncryptedArchive

_ASIDE = "-plain"


def plain_copies(folder: Path) -> Path:
    """Return where files that lay in the plain in an archive are put once they are encrypted."""
    real = folder.resolve() if folder.is_symlink() else folder  # it may lie on another disk
    return real.with_name(f"{real.name}{_ASIDE}")


def is_plain(folder: Path) -> bool:
    """Return whether anything in an archive's folder can be read without a key."""
    return next(_plain(folder), None) is not None


def encrypt_files(archive: EncryptedArchive, tell: Callable[[int], None]) -> int:
    """
    Encrypt what lies in an archive in the plain, and put the plain files aside.

    Each encrypted file is opened again and its hash compared before the plain one leaves its
    place, unchanged: killed at any moment, every byte is in its place encrypted, or plain, or
    both, and the same call goes on. What is no preserved file, such as a part that a killed run
    left, is put aside too: it may hold words.

    Args:
        archive: The preserved files. Whoever writes to the record waits.
        tell: Is told how many files were done.

    Returns:
        How many preserved files were encrypted.

    Raises:
        Damaged: A file is not what its name says; it stays where it is.
        RecordUnusable: The disk is full, or the folder cannot be written.
        OSError: A file cannot be put aside.
    """
    done = 0
    for file in list(_plain(archive.folder)):  # keeping one makes a folder, and takes it away
        place = file.relative_to(archive.folder).as_posix()
        if PLACE.fullmatch(place):
            _encrypt(archive, file, place.replace("/", ""))
            done += 1
            tell(done)
        _put_aside(file, plain_copies(archive.folder) / place)
    with suppress(OSError):  # a disk that cannot do so has written them
        force_names(archive.folder)
    return done


def _encrypt(archive: EncryptedArchive, file: Path, sha256: str) -> None:
    if not Archive(archive.folder).check_file(sha256):
        raise Damaged(sha256, file, "is not what its name says")
    archive.keep_file(file)
    if not archive.check_file(sha256):
        raise Damaged(sha256, file, "was encrypted, and what was written does not hold the same")


def _put_aside(file: Path, aside: Path) -> None:
    aside.parent.mkdir(parents=True, exist_ok=True)
    while aside.exists() and not PLACE.fullmatch(f"{aside.parent.name}/{aside.name}"):
        aside = aside.with_name(f"{aside.name}+")
    file.replace(aside)
    with suppress(OSError):  # others are in it; if not, its name would tell how a hash begins
        file.parent.rmdir()


def _plain(folder: Path) -> Iterator[Path]:
    """Return the files of a folder that are no encrypted ones, in order; some may go meanwhile."""
    for branch in sorted(folder.iterdir()) if folder.is_dir() else ():
        if branch.is_dir() and not branch.is_symlink():
            yield from (one for one in sorted(branch.rglob("*"))
                        if not one.is_dir() and one.suffix != SUFFIX)  # fmt: skip
        elif branch.suffix != SUFFIX:  # a link, or what somebody laid there
            yield branch
