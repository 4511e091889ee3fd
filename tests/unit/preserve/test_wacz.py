"""A WACZ of ours is exact, others can read it, and the verifier believes nothing."""

import gzip
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from fastwarc.warc import ArchiveIterator as Fast
from warcio.archiveiterator import ArchiveIterator as Slow

from onrecord.kit import warc
from onrecord.model import OnRecordError, Part, Severity
from onrecord.preserve import wacz
from onrecord.preserve.wacz import Level

AT = datetime(2025, 3, 9, 10, 0, tzinfo=UTC)
PAGE = b"<html><p>Nine people were killed in Banias on Friday.</p><img src=/p.png></html>"
PICTURE = b"\x89PNG made up"
NOTE = b"Four were hurt."
URL = "https://example.org/a?b=2&a=1"


def response(url, media, body):
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode() + body
    fields = [("WARC-Target-URI", url), ("Content-Type", "application/http; msgtype=response")]
    return warc.written("response", fields, block, at=AT, payload=body)


EXCHANGE = response(URL, "text/html; charset=utf-8", PAGE) + response(
    "https://example.org/p.png", "image/png", PICTURE
)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def kept():
    return {sha256(data): data for data in (PAGE, PICTURE, NOTE, EXCHANGE, b"attached")}


@pytest.fixture
def documents():
    part = Part(url="https://example.org/p.png", sha256=sha256(PICTURE), media_type="image/png")
    attached = Part(url="list.txt", sha256=sha256(b"attached"), media_type="text/plain")
    return [
        wacz.Page(name="north/a b.txt", sha256=sha256(NOTE), media_type="text/plain", at=AT, parts=(attached,)),
        wacz.Page(name=URL, sha256=sha256(PAGE), media_type="text/html", at=AT, title="Nine",
                  exchange=sha256(EXCHANGE), parts=(part,)),
    ]  # fmt: skip


@pytest.fixture
def made(kept, documents, tmp_path):
    path = tmp_path / "coast.wacz"
    with path.open("wb") as out:
        told = wacz.write(out, documents, kept.__getitem__, title="coast", software="onrecord 1")
    assert told == wacz.Written(pages=2, exchanges=1, resources=2)
    return path


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist()}


def again(path, files, *, is_consistent=True, is_digest_kept=False):
    """Write a WACZ anew from its files; consistent: the manifest is recomputed, as a forger would."""
    files = dict(files)
    if is_consistent:
        told = json.loads(files["datapackage.json"])
        for one in told["resources"]:
            if one["path"] in files:
                data = files[one["path"]]
                one["hash"], one["bytes"] = f"sha256:{sha256(data)}", len(data)
        files["datapackage.json"] = json.dumps(told).encode()
    if is_consistent and not is_digest_kept:
        own = f"sha256:{sha256(files['datapackage.json'])}"
        files["datapackage-digest.json"] = json.dumps(
            {"path": "datapackage.json", "hash": own}
        ).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return wacz.verified(path)


def reasons(found):
    return " ".join(problem.message for problem in found.problems)


def test_ours_is_accepted_and_said_to_be_unsigned(made):
    found = wacz.verified(made)
    assert (found.level, found.problems) == (Level.CONSISTENT, ())
    assert found.level == "consistent, unsigned"
    assert (found.records, found.unproven) == (6, 0)
    assert found.sha256 == sha256(made.read_bytes())


def test_what_went_over_the_wire_stands_in_it_byte_for_byte(made):
    assert members(made)["archive/captures.warc.gz"].endswith(EXCHANGE)


def test_the_same_documents_give_the_same_bytes(made, kept, documents, tmp_path):
    out = io.BytesIO()
    wacz.write(out, reversed(documents), kept.__getitem__, title="coast", software="onrecord 1")
    assert out.getvalue() == made.read_bytes()


def test_two_other_programs_read_every_record(made):
    bodies = []
    for name in ("archive/captures.warc.gz", "archive/files.warc.gz"):
        data = members(made)[name]
        fast = [one.reader.read() for one in Fast(io.BytesIO(data), verify_digests=True)]
        slow = [one.raw_stream.read() for one in Slow(io.BytesIO(data), check_digests="raise")]
        assert fast == slow
        bodies += fast
    assert {PAGE, PICTURE, NOTE, b"attached"} <= set(bodies)


def test_the_index_is_sorted_and_leads_to_each_record(made):
    files = members(made)
    lines = files["indexes/index.cdxj"].decode().splitlines()
    assert lines == sorted(lines)
    found = {}
    for line in lines:
        key, when, told = line.split(" ", 2)
        told = json.loads(told)
        start = int(told["offset"])
        data = files[f"archive/{told['filename']}"][start : start + int(told["length"])]
        (one,) = warc.records(io.BytesIO(data), most=10_000)
        assert (one.uri, when) == (told["url"], "20250309100000")
        found[key] = told["mime"]
    assert found == {
        "org,example)/a?a=1&b=2": "text/html",
        "org,example)/p.png": "image/png",
        "file:///north/a%20b.txt": "text/plain",
        "file:///north/a%20b.txt/list.txt": "text/plain",
    }


def test_members_are_stored_without_headers_on_which_players_stumble(made):
    with zipfile.ZipFile(made) as archive:
        for one in archive.infolist():
            assert one.compress_type == zipfile.ZIP_STORED
            archive.fp.seek(one.header_offset + 28)
            assert archive.fp.read(2) == b"\0\0"


def test_a_web_archive_altered_by_a_forger_is_found_by_its_own_digests(made):
    """The manifest, its digest, the lengths and gzip's checksum: all are made anew."""
    files = members(made)
    data = files["archive/captures.warc.gz"]
    head, page = data[: -len(EXCHANGE)], data[-len(EXCHANGE) :]
    whole = gzip.decompress(page)
    first, second = whole.split(b"WARC/1.1")[1:]
    forged = [
        gzip.compress(b"WARC/1.1" + one, mtime=0)
        for one in (first.replace(b"Nine", b"Four"), second)
    ]
    files["archive/captures.warc.gz"] = head + b"".join(forged)
    found = again(made, files)
    assert found.level is Level.REFUSED
    assert "its digest does not hold" in reasons(found)


def test_a_record_whose_digests_were_made_anew_too_is_found_by_the_index(made):
    files = members(made)
    forged = response(URL, "text/html; charset=utf-8", PAGE.replace(b"Nine", b"Four"))
    data = files["archive/captures.warc.gz"]
    files["archive/captures.warc.gz"] = data.replace(
        response(URL, "text/html; charset=utf-8", PAGE), forged
    )
    found = again(made, files)
    assert found.level is Level.REFUSED
    assert "The index says something else" in reasons(found) or "is not there" in reasons(found)


def test_who_makes_everything_anew_is_not_found_and_the_level_says_so(kept, tmp_path):
    body = PAGE.replace(b"Nine", b"Four")
    forged = response(URL, "text/html", body)
    kept |= {sha256(forged): forged, sha256(body): body}
    page = wacz.Page(
        name=URL, sha256=sha256(body), media_type="text/html", at=AT, exchange=sha256(forged)
    )
    path = tmp_path / "forged.wacz"
    with path.open("wb") as out:
        wacz.write(out, [page], kept.__getitem__, title="coast", software="onrecord 1")
    assert wacz.verified(path).level == "consistent, unsigned"


def without(name):
    return lambda files: {key: data for key, data in files.items() if key != name}


def with_resource(change):
    def changed(files):
        told = json.loads(files["datapackage.json"])
        change(told["resources"])
        return files | {"datapackage.json": json.dumps(told).encode()}

    return changed


def no_index(files):
    files = without("indexes/index.cdxj")(files)
    return with_resource(lambda all_: all_.remove(next(r for r in all_ if "indexes" in r["path"])))(
        files
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (without("datapackage-digest.json"), "nothing says what its list of files should be"),
        (without("datapackage.json"), "nothing says what is in it"),
        (without("archive/files.warc.gz"), "is listed and is not there"),
        (
            lambda files: files | {"archive/extra": b"unlisted, without an extension"},
            "is not listed",
        ),
        (lambda files: files | {"pages/pages.jsonl": b"{}"}, "its hash differs"),
        (
            with_resource(lambda all_: all_[0].update(hash="md5:d41d8cd98f00b204e9800998ecf8427e")),
            "no SHA-256 (md5)",
        ),
        (with_resource(lambda all_: all_[0].update(hash=None)), "no SHA-256"),
        (with_resource(lambda all_: all_[0].update(bytes=1)), "another size"),
        (with_resource(lambda all_: all_.append(all_[0])), "stands twice"),
        (no_index, "It has no index"),
        (lambda files: files | {"datapackage.json": b"[" * 100_000}, "no list of files"),
    ],
)
def test_corrupt_and_forged_archives_are_refused_with_the_reason(made, change, why):
    files = change(members(made))
    if "datapackage.json" in files and "datapackage-digest.json" in files:
        own = f"sha256:{sha256(files['datapackage.json'])}"
        files["datapackage-digest.json"] = json.dumps({"hash": own}).encode()
    found = again(made, files, is_consistent=False)
    assert found.level is Level.REFUSED
    assert why in reasons(found)


def test_a_manifest_changed_without_its_digest_is_refused(made):
    files = members(made)
    files["datapackage.json"] = files["datapackage.json"].replace(b"coast", b"roast")
    found = again(made, files, is_consistent=False)
    assert "is another than this says" in reasons(found)


def test_an_archive_that_is_cut_off_is_refused(made):
    made.write_bytes(made.read_bytes()[:-300])
    found = wacz.verified(made)
    assert (found.level, [problem.code for problem in found.problems]) == (
        Level.REFUSED,
        ["wacz-unsafe"],
    )


def test_bytes_that_belong_to_no_file_are_refused(made):
    made.write_bytes(b"#!/bin/sh\n" + made.read_bytes())
    assert "belong to no file" in reasons(wacz.verified(made))


def test_a_signature_is_said_to_be_there_and_not_checked(made):
    files = members(made)
    told = json.loads(files["datapackage-digest.json"])
    told["signedData"] = {"hash": told["hash"], "signature": "made up"}
    files["datapackage-digest.json"] = json.dumps(told).encode()
    assert again(made, files, is_consistent=False).level == "consistent, signature not checked"
    told["signedData"]["hash"] = "sha256:other"
    files["datapackage-digest.json"] = json.dumps(told).encode()
    assert again(made, files, is_consistent=False).level is Level.REFUSED


def test_a_page_without_a_record_is_a_warning(made):
    files = members(made)
    files["pages/pages.jsonl"] += (
        b'{"url": "https://example.org/gone", "ts": "2025-03-09T10:00:00Z"}\n'
    )
    found = again(made, files)
    assert found.level is Level.CONSISTENT
    assert [(one.code, one.severity) for one in found.problems] == [("wacz-page", Severity.WARNING)]


def test_an_archive_without_a_list_of_pages_is_accepted_with_a_warning(made):
    files = without("pages/pages.jsonl")(members(made))
    files = with_resource(lambda all_: all_.remove(next(r for r in all_ if "pages" in r["path"])))(
        files
    )
    found = again(made, files)
    assert found.level is Level.CONSISTENT
    assert "It has no list of pages" in reasons(found)


def test_an_archive_of_another_maker_with_a_packed_index_is_accepted(made):
    """py-wacz packs its index, adds a second one to find lines in it, and knows SHA-1 too."""
    files = members(made)
    lines = files.pop("indexes/index.cdxj")
    files["indexes/index.cdx.gz"] = gzip.compress(lines)
    files["indexes/index.idx"] = (
        b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n'
    )
    told = json.loads(files["datapackage.json"])
    told["resources"] = [
        {"name": name.rpartition("/")[2], "path": name} for name in files if "/" in name
    ]
    files["datapackage.json"] = json.dumps(told).encode()
    assert again(made, files).level is Level.CONSISTENT


def test_what_is_not_there_is_said_in_one_line(tmp_path):
    with pytest.raises(OnRecordError, match="cannot be read"):
        wacz.verified(tmp_path / "none.wacz")
