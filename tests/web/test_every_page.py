"""Every page of the desk, of a record that wants to do harm: nothing of it acts."""

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import workflow
from onrecord.model import Choice, Decision, handed_decisions
from onrecord.workflow.desk import Desk

sys.path.insert(0, str(Path(__file__).parent))
import walking

OWNED = "\"'><script>owned()</script><img src=x onerror=owned()>"
TURNED = "\u202e12 dead\u2066 \x1b[2K \ud800"
HTML = f"""<!doctype html><html><head><title>{OWNED}</title><base href="https://elsewhere.example/">
<meta http-equiv="refresh" content="0;url=javascript:owned()"><style>*{{display:none}}</style>
</head><body onload="owned()"><article><h1>Raid &lt;b&gt;on&lt;/b&gt; Aleppo {TURNED.encode("utf-8", "replace").decode()}</h1>
<p style="position:fixed" onclick="owned()">At least 12 people were killed in Aleppo on Tuesday,
<a href="javascript:owned()">a medic said</a>. The army killed them, "{OWNED}" said.</p>
<p>Another 3 people were injured in Homs on 3 May 2014 by the Syrian army, SANA said.</p>
<svg><script>owned()</script></svg><iframe src="https://elsewhere.example"></iframe>
</article></body></html>"""
REPORTS = {
    "page.html": HTML.encode("utf-8", "replace"),
    "na'me\"><b onclick=x>.txt".replace("/", ""): (
        f"Aleppo raid {OWNED}\n\nOn 3 May 2014 at least 14 people were killed in Aleppo, a medic "
        f"called {OWNED} said. The mayor said 11 people were killed in Aleppo on 3 May 2014."
    ).encode(),
    "..%2f..%2fetc%2fpasswd?a=b#c.txt": b"On 4 May 2014 five people were killed in Homs, SANA said.\n",
    "javascript:owned().txt": b"On 5 May 2014 two children were killed in Hama.\n",
    "turned.txt": b"Hama \xe2\x80\xae12 people were killed\xe2\x80\xac in Hama\x07 on 6 May 2014.\n",
    "broken.txt": b"\x00\x00 12 people were killed \xff\xfe\xed\xa0\x80 in Hama on 7 May 2014.\n",
    "nothing.html": b"<html></html>",
    "nothing.txt": b"",
    "noise.html": bytes(range(256)) * 40,
    "long.txt": b"On 8 May 2014 12 people were killed in Aleppo. " + b"word " * 100_000,
    "arabic.txt": "قتل 14 شخصا في حلب يوم الجمعة \u200f\u202e <b onclick=x>\n".encode(),
    "zeros.zip": b"PK\x05\x06" + bytes(18),
}
MANIFEST = (
    "file,url,title,author,publisher,published,language\n"
    f'page.html,javascript:owned(),"{OWNED.replace(chr(34), chr(34) * 2)}",<b>,<script>x</script>,2014-05-04,en\n'
    'turned.txt,"data:text/html,<script>owned()</script>",\u202eTurned,,\u2067pub,2014-05-07,"en""><b"\n'
    "arabic.txt, vbscript:owned(),,,,not a day,ar\n"
    "nothing.txt,//elsewhere.example/x,,,,,\n"
)  # fmt: skip
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LEADING = ("href", "src", "action", "formaction", "data", "poster", "srcset", "hx-get", "hx-post")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "reports").mkdir()
    for name, words in REPORTS.items():
        (folder / "reports" / name).write_bytes(words)
    (folder / "reports" / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    workflow.build(folder / "reports", folder / "record")
    with Desk(folder / "record") as desk:
        desk.take(_decisions(desk.view.record), "decisions.jsonl")
    return folder / "record"


def _decisions(record):
    """Decisions of a colleague who wants to do harm too."""
    claim, other, *_ = record.claims
    when = {"at": datetime(2025, 3, 1, tzinfo=UTC), "by": OWNED, "why": OWNED + TURNED[:-1]}
    place = next(iter(record.places), "geo:1")
    told = [
        Decision(choice=Choice.NOTE, target=claim, **when),
        Decision(choice=Choice.NOTE, target=OWNED, **when),
        Decision(choice=Choice.NAME, name=OWNED, target=place, **when),
        Decision(choice=Choice.SAME, name=f"<{OWNED}", target=OWNED, **when),
        Decision(choice=Choice.TRACE, claims=(claim,), origin=OWNED, **when),
        Decision(choice=Choice.REJECT, claims=(other,), **when),
        Decision(choice=Choice.APART, claims=(claim,), others=(OWNED,), **when),
        *(Decision(choice=Choice.SETTLE, target=p.id, **when) for p in record.problems[:2]),
    ]
    told.append(Decision(choice=Choice.UNDO, target=told[0].id, **when))
    return [f"{line}\n".encode() for line in handed_decisions.decisions_as_lines(told)]


def _faults(address, answer, page):
    """What is wrong with a page."""
    policy = answer.headers.get("content-security-policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield "no policy"
    if answer.status_code >= 500:
        yield f"status {answer.status_code}: {answer.text[:200]}"
    if page is None:
        return
    if found := _UNFIT.search(answer.text):
        yield f"a character that acts: {found[0]!r} in {answer.text[max(0, found.start() - 60) :][:90]!r}"
    for one in page.iter():
        if isinstance(one.tag, str):
            yield from _of_element(one)


def _of_element(one):
    if one.tag == "script" and (one.text or not one.get("src", "").startswith("/static/")):
        yield f"a script: {one.get('src')} {one.text}"
    if one.tag in {"style", "base", "object", "embed"} or one.get("http-equiv"):
        yield f"<{one.tag}>"
    if one.tag in {"img", "iframe", "frame"} and not one.get("src", "").startswith("/"):
        yield f"<{one.tag}> from {one.get('src')}"
    for name, value in one.attrib.items():
        yield from _of_attribute(one.tag, name, value)


def _of_attribute(tag, name, value):
    if name.startswith("on") or name == "style":
        yield f"<{tag} {name}={value!r}>"
    if name in _LEADING:
        is_ours = re.match(r"/(?!/)|#|\?|$", value) or re.match(r"https?://[\w.-]+", value)
        if not is_ours and not value.startswith("data:image/"):
            yield f"<{tag} {name}={value!r}>"


def test_nothing_of_a_hostile_record_acts_on_any_page(client):
    faults, walked = [], []
    for address, answer, page in walking.pages(client):
        walked.append(address)
        faults += [f"{address}: {fault}" for fault in _faults(address, answer, page)]
    assert len(walked) > 60
    assert not faults, "\n".join(faults[:30])


def test_a_hostile_record_is_plain_json_for_programs(client):
    schema = client.get("/api/openapi.json").json()
    for path, methods in schema["paths"].items():
        if "get" not in methods or "{" in path or path in {"/api/lookup", "/api/search"}:
            continue
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text[:300])
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "html" not in answer.headers["content-type"]
        for line in answer.text.splitlines() if path.endswith(".jsonl") else [answer.text]:
            json.loads(line)


@pytest.mark.parametrize("path", ["/history", "/checks", "/documents", "/explore", "/queue"])
def test_hostile_words_do_nothing_in_a_browser(browse, path):
    opened = browse(path)
    opened.page.wait_for_load_state("networkidle")
    assert opened.errors == []
    assert opened.elsewhere == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 1280
