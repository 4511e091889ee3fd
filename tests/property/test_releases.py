"""Any bit of a release that is flipped is found, and the file is named."""

import shutil
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import workflow
from onrecord.publish import release
from onrecord.publish.release import content, manifest, spool
from onrecord.testing import publics
from onrecord.workflow import Publishing


@pytest.fixture(scope="module")
def site(tmp_path_factory, decided_record):
    """A release that is signed with a key."""
    folder = tmp_path_factory.mktemp("released")
    coast = shutil.copytree(decided_record, folder / "coast")
    workflow.make_key(folder / "coast.key", "")
    key = workflow.open_key(folder / "coast.key", str)
    wanted = Publishing(sign=True, by="Amal", key=key)
    workflow.publish_record(coast, folder / "site", wanted)
    assert workflow.verify_release(folder / "site").found.problems == ()
    return folder / "site"


@settings(max_examples=100)
@given(which=st.integers(0, 2**16), place=st.integers(0, 2**32), bit=st.integers(0, 7))
def test_a_flipped_bit_of_any_file_is_found_and_the_file_named(site, which, place, bit):
    files = sorted(one for one in site.rglob("*") if one.is_file())
    file = files[which % len(files)]
    whole = file.read_bytes()
    data = bytearray(whole)
    data[place % len(data)] ^= 1 << bit
    try:
        file.write_bytes(data)
        found = workflow.verify_release(site).found
    finally:
        file.write_bytes(whole)
    named = {one.where for one in found.problems}
    assert file.relative_to(site).as_posix() in named


def test_every_part_of_the_manifest_and_its_signature_counts(site):
    """Bits everywhere in them, also where nobody signed: the manifest has a hash of its own."""
    for name in ("manifest.json.minisig", "manifest.json"):
        file = site / name
        whole = file.read_bytes()
        try:
            for place in range(0, len(whole), len(whole) // 60):
                data = bytearray(whole)
                data[place] ^= 1 << (place % 8)
                file.write_bytes(data)
                found = workflow.verify_release(site).found
                assert name in {one.where for one in found.problems}, place
        finally:
            file.write_bytes(whole)


@settings(max_examples=100)
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_what_is_no_manifest_is_refused_in_one_way(data):
    with pytest.raises(ValueError, match="it is"):
        manifest.from_bytes(data)


WORDS = st.text(max_size=20)


@given(
    name=WORDS,
    contact=WORDS,
    number=st.integers(0, 2**40),
    sentences=st.lists(WORDS, max_size=3).map(tuple),
    before=st.none() | st.tuples(WORDS, WORDS),
)
def test_a_manifest_is_read_as_it_was_written(name, contact, number, sentences, before):
    made = release.Manifest(
        id="rel_x", made_at=datetime(2025, 3, 12, tzinfo=UTC), day=date(2025, 3, 12), program="p",
        name=name, content="0" * 64, sign_offs=1, incidents=number, claims=0, documents=0,
        contact=contact, protection=sentences, previous=before,
        files=(release.File(path="a.html", size=number, sha256="0" * 64),),
    )  # fmt: skip
    try:
        told = manifest.as_bytes(made)
    except UnicodeEncodeError:  # half of a surrogate pair
        return
    assert manifest.from_bytes(told) == made


@settings(max_examples=50)
@given(many=st.integers(1, 400), claims=st.integers(0, 3), words=st.text(max_size=10))
def test_what_is_kept_on_the_disk_comes_back_as_it_was(tmp_path_factory, many, claims, words):
    place = tmp_path_factory.mktemp("spool") / "spool"
    said = publics.words(words)
    told = tuple(
        publics.incident(
            n,
            victims=words,
            claims=tuple(publics.claim(n * 10 + c, exact=said) for c in range(claims)),
        )
        for n in range(many)
    )
    with spool.filled(place) as take:
        for batch in spool.in_batches(told, lambda one: len(one.claims)):
            take(spool.pack(batch), b"")
    held = spool.Spool(place)
    assert tuple(held) == told
    assert tuple(held) == told  # and again
    assert place.stat().st_mode & 0o777 == 0o600
    assert (
        content.settled(publics.public(*told), place.with_name("other")).sha256
        == content.settled(publics.public(*held), place.with_name("third")).sha256
    )
