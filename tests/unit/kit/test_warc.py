"""Web archives record by record: each whole, or named as broken; never short, never merged."""

import gzip
import hashlib
import io
import random
import tracemalloc
import zlib
from datetime import UTC, datetime

import pytest
from fastwarc.warc import ArchiveIterator as Fast
from warcio.archiveiterator import ArchiveIterator as Slow

from onrecord.kit import warc

AT = datetime(2025, 3, 9, 10, 0, tzinfo=UTC)
MIB = 1024 * 1024
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def answer(number, body=None):
    return HEAD + (body if body is not None else b"<p>Report %d: nine people died." % number)


def raw(number, *, length=None, body=None, more=(), end=b"\r\n\r\n"):
    """A record as any program writes it, without digests, with whatever length."""
    block = answer(number, body)
    told = len(block) if length is None else length
    lines = [
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: https://example.org/{number}",
        "WARC-Date: 2025-03-09T10:00:00Z",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>",
        "Content-Type: application/http; msgtype=response",
        *more,
        *([] if told == "none" else [f"Content-Length: {told}"]),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + end


def packed(*parts):
    return b"".join(
        part if part[:2] == b"\x1f\x8b" else gzip.compress(part, mtime=0) for part in parts
    )


def read(data, most=MIB):
    return list(warc.records(io.BytesIO(data), most=most))


def told(found):
    """What was found: the number of a whole record, or why one was not taken."""
    return [
        one.uri.rpartition("/")[2] if isinstance(one, warc.Record) else one.why for one in found
    ]


FORMS = {
    "packed": packed,
    "plain": lambda *parts: b"".join(parts),
    "packed whole": lambda *parts: gzip.compress(b"".join(parts)),
}


@pytest.fixture(params=FORMS)
def form(request):
    return FORMS[request.param]


def test_records_are_found_in_every_form_of_file(form):
    found = read(form(raw(1), raw(2), raw(3)))
    assert told(found) == ["1", "2", "3"]
    assert [one.block for one in found] == [answer(n) for n in (1, 2, 3)]
    assert not any(one.doubts for one in found)


@pytest.mark.parametrize("length", ["none", -5, "", "12abc", 9])
def test_a_record_whose_length_is_none_is_named_and_its_neighbours_are_read(form, length):
    found = read(form(raw(1), raw(2, length=length), raw(3)))
    whole = [one for one in found if isinstance(one, warc.Record)]
    faults = [one for one in found if isinstance(one, warc.Fault)]
    assert told(whole) == ["1", "3"]
    assert [one.block for one in whole] == [answer(1), answer(3)]
    assert len(faults) == 1


def test_a_length_that_runs_into_the_next_record_swallows_nothing(form):
    long = len(answer(2)) + 200
    found = read(form(raw(1), raw(2, length=long), raw(3), raw(4)))
    assert [one.block for one in found if isinstance(one, warc.Record)] == [
        answer(1),
        answer(3),
        answer(4),
    ]
    assert sum(isinstance(one, warc.Fault) for one in found) == 1


def test_a_length_beyond_the_end_of_the_file_swallows_nothing(form):
    found = read(form(raw(1), raw(2, length=10**12), raw(3)), most=1000)
    assert told(found)[0] == "1"
    assert any(isinstance(one, warc.Fault) for one in found)
    if form is not FORMS["packed whole"]:  # what was passed over there cannot be had again
        assert told(found)[-1] == "3"


def test_a_member_that_is_cut_off_is_no_record():
    whole = packed(raw(1, body=zlib.compress(bytes(range(256)) * 400, 0)))
    found = read(packed(raw(0)) + whole[: len(whole) // 2])
    assert told(found) == ["0", "the file ends in the middle of it"]
    assert found[1].uri == "https://example.org/1"


def test_a_member_that_is_damaged_is_no_record_and_the_next_is_read():
    middle = bytearray(packed(raw(2, body=bytes(range(256)) * 40)))
    middle[-6] ^= 1  # its checksum: all of it unpacks
    found = read(packed(raw(1)) + bytes(middle) + packed(raw(3)))
    assert [type(one) for one in found] == [warc.Record, warc.Fault, warc.Record]
    assert "damaged" in found[1].why


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512"])
def test_what_is_not_what_its_digest_says_is_no_record(form, algorithm):
    good = f"WARC-Payload-Digest: {algorithm}:{hashlib.new(algorithm, answer(1)[len(HEAD) :]).hexdigest()}"
    found = read(form(raw(1, more=[good]), raw(2, more=[good]), raw(3)))
    assert [one.is_checked for one in found if isinstance(one, warc.Record)] == [True, False]
    assert told(found) == ["1", "its digest does not hold: it is not what was archived", "3"]


def test_headers_that_were_altered_are_found_though_the_body_was_not(form):
    block = f"WARC-Block-Digest: {warc.sha256(answer(1).replace(b'html', b'text'))}"
    payload = f"WARC-Payload-Digest: {warc.sha256(answer(1)[len(HEAD) :])}"
    found = read(form(raw(0), raw(1, more=[block, payload])))
    assert told(found) == ["0", "its digest does not hold: it is not what was archived"]


def test_a_payload_digest_made_in_an_unknown_way_leaves_a_doubt():
    block = f"WARC-Block-Digest: {warc.sha256(answer(1))}"
    (found,) = read(raw(1, more=[block, f"WARC-Payload-Digest: {warc.sha256(b'unpacked')}"]))
    assert found.is_checked
    assert "the digest of its payload does not hold" in found.doubts[0]


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_makes_a_packed_record_another(seed):
    """Bytes changed, taken out, put in or cut off: what is given out is what was archived."""
    draw = random.Random(seed)  # noqa: S311 - the same damage every time, no secret
    data = bytearray(packed(*(raw(number) for number in range(4))))
    at = draw.randrange(len(data))
    data[at : at + draw.choice([0, 1, 1, 1, 30])] = draw.choice(
        [b"", draw.randbytes(1), draw.randbytes(9)]
    )
    if seed % 4 == 0:
        del data[draw.randrange(len(data)) :]
    archived = [answer(number) for number in range(4)]
    assert all(one.block in archived for one in read(bytes(data)) if isinstance(one, warc.Record))


def test_md5_is_no_proof():
    digest = f"WARC-Payload-Digest: md5:{hashlib.md5(b'other', usedforsecurity=False).hexdigest()}"
    (found,) = read(raw(1, more=[digest]))
    assert not found.is_checked


def test_a_digest_of_a_body_sent_in_chunks_may_be_made_with_or_without_them():
    body = b"4\r\nNine\r\n5\r\n died\r\n0\r\n\r\n"
    for of in (body, b"Nine died"):
        digest = f"WARC-Payload-Digest: sha1:{hashlib.sha1(of, usedforsecurity=False).hexdigest()}"
        (found,) = read(raw(1, body=body, more=[digest]))
        assert found.is_checked


def test_bytes_between_records_are_named(form):
    found = read(form(raw(0), raw(1), b"\x00garbage\r\n" * 20, raw(2)))
    assert [told(found)[0], told(found)[-1]] == ["0", "2"]
    assert any(isinstance(one, warc.Fault) for one in found)
    # where garbage follows, nothing but a digest tells that the record before is whole
    digest = f"WARC-Block-Digest: {warc.sha256(answer(1))}"
    found = read(form(raw(1, more=[digest]), b"\x00garbage\r\n" * 20, raw(2)))
    assert [told(found)[0], told(found)[-1]] == ["1", "2"]
    assert any(isinstance(one, warc.Fault) for one in found)


def test_bytes_between_members_are_named():
    found = read(packed(raw(1)) + b"garbage" * 30000 + packed(raw(2)))
    assert told(found) == ["1", "210,000 bytes belong to no record", "2"]


def test_a_header_without_end_is_refused_at_once(form):
    found = read(form(raw(1), b"WARC/1.0\r\nX: " + b"a" * 4 * MIB + b"\r\n\r\n", raw(2)))
    assert [told(found)[0], told(found)[-1]] == ["1", "2"]
    assert any("header is longer" in one.why for one in found if isinstance(one, warc.Fault))


def test_a_record_that_unpacks_to_much_is_checked_and_not_kept():
    body = b"a" * 30 * MIB
    digest = f"WARC-Block-Digest: {warc.sha256(answer(1, body))}"
    data = packed(
        raw(1, body=body, more=[digest]), raw(2, body=body, more=[digest.replace("1", "2")]), raw(3)
    )
    tracemalloc.start()
    found = read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.block is None for one in found if isinstance(one, warc.Record)] == [True, False]
    assert told(found) == ["1", "its digest does not hold: it is not what was archived", "3"]
    assert peak < 10 * MIB


def test_a_bomb_is_left_when_it_is_seen_to_be_one():
    found = read(packed(raw(1, body=b"\x00" * 80 * MIB), raw(2)))
    assert told(found) == ["it unpacks to more than 200 times its size", "2"]


def test_a_page_that_quotes_a_record_makes_none():
    quoted = b"<pre>\r\n\r\n" + raw(9) + b"</pre>"
    found = read(packed(raw(1, body=quoted, length=40), raw(2)))
    assert told(found) == ["it goes on beyond the length that it says", "2"]


def test_a_file_made_to_be_read_over_and_over_is_left():
    each = len(raw(1000, length=1_000_000))
    lengths = ((3000 - number) * each - 600 for number in range(3000))
    found = read(b"".join(raw(1000 + n, length=f"{long:07}") for n, long in enumerate(lengths)))
    assert len(found) < 1000
    assert found[-1].why == "so much of the file is broken that the rest of it was not read"


def test_an_arc_file_is_read_like_a_warc(form):
    def arc(uri, body, kind="text/html"):
        return f"{uri} 192.0.2.7 20050301120000 {kind} {len(body)}\n".encode() + body + b"\n"

    own = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    data = form(
        arc("filedesc://made.arc", own, "text/plain"),
        arc("http://example.org/a", answer(1)),
        arc("http://example.org/b", answer(2)),
    )
    found = read(data)
    assert [one.kind for one in found] == ["warcinfo", "response", "response"]
    assert [one.block for one in found[1:]] == [answer(1), answer(2)]
    assert found[1].fields["warc-date"] == "2005-03-01T12:00:00Z"
    assert found[1].fields["warc-ip-address"] == "192.0.2.7"
    if form is FORMS["packed"]:
        theirs = [
            one.content_stream().read()
            for one in Slow(io.BytesIO(data), arc2warc=True)
            if one.rec_type == "response"
        ]
        assert theirs == [one.block[len(HEAD) :] for one in found[1:]]


def written(number, body):
    head = b"HTTP/1.1 200 OK\r\nX-Odd:   spaces kept \r\n\r\n"
    fields = [
        ("WARC-Target-URI", f"https://example.org/{number}"),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    return warc.written("response", fields, head + body, at=AT, payload=body)


def test_what_is_written_is_read_by_two_other_programs_the_same():
    bodies = [b"", b"Nine people died.", bytes(range(256)) * 999]
    data = b"".join(written(number, body) for number, body in enumerate(bodies))
    ours = read(data)
    assert [one.block.partition(b"\r\n\r\n")[2] for one in ours] == bodies
    assert all(one.is_checked and not one.doubts for one in ours)
    assert [one.reader.read() for one in Fast(io.BytesIO(data), verify_digests=True)] == bodies
    slow = Slow(io.BytesIO(data), check_digests="raise")
    assert [
        (one.raw_stream.read(), one.rec_headers.get_header("WARC-Record-ID")) for one in slow
    ] == [(body, one.id) for body, one in zip(bodies, ours, strict=True)]


def test_where_a_record_stands_in_the_file_is_told(form):
    data = form(raw(1), raw(2), raw(3))
    for one in read(data):
        if form is not FORMS["packed whole"]:
            assert told(read(data[one.offset : one.offset + one.length])) == told([one])


def test_the_same_is_written_for_the_same():
    assert written(1, b"Nine") == written(1, b"Nine")
    assert written(1, b"Nine") != written(2, b"Nine")


def test_a_field_of_two_lines_is_not_written():
    with pytest.raises(ValueError, match="one line"):
        warc.written("resource", [("WARC-Target-URI", "a\r\nX: b")], b"", at=AT)
