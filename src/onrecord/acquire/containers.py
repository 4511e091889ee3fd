"""Files that hold reports of their own: mails, mailboxes, web archives, workbooks."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from onrecord.acquire import archives, attached, mail, parquet, workbook
from onrecord.acquire.acquired import Acquired
from onrecord.model import Problem

Unpacking = Callable[[str, bytes], Iterator[Acquired | Problem] | None]


class Container(NamedTuple):
    """
    A kind of file that holds reports.

    Attributes:
        suffixes: How its names end, in small letters.
        starts: Its first bytes, whatever the name.
        unpacked: Gives each report in it, named `FILE/MEMBER`, with a Capture whose way is
            `Way.CONTAINER`, or a Problem in its place. What was faulty in one member stops
            no other. Gives None if a closer look shows that the file is none of its kind.
    """

    suffixes: frozenset[str]
    starts: tuple[bytes, ...]
    unpacked: Unpacking


# One line for each kind; the first that takes a file for its own is asked.
CONTAINERS: tuple[Container, ...] = (
    Container(frozenset({".warc", ".arc", ".wacz"}), archives.STARTS, archives.unpacked),
    Container(frozenset({".eml"}), (), mail.mail),
    Container(frozenset({".mbox", ".mbx"}), (b"From ",), mail.mailbox),
    Container(frozenset({".pdf"}), (b"%PDF-",), attached.pdf),
    Container(frozenset({".xlsx", ".xlsm"}), (b"PK\x03\x04",), workbook.sheets),
)


_MAILBOXES = (".mbox", ".mbx")


def holds_many(name: str) -> bool:
    """
    Return whether a file of that name may hold thousands of reports, by how it ends.

    >>> holds_many("crawl.warc.gz"), holds_many("News.PARQUET"), holds_many("bulletin.pdf")
    (True, True, False)
    """
    many = archives.is_web_archive(name) or parquet.is_parquet(name)
    return many or name.lower().endswith(_MAILBOXES)


def unpacked(
    name: str, data: bytes, *, called: str | None = None
) -> Iterator[Acquired | Problem] | None:
    """
    Return the reports that a file holds; None if it is no file that holds others.

    Args:
        name: The file's name in the folder, or its address.
        data: Its bytes.
        called: A name that ends as one of its kind does, where its own may not.
    """
    suffix = PurePosixPath(name if called is None else called).suffix.lower()
    for kind in CONTAINERS:
        if suffix in kind.suffixes or data.startswith(kind.starts):
            inside = kind.unpacked(name, data)
            if inside is not None:
                return inside
    return None
