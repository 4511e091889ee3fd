"""A folder in one file, the same bytes each time: what is handed to somebody else."""

import hashlib
import io
import zipfile
from collections.abc import Mapping

SUMS = "SHA256SUMS"
_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP file can tell
_FOR_ALL_TO_READ = 0o100644 << 16


def packed(folder: str, files: Mapping[str, bytes]) -> bytes:
    """
    Return a ZIP file of a folder, with `SHA256SUMS` beside its files.

    Nothing in it depends on when, where or by whom it is made: no time, no owner, and no
    compression, which differs from one version of a library to the next.
    """
    whole = {**files, SUMS: sums(files)}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(whole.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _TIME)
            entry.create_system = 3  # Unix, whatever this is: it tells how the line below is read
            entry.external_attr = _FOR_ALL_TO_READ
            archive.writestr(entry, data)
    return made.getvalue()


def sums(files: Mapping[str, bytes]) -> bytes:
    """
    Return the hashes of some files, as `sha256sum --check` reads them.

    >>> sums({"b.txt": b"", "a.txt": b"x"}).decode().splitlines()[1][:16]
    'e3b0c44298fc1c14'
    """
    hashed = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    return "".join(f"{sha256}  {name}\n" for name, sha256 in hashed.items()).encode()
