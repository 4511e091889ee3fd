"""A folder of files as one ZIP file: the same content gives the same bytes."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

from onrecord.model.public import PublicIncident
from onrecord.publish.formats.tables.rows import OfTable, Rows, Taking
from onrecord.publish.formats.walking import Opened, Take, Walk

_WHEN = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file can tell: none
_CHUNK = 1 << 20
OpenedFolder = Callable[[Walk, Path], AbstractContextManager[Take]]


def put_into(rows: Rows, taking: Mapping[str, Taking]) -> Take:
    """Give what writes tables the rows that are of no incident; return what gives the others."""

    def put(every: Iterable[OfTable]) -> None:
        for name, told in every:
            if told:
                taking[name](told)

    def take(incident: PublicIncident) -> bool:
        put(rows.of(incident))
        return True

    put(rows.of_record())
    return take


def zipped(opened_folder: OpenedFolder) -> Opened:
    """Return what writes the files of a folder as one ZIP file instead."""

    @contextmanager
    def opened(walk: Walk, out: BinaryIO) -> Iterator[Take]:
        with tempfile.TemporaryDirectory(prefix="onrecord-") as made:
            with opened_folder(walk, Path(made)) as take:
                yield take
            pack(Path(made), out)

    return opened


def pack(folder: Path, out: BinaryIO) -> None:
    """Write the files of a folder into a ZIP file, by name and without their times."""
    with zipfile.ZipFile(_Onward(out), "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(path.name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            entry.file_size = path.stat().st_size
            with path.open("rb") as read, archive.open(entry, "w") as written:
                shutil.copyfileobj(read, written, _CHUNK)


class _Onward:
    """A stream that is only written to, as a pipe is: to a file come the same bytes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()

    def close(self) -> None:
        """Leave the stream open: it is another's."""
