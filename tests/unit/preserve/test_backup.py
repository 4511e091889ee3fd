"""A backup that somebody changed, cut, or made to do harm."""

import hashlib
import io
import tarfile
from dataclasses import replace

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import OnRecordError, RecordUnusable
from onrecord.preserve import backup
from onrecord.preserve.backup import Info, Kept, Lock, Unpacking, may_hold, packed
from onrecord.preserve.backup.bag import DECLARED, line, tag_lines
from onrecord.preserve.backup.tar_blocks import END, header, padding

WORD = "olive"
INFO = Info(made="2025-03-12T12:00:00+00:00", program="onrecord 1", record="coast", schema="7")


def taken(data, into, *, piece=100, is_known=lambda _: True, is_record=lambda _: True):
    """Take a backup apart that comes in pieces."""
    into.mkdir()
    work = Unpacking(into, "b", is_known=is_known, is_record=is_record)
    for start in range(0, len(data), piece):
        work.write(data[start : start + piece])
    work.flush()
    return work.ended()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A backup of three files: one empty, one of a block, one of more."""
    place = tmp_path_factory.mktemp("small")
    files = {"archive/aa": b"", "record.db": b"x" * 512, "شاهد.txt": b"seen" * 200}
    for number, data in enumerate(files.values()):
        (place / str(number)).write_bytes(data)
    kept = [Kept(path=path, file=place / str(n)) for n, path in enumerate(files)]
    return b"".join(packed(kept, INFO)), files


def test_what_goes_in_comes_out_however_it_comes(small, tmp_path):
    data, files = small
    for piece in (1, 511, 10_000_000):
        told = taken(data, tmp_path / str(piece), piece=piece)
        assert (told.info, told.files, told.size) == (INFO, 3, 1312)
        for path, words in files.items():
            assert (tmp_path / str(piece) / path).read_bytes() == words


def test_every_byte_counts(small, tmp_path):
    """Whichever byte is changed, the backup is refused: none of them is there for nothing."""
    data, _ = small
    for place in range(0, len(data), 23):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(RecordUnusable, match=r"damaged|is no backup|newer"):
            taken(bytes(changed), tmp_path / str(place), piece=4096)


def test_cut_off_anywhere_it_is_refused(small, tmp_path):
    data, _ = small
    for cut in range(0, len(data), 211):
        with pytest.raises(RecordUnusable, match=r"cut off|is no backup"):
            taken(data[:cut], tmp_path / str(cut), piece=4096)
    with pytest.raises(RecordUnusable, match="something stands after its end"):
        taken(data + b"\0", tmp_path / "more")


def made(members, *, info=INFO, manifest=None):
    """Return a backup as somebody makes it who knows how: every hash is right."""
    own = info.as_text().encode()
    lines = b"".join(
        line(hashlib.sha256(data).hexdigest(), name.removeprefix("onrecord/data/"))
        for name, data in members
    ) if manifest is None else manifest  # fmt: skip
    tags = tag_lines(own, hashlib.sha256(lines).hexdigest())
    every = [
        ("onrecord/bagit.txt", DECLARED), ("onrecord/bag-info.txt", own), *members,
        ("onrecord/manifest-sha256.txt", lines), ("onrecord/tagmanifest-sha256.txt", tags),
    ]  # fmt: skip
    return b"".join(header(n, len(d)) + d + bytes(padding(len(d))) for n, d in every) + END


@pytest.mark.parametrize(
    "path",
    ["../out", "/etc/cron.d/x", "a/../../out", "a//b", "./a", "a\\..\\b", "C:x", "nul\x01", "a/",
     ".", "..", "", "x" * 90, "trailing.", "trailing "],
)  # fmt: skip
def test_no_name_leads_out(tmp_path, path):
    """Nothing is written but in the folder, whatever a file in it is called."""
    assert not may_hold(path)
    try:
        data = made([(f"onrecord/data/{path}", b"x")])
    except ValueError:
        return  # a name that no header holds
    with pytest.raises(RecordUnusable, match="damaged"):
        taken(data, tmp_path / "in")
    assert [p.name for p in tmp_path.iterdir()] == ["in"]
    assert not [p for p in (tmp_path / "in").rglob("*") if p.is_file()]


@given(st.text(max_size=80))
def test_a_name_that_may_be_held_stays_in_its_folder(name):
    if may_hold(name):
        assert not name.startswith("/")
        assert not {"", ".", ".."} & set(name.split("/"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE,
                                  tarfile.CHRTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE,
                                  tarfile.GNUTYPE_SPARSE])  # fmt: skip
def test_nothing_but_plain_files_comes_out(tmp_path, kind):
    told = tarfile.TarInfo("onrecord/data/a")
    told.type, told.linkname, told.mode = kind, "/etc/passwd", 0o600
    data = made([])
    at = data.index(b"onrecord/manifest-sha256.txt")
    with pytest.raises(RecordUnusable, match="damaged"):
        taken(data[:at] + told.tobuf(tarfile.GNU_FORMAT) + data[at:], tmp_path / "in")


@pytest.mark.parametrize(
    ("members", "line_"),
    [
        ([("onrecord/data/b", b"1"), ("onrecord/data/a", b"2")], "not in their order"),
        ([("onrecord/data/a", b"1"), ("onrecord/data/a", b"2")], "not in their order"),
        ([("onrecord/other", b"1")], "what no backup has"),
        ([("elsewhere/data/a", b"1")], "what no backup has"),
    ],
)
def test_what_this_program_never_writes_is_refused(tmp_path, members, line_):
    with pytest.raises(RecordUnusable, match=line_):
        taken(made(members), tmp_path / "in")


def test_a_manifest_of_other_files_is_refused(tmp_path):
    data = made([("onrecord/data/a", b"1")], manifest=line("0" * 64, "a"))
    with pytest.raises(RecordUnusable, match="a file in it is not the one that was put in"):
        taken(data, tmp_path / "in")


def test_what_is_newer_or_not_a_records_is_refused_before_it_is_read(tmp_path):
    newer = made([], info=replace(INFO, format=2))
    with pytest.raises(RecordUnusable, match="a newer onrecord made this backup"):
        taken(newer, tmp_path / "1")
    with pytest.raises(RecordUnusable, match="a newer onrecord made this backup"):
        taken(made([]), tmp_path / "2", is_known=lambda _: False)
    data = made([("onrecord/data/record.lock", b"x")])
    with pytest.raises(RecordUnusable, match="what no record has"):
        taken(data, tmp_path / "3", is_record=lambda path: path != "record.lock")


@pytest.mark.parametrize("words", ["", "Onrecord-Backup: one\n", "Onrecord-Made: x\n", "\x00" * 9])
def test_what_it_says_of_itself_must_be_readable(tmp_path, words):
    data = made([]).replace(INFO.as_text().encode(), words.encode().ljust(len(INFO.as_text())))
    with pytest.raises(RecordUnusable, match="damaged"):
        taken(data, tmp_path / "in")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"x" * 5000, bytes(5000)])
def test_another_file_is_no_backup(tmp_path, data):
    with pytest.raises(RecordUnusable, match="this is no backup of onrecord"):
        taken(data, tmp_path / "in")


def test_a_file_that_changes_or_cannot_be_read_ends_the_work(tmp_path):
    with pytest.raises(RecordUnusable, match="cannot be read"):
        list(packed([Kept(path="a", file=tmp_path / "none")], INFO))
    grows = tmp_path / "grows"
    grows.write_bytes(b"1")
    work = packed([Kept(path="a", file=grows)], INFO)
    for piece in work:
        if b"onrecord/data/a" in piece:
            grows.write_bytes(b"12")
            break
    with pytest.raises(RecordUnusable, match="was changed while it was copied"):
        list(work)


def test_a_file_beyond_eight_gigabytes_has_a_head_that_other_programs_read():
    told = tarfile.TarInfo.frombuf(
        header("onrecord/data/archive/x", 51_200 * 2**20), "utf-8", "strict"
    )
    assert told.size == 51_200 * 2**20


@pytest.fixture(scope="module")
def locked(small, tmp_path_factory):
    """The same backup under a key and under a passphrase."""
    place = tmp_path_factory.mktemp("locked")
    own = pyrage.x25519.Identity.generate()
    for name, lock in (
        ("key", Lock(recipients=(str(own.to_public()),))),
        ("passphrase", Lock(passphrase=WORD)),
    ):
        with (place / name).open("w+b") as out:
            backup.sealed(iter([small[0]]), out, lock)
    return place, str(own)


class _Nothing:
    def write(self, data):
        return len(data)

    def flush(self):
        pass


def read(file, into, own):
    taking = Unpacking(into, "b", is_known=lambda _: True, is_record=lambda _: True)
    backup.opened(file, taking, identities=own, passphrase=WORD)
    return taking.ended()


@pytest.mark.parametrize("kind", ["key", "passphrase"])
def test_every_byte_of_an_encrypted_backup_counts(locked, tmp_path, kind):
    """Changed or cut, it is refused in one line; its own words tell nobody of a wrong key."""
    place, own = locked
    whole = (place / kind).read_bytes()
    # A wrong passphrase takes a second to be told from a right one: fewer places are tried.
    step = 97 if kind == "key" else 2503
    changes = [(n, bytes((*whole[:n], whole[n] ^ 1, *whole[n + 1 :])))
               for n in range(0, len(whole), step)]  # fmt: skip
    changes += [(n, whole[:n]) for n in range(len(whole) - 1, 600, -len(whole) // 2)]
    for number, (at, data) in enumerate(changes):
        file = tmp_path / "b"
        file.write_bytes(data)
        into = tmp_path / str(number)
        into.mkdir()
        with pytest.raises(OnRecordError):  # never a traceback, never a record
            pytest.fail(f"byte {at} of {len(whole)} is changed unseen: {read(file, into, own)}")


def test_a_full_disk_is_told_as_one_while_encrypting(small):
    class Full(io.BytesIO):
        def write(self, data):
            if self.tell() > 2000:
                raise OSError(28, "No space left on device")
            return super().write(data)

    lock = Lock(recipients=(str(pyrage.x25519.Identity.generate().to_public()),))
    with pytest.raises(OSError, match="No space left") as told:
        backup.sealed(iter([small[0]] * 200), Full(), lock)
    assert told.value.errno == 28


def test_what_goes_wrong_while_reading_is_told_while_encrypting():
    def pieces():
        yield b"x" * 100
        raise RecordUnusable("a file cannot be read")

    lock = Lock(recipients=(str(pyrage.x25519.Identity.generate().to_public()),))
    with pytest.raises(RecordUnusable, match="a file cannot be read"):
        backup.sealed(pieces(), io.BytesIO(), lock)


def test_a_disk_that_fails_while_reading_is_told_as_that(locked):
    place, own = locked

    class Failing(_Nothing):
        def write(self, data):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        backup.opened(place / "key", Failing(), identities=own)
