"""
Web archives as bytes: the records of WARC and ARC files, read strictly and written exactly.

Only the standard library is used: what decides whether evidence is whole is short enough to be
read through. Tests hold it against two other programs, warcio and fastwarc.
"""

from onrecord.kit.warc.digests import sha256
from onrecord.kit.warc.http_message import Message, message, without_chunks
from onrecord.kit.warc.records import Fault, Record, records
from onrecord.kit.warc.writing import packed, record_id, written

__all__ = [
    "Fault",
    "Message",
    "Record",
    "message",
    "packed",
    "record_id",
    "records",
    "sha256",
    "without_chunks",
    "written",
]
