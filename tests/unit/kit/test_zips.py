"""ZIP archives made to do harm are refused before anything in them is unpacked."""

import io
import struct
import zipfile

import pytest

from onrecord.kit.zips import DAMAGED, Unsafe, fault, guarded, why_not

MIB = 1024 * 1024


def zipped(*members, form=zipfile.ZIP_STORED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", form) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made


def refused(made):
    with pytest.raises(Unsafe) as fault:
        guarded(made)
    return str(fault.value)


def test_an_honest_archive_is_opened():
    for form in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        with guarded(
            zipped(("a/b.txt", b"x" * 1000), ("a/", b""), ("c", b""), form=form)
        ) as archive:
            assert archive.read("a/b.txt") == b"x" * 1000


def test_one_written_as_a_stream_is_opened():
    class Forward(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise OSError

        def tell(self):
            raise OSError

    made = Forward()
    with zipfile.ZipFile(made, "w") as archive:
        for name in "ab":
            archive.writestr(name, b"x" * 100)
    with guarded(io.BytesIO(made.getvalue())) as archive:
        assert archive.namelist() == ["a", "b"]


@pytest.mark.parametrize(
    "name", ["../a", "a/../../b", "/etc/passwd", "C:\\a", "C:a", "a\\..\\b", "a\nb", "."]
)
def test_names_that_lead_outside_are_refused(name):
    assert "leads outside" in refused(zipped((name, b"x")))


def test_links_are_refused():
    link = zipfile.ZipInfo("a")
    link.external_attr = 0o120777 << 16
    assert "is a link" in refused(zipped((link, b"/etc/passwd")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused():
    assert "two files of one name" in refused(zipped(("a", b"1"), ("a", b"2")))


def test_a_file_that_unpacks_to_hundreds_of_times_its_size_is_refused():
    assert "200 times" in refused(zipped(("a", b"\0" * 32 * MIB), form=zipfile.ZIP_DEFLATED))


def test_many_files_are_refused():
    assert "more than 5,000" in refused(zipped(*((str(n), b"") for n in range(5001))))


def test_files_that_share_bytes_are_refused():
    """The second name points at the first one's bytes: a small file so declares a large one."""
    data = bytearray(zipped(("a", b"x" * 1000), ("b", b"x" * 1000)).getvalue())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    assert "share their bytes" in refused(io.BytesIO(bytes(data)))


def test_a_size_that_is_not_the_size_is_refused():
    data = bytearray(zipped(("a", b"x" * 1000)).getvalue())
    first = data.rindex(b"PK\x01\x02")
    data[first + 24 : first + 28] = struct.pack("<L", 10)
    assert "two sizes" in refused(io.BytesIO(bytes(data)))


@pytest.mark.parametrize("bit", [1])
def test_encrypted_files_are_refused(bit):
    data = bytearray(zipped(("a", b"x")).getvalue())
    data[data.rindex(b"PK\x01\x02") + 8] |= bit
    assert "encrypted" in refused(io.BytesIO(bytes(data)))


def test_bytes_that_belong_to_no_file_are_refused():
    made = zipped(("a", b"x"))
    assert "belong to no file" in refused(io.BytesIO(b"hidden" + made.getvalue()))


def test_what_is_no_zip_is_refused():
    assert "no whole ZIP" in refused(io.BytesIO(b"PK\x03\x04 but no more"))


class TestOfficeDocuments:
    """What holds for every archive holds for them, and a little more."""

    def test_bytes_between_files_are_let_pass_since_programs_leave_some(self):
        assert why_not(b"before" + zipped(("a.xml", b"<a/>")).getvalue()) == ""

    @pytest.mark.parametrize("head", ["<!DOCTYPE a>", "\ufeff<!ENTITY a SYSTEM 'file:///etc'>"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
    def test_xml_that_declares_entities_is_refused(self, head, encoding):
        made = zipped(("a.xml", head.encode(encoding)))
        assert "declares entities" in why_not(made.getvalue())

    def test_a_link_among_the_files_is_refused(self):
        link = zipfile.ZipInfo("word/a.xml")
        link.external_attr = 0o120777 << 16
        assert "is a link" in why_not(zipped((link, b"/etc/passwd")).getvalue())

    def test_what_is_read_whole_may_be_less_packed_than_what_is_read_by_pieces(self):
        made = zipped(("a.bin", bytes(8 * MIB)), form=zipfile.ZIP_DEFLATED)
        guarded(made).close()
        assert "200 times" in why_not(made.getvalue())

    def test_damage_is_told_from_harm(self):
        assert fault(why_not(b"PK\x03\x04 but no more")) == "file-damaged"
        assert fault(f"{DAMAGED} (cut off)") == "file-damaged"
        assert fault("it is encrypted") == "too-complex"
