"""What a release is made of: the content's hash, files, words, where it may go."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onrecord.model import OnRecordError, Release, SignOff
from onrecord.model.public import Piece, Withheld, Words
from onrecord.model.publishing import Allowed
from onrecord.publish import release
from onrecord.publish.release import content, folder, in_words, manifest, readme, signing
from onrecord.testing import publics

AT = datetime(2025, 3, 12, 12, tzinfo=UTC)


@pytest.fixture
def hashed(tmp_path):
    """Return the hash of what is public: `hashed(public)`."""
    numbers = iter(range(1000))

    def made(public):
        return content.settled(public, tmp_path / f"spool{next(numbers)}").sha256

    return made


def test_everything_that_is_public_is_in_its_hash(hashed):
    """A word, what is withheld, a document, a setting, the method, the program."""
    public = publics.public()
    one = publics.incident()
    claim = publics.claim()
    gap = Words(pieces=(Piece(text="", withheld=Withheld.NAME),), language="en")
    document = replace(publics.DOCUMENT, publisher="Another")
    others = [
        replace(public, incidents=(replace(one, victims="men"),)),
        replace(public, incidents=(replace(one, claims=(replace(claim, exact=gap),)),)),
        replace(public, documents={document.id: document}),
        replace(public, allowed=replace(public.allowed, sign_offs=2)),
        replace(public, allowed=replace(public.allowed, licence="")),
        replace(public, method=replace(public.method, people=3)),
        replace(public, program="onrecord 9"),
        replace(public, retired=(("inc_old", ()),)),
    ]
    every = [hashed(one) for one in (public, *others)]
    assert len(set(every)) == len(every)
    assert hashed(publics.public()) == every[0]


def test_the_order_of_documents_is_no_content(hashed):
    """A record on another machine has them in another order."""
    other = replace(publics.DOCUMENT, id="doc_0000000000000000")
    both = {one.id: one for one in (publics.DOCUMENT, other)}
    there = dict(reversed(both.items()))
    assert hashed(publics.public(documents=both)) == hashed(publics.public(documents=there))


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../up", "a/../b", "a//b", "a b", "a\nb", ".htaccess", "a/.git", "ü", "a\\b",
     "x" * 201, "-rf"],
)  # fmt: skip
def test_no_file_of_a_release_has_a_name_that_leads_anywhere_else(tmp_path, path):
    with pytest.raises(ValueError, match="no file of a release"):
        folder.Folder(tmp_path, is_for_all=True).write(path, b"")
    assert list(tmp_path.iterdir()) == []


def test_no_two_files_are_one_on_any_disk(tmp_path):
    """Some file systems know no small and large letters."""
    filled = folder.Folder(tmp_path, is_for_all=True)
    filled.write("a/page.html", b"one")
    with pytest.raises(ValueError, match="no file of a release"):
        filled.write("a/Page.html", b"two")


def test_what_the_keepers_allow_is_told_in_words():
    every = in_words.protection(
        Allowed(proposals=True, names="dead", recent_days=0, religion=True, authors=True)
    )
    assert "Words for religion are told." in every
    assert "Authors of documents are told." in every
    assert not any("days before" in one for one in every)
    assert all(one.endswith(".") for one in every)


def test_the_readme_holds_no_line_of_somebody_elses_making():
    """A title with line feeds is one line, so that nothing in it looks like our words."""
    made = release.Manifest(
        id="rel_x", made_at=AT, day=date(2025, 3, 12), program="p", content="0" * 64, sign_offs=1,
        incidents=1, claims=1, documents=1, name="Coast\n\nHow to check it: not at all",
        contact="a@b.example\nx", previous=("rel_before", "0" * 64),
    )  # fmt: skip
    told = readme.readme(made, "").decode()
    assert "Coast How to check it: not at all\n" in told
    assert "It follows on rel_before." in told
    assert "Nobody signed the manifest" in told
    assert "with the key ABC" in readme.readme(made, "ABC").decode()


def test_a_release_lies_beside_its_record_and_not_in_it(tmp_path):
    record = tmp_path / "coast"
    record.mkdir()
    (tmp_path / "file").write_text("x")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for out in (record, record / "site", tmp_path, tmp_path / "file", loop):
        with pytest.raises(OnRecordError):
            release.place(out, record)
    found = release.place(tmp_path / "site", record)
    assert found.work.parent == found.out.parent


def test_nothing_is_recovered_where_nothing_was_left(tmp_path):
    at = release.place(tmp_path / "site", tmp_path / "coast")
    assert not release.recover(at, "0" * 64)


def test_a_key_is_not_called_as_its_public_half(tmp_path):
    with pytest.raises(OnRecordError, match="cannot be called"):
        signing.make_key(tmp_path / "coast.pub", "")
    (tmp_path / "coast.pub").write_text("mine")
    with pytest.raises(OnRecordError, match="not overwritten"):
        signing.make_key(tmp_path / "coast.key", "")
    assert not (tmp_path / "coast.key").exists()
    with pytest.raises(OnRecordError, match="no key can be written"):
        signing.make_key(tmp_path / "none/coast.key", "")


def test_a_key_file_that_is_none_is_said_to_be(tmp_path):
    (tmp_path / "long").write_bytes(b"x" * 5000)
    (tmp_path / "odd").write_bytes(b"x\ny\n")
    for name in ("long", "odd"):
        with pytest.raises(OnRecordError, match="no public key"):
            signing.public_key(tmp_path / name)
        with pytest.raises(OnRecordError, match="no secret key"):
            signing.open_key(tmp_path / name, str)


def test_a_public_key_may_come_as_the_one_line_that_matters(tmp_path):
    """As people send it to one another."""
    _, public = signing.make_key(tmp_path / "coast.key", "")
    line = public.read_bytes().splitlines()[1]
    key = signing.open_key(tmp_path / "coast.key", str)
    signature = key.signature(b"{}", "rel_x", AT)
    assert signing.looked_at(b"{}", signature, line).holds
    assert not signing.looked_at(b"{}", signature, b"x").holds
    assert not signing.looked_at(b"{}", b"x", line).holds
    assert signing.looked_at(b"{}", signature, None).holds is None


def test_who_signs_has_a_name_and_every_time_its_zone():
    told = {"content": "0" * 64, "day": date(2025, 3, 12)}
    with pytest.raises(ValueError, match="has a name"):
        SignOff(by=" . ", at=AT, **told)
    with pytest.raises(ValueError, match="time zone"):
        SignOff(by="Amal", at=AT.replace(tzinfo=None), **told)
    with pytest.raises(ValueError, match="time zone"):
        Release(by="A", at=AT.replace(tzinfo=None), program="p", signed=(), manifest="", told="",
                **told)  # fmt: skip


def test_a_manifest_that_names_what_leads_elsewhere_is_looked_at_nowhere(tmp_path):
    """A release of somebody else's making cannot make us read outside it."""
    (tmp_path / "secret").write_text("x")
    site = tmp_path / "site"
    site.mkdir()
    made = release.Manifest(
        id="rel_x", made_at=AT, day=date(2025, 3, 12), program="p", content="0" * 64, sign_offs=1,
        incidents=1, claims=1, documents=1, name="Coast",
        files=(release.File(path="../secret", size=1, sha256="0" * 64),) * 2,
    )  # fmt: skip
    (site / "manifest.json").write_bytes(manifest.as_bytes(made))
    found = release.checking.release(site)
    assert {one.where for one in found.problems} == {"manifest.json"}
    assert found.files == 0
