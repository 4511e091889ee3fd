"""What went over the wire, as a WARC file that other programs read."""

from collections.abc import Iterable
from datetime import UTC, datetime

from onrecord.acquire.web.wire import Exchange
from onrecord.kit import warc


def written(exchanges: Iterable[Exchange], agent: str) -> bytes:
    """
    Return exchanges as a WARC 1.1 file (ISO 28500:2017), each record packed by itself.

    A response's block is what came over the wire, with its chunks and as it was packed; its
    request follows it. The same exchanges always give the same bytes.

    Args:
        exchanges: In the order in which they were asked.
        agent: Name and version of the program.
    """
    exchanges = tuple(exchanges)
    about = f"software: {agent}\r\nformat: WARC File Format 1.1\r\n".encode()
    when = exchanges[0].at if exchanges else datetime(1970, 1, 1, tzinfo=UTC)
    fields = [("Content-Type", "application/warc-fields")]
    parts = [warc.written("warcinfo", fields, about, at=when)]
    for number, one in enumerate(exchanges):
        parts += _pair(one, number)
    return b"".join(parts)


def _pair(one: Exchange, number: int) -> Iterable[bytes]:
    shared = [("WARC-Target-URI", one.url)]
    if one.address is not None:
        shared.append(("WARC-IP-Address", one.address))
    answer = warc.record_id(str(number), one.url, one.at.isoformat(), warc.sha256(one.response))
    body = one.payload
    yield warc.written(
        "response",
        [*shared, ("Content-Type", "application/http;msgtype=response")],
        one.response,
        at=one.at,
        payload=body,
        has_payload_digest=one.response.endswith(b"\r\n\r\n" + body),
        named=answer,
    )
    request = ("Content-Type", "application/http;msgtype=request")
    yield warc.written(
        "request",
        [*shared, ("WARC-Concurrent-To", answer), request],
        one.request,
        at=one.at,
        has_payload_digest=False,
    )
