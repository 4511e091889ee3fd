"""What is planted is found again, however a writer wrote it; what is not there is not found."""

import base64
import gzip
import html
import io
import json
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest

from onrecord.testing.planted import secrets_in

LATIN, ARABIC = "Salim Darwish", "سليم درويش"
SAID = f"Fourteen people, {LATIN} ({ARABIC}) among them, were killed."
WRITTEN = {
    "plain": SAID.encode(),
    "in capitals": SAID.upper().encode(),
    "in sixteen bits": SAID.encode("utf-16"),
    "in sixteen bits, no mark before": SAID.encode("utf-16-le"),
    "in an address": quote(SAID).encode(),
    "in an address twice": quote(quote(SAID)).encode(),
    "in a page": "".join(f"&#{ord(sign)};" for sign in SAID).encode(),
    "in a page in words": html.escape(SAID).encode(),
    "in JSON": json.dumps({"said": SAID}).encode(),
    "in JSON in a page": html.escape(json.dumps({"said": SAID})).encode(),
    "in base64": b"data:text/plain;base64," + base64.b64encode(SAID.encode()),
    "in base64 for addresses": base64.urlsafe_b64encode(SAID.encode()),
    "gunzipped": gzip.compress(SAID.encode()),
    "over two lines": SAID.replace(" ", "\n").encode(),
    "with tags between": SAID.replace("m D", "m</i> <b>D").replace("م د", "م</i> <b>د").encode(),
    "with Arabic marks": SAID.replace("سليم", "سَلِيم").encode(),
    "in a PDF's stream": b"%PDF-1.7\nstream\n" + zlib.compress(SAID.encode()) + b"\nendstream",
}


@pytest.mark.parametrize("how", WRITTEN)
def test_a_secret_is_found_however_it_was_written(how: str) -> None:
    found = secrets_in(WRITTEN[how], [LATIN, ARABIC, "Homs"])

    assert {one.secret for one in found} == {LATIN, ARABIC}


def test_a_secret_is_found_in_a_packed_file_inside_a_packed_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        held.writestr("inner.gz", gzip.compress(SAID.encode()))

    (found,) = secrets_in(out.getvalue(), [LATIN])
    assert found.where.endswith("gunzipped")


def test_a_secret_is_found_in_the_name_of_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / f"{LATIN}.csv").write_text("nothing")

    assert [one.where for one in secrets_in(folder, [LATIN])] == [f"name of {LATIN}.csv"]


def test_a_file_that_hides_its_words_is_read_by_what_the_test_gives() -> None:
    hidden = b"PAR1" + SAID[::-1].encode()
    opening = {b"PAR1": lambda data: data[4:].decode()[::-1]}

    assert not secrets_in(hidden, [LATIN])
    assert secrets_in(hidden, [LATIN], opening=opening)


def test_what_is_not_there_is_not_found() -> None:
    assert not secrets_in(SAID.encode(), ["Salima", "Darwisheh", "نسيم"])
