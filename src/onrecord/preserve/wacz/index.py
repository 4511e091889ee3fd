"""The lines by which a player finds a record: CDXJ, sorted by address and time."""

import json
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from onrecord.kit import warc

_WWW = re.compile(r"^www\d*\.")


def line(one: warc.Record, filename: str, offset: int) -> str:
    """
    Return the line of one record.

    Args:
        one: The record; with its block, if it is small enough to be at hand.
        filename: Of the WARC file that it stands in.
        offset: Where it begins there.
    """
    answer = warc.message(one.block or b"")
    media = answer.header("content-type") if answer else one.fields.get("content-type", "")
    told = {
        "url": one.uri,
        "mime": media.partition(";")[0].strip() or "unk",
        "status": str(answer.status if answer else 200),
        "digest": one.fields.get("warc-payload-digest") or warc.sha256(_payload(one, answer)),
        "length": str(one.length),
        "offset": str(offset),
        "filename": filename,
    }
    when = re.sub(r"[^0-9]", "", one.fields.get("warc-date", ""))[:14]
    return f"{surt(one.uri)} {when} {json.dumps(told, ensure_ascii=True)}"


def surt(url: str) -> str:
    """
    Return an address with its host turned around, so that a site's pages stand together.

    >>> surt("https://www.Example.org:8080/A?b=2&a=1#here")
    'org,example:8080)/a?a=1&b=2'
    >>> surt("file:///north/a.txt")
    'file:///north/a.txt'
    """
    if not url.lower().startswith(("http://", "https://")):
        return url.replace(" ", "%20")
    try:
        parts = urlsplit(url.lower())
        host, port = parts.hostname or "", parts.port
    except ValueError:  # no address, but it stands in a record all the same
        return url.lower().replace(" ", "%20")
    names = ",".join(reversed(_WWW.sub("", host).split(".")))
    told = f"{names}:{port}" if port and port not in {80, 443} else names
    pairs = sorted(parse_qsl(parts.query, keep_blank_values=True))
    query = f"?{urlencode(pairs)}" if pairs else ""
    return f"{told}){(parts.path or '/').replace(' ', '%20')}{query}"


def _payload(one: warc.Record, answer: warc.Message | None) -> bytes:
    return answer.body if answer else one.block or b""
