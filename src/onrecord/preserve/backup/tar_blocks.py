"""A tar of plain files: how each is headed, and nothing else that a tar may hold."""

import tarfile

BLOCK = 512
END = bytes(2 * BLOCK)  # two empty blocks, as POSIX has it
LONGEST_NAME = 100  # bytes: a longer one would need a second header


def header(name: str, size: int) -> bytes:
    """
    Return the one block that stands before a file.

    It tells of no person, machine or time, so that the same files make the same tar. Sizes of
    8 GiB and more are written as GNU tar writes them.

    Raises:
        ValueError: The name is too long for one block.

    >>> len(header("onrecord/bagit.txt", 55))
    512
    """
    if len(name.encode("utf-8")) > LONGEST_NAME:
        raise ValueError(f"too long for a tar of one header a file: {name!r:.120}")
    told = tarfile.TarInfo(name)
    told.size, told.mode = size, 0o600
    return told.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")


def padding(size: int) -> int:
    """
    Return how many empty bytes follow a file, so that the next begins with a block.

    >>> padding(0), padding(1), padding(512)
    (0, 511, 0)
    """
    return -size % BLOCK


def name_and_size(block: bytes) -> tuple[str, int] | None:
    """
    Return what a header says; None for one that `header` never writes.

    Such is one of a link, a folder or a device, with an owner or a time, with a bit changed, or
    of a size below nothing, which GNU's way of writing sizes can say.

    >>> name_and_size(header("onrecord/bagit.txt", 55))
    ('onrecord/bagit.txt', 55)
    >>> name_and_size(bytes(512)) is None, name_and_size(header("onrecord/data/a", -5)) is None
    (True, True)
    """
    try:
        told = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
        is_own = header(told.name, told.size) == block
    except (tarfile.TarError, ValueError, OverflowError):
        return None
    return (told.name, told.size) if is_own and told.size >= 0 else None
