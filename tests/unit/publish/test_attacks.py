"""
A hostile reader of all that goes out, and a hostile source of what comes in.

A record is made of reports and of an import whose writer plants words and ids; then every
byte of every layout, of a release and of a report is searched.
"""

import io
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from time import process_time

import pytest

from onrecord import publish, workflow
from onrecord.model import Choice, Decision
from onrecord.model.public import Public
from onrecord.model.publishing import Allowed
from onrecord.publish.paper.asked import Asked
from onrecord.publish.protection import reach
from onrecord.store import open_record
from onrecord.testing.planted import secrets_in
from onrecord.workflow import deciding, loading, publishing

RELEASE = date(2026, 11, 22)
FOLDER = "cellar of the Qasmiyeh house"
REPORTS = {
    f"{FOLDER}/a.txt": """\
A teacher died

On 3 May 2014 fourteen people, among them Xhevrije Qorraj, were killed in Aleppo, the Syrian Network for Human Rights said.

Four people were killed in Aleppo on 4 May 2014, and whoever seeks them may call 0944 123 456 or write to ghada.q@mail.example, the Syrian Network for Human Rights said.

On 5 May 2014 six people were killed in the cellar at 36.20217, 37.13434 in Aleppo, the Syrian Network for Human Rights said.

On 6 May 2014 two people, Sa\u00adlim Dar\u200bwish and another, were killed in Aleppo, the Syrian Network for Human Rights said.
""",
    "recent.txt": """\
Eleven killed in Harasta

On 18 November 2026 eleven people were killed when shells hit Harasta, after fighters had left Douma at noon on the 18th, the Syrian Network for Human Rights said.
""",
    "never.txt": """\
A notice

Nothing was counted here.
""",
}
MANIFEST = f"""\
file,url,title,author,publisher,published,language
{FOLDER}/a.txt,https://news.example/p?story=xhevrije-qorraj,A teacher died,,Salim Darwish,2014-05-09,en
recent.txt,file:///srv/lamia/recent.txt,Eleven killed in Harasta,,Harasta Media Center,2026-11-20,en
never.txt,,A notice,,Underground Paper of Douma,2014-05-09,en
"""
MARKS = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
TYPST = '#read("/etc/passwd") ] #panic("set") $'
PATH = "../../../etc/passwd"
NEVER = (
    FOLDER, "Qasmiyeh", "Xhevrije", "Qorraj", "0944 123 456", "ghada.q", "36.20217", "37.13434",
    "Salim Darwish", "Darwish", "lamia", "Noura", "root:x:", "Harasta", "Douma", "the 18th", "at noon", "2026-11-18",
    "Underground Paper",
)  # fmt: skip


def _row(number: int, **told: object) -> dict[str, object]:
    """Return a claim as somebody else hands it in, with words and ids that are traps."""
    row: dict[str, object] = {
        "doc": f"{FOLDER}/list of Noura.csv", "start": 0, "end": 8 + (number > 9), "quote": f"{number} killed",
        "measure": "people", "outcome": "killed", "low": number, "high": number,
        "qualifier": "exact", "victims": "people", "places": ["Homs"], "date_from": "2015-02-03",
        "date_to": "2015-02-03", "perpetrators": [f"=HYPERLINK(1) {MARKS} {TYPST}\u202e"],
        "weapon": f"@SUM(1) {MARKS} {TYPST}", "sources": ["Desk of Homs"],
        "id": f"{PATH} {number}", "part_of": None, "origin": {"id": f"{PATH} Noura", "name": "Desk of Homs"},
        "engine": "typed in by Noura Sabbagh", "decision": "accepted",
        "document": {"title": f"{MARKS} {TYPST}", "publisher": f"Homs Gazette {MARKS}", "language": "en"},
    }  # fmt: skip
    return row | told


@dataclass(frozen=True)
class Attacked:
    folder: Path
    public: Public


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    base = tmp_path_factory.mktemp("attacked")
    for name, words in REPORTS.items():
        path = base / "reports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf-8")
    (base / "reports" / "manifest.csv").write_text(MANIFEST, "utf-8")
    record = base / "record"
    workflow.build(base / "reports", record)
    rows = [_row(3), _row(7, date_from="2015-03-03", date_to="2015-03-03")]
    (base / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert not workflow.import_claims(record, base / "in.jsonl").problems
    with open_record(record) as kept:
        claims = loading.load(kept).claims.values()
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    deciding.take_decisions(
        record,
        [
            Decision(choice=Choice.ACCEPT, by="Noura", at=at + timedelta(minutes=n), why="seen",
                     claim=one, claims=(one.id,))
            for n, one in enumerate(claims)
        ],
    )  # fmt: skip
    settings = record / "onrecord.toml"
    told = settings.read_text("utf-8").partition("\n[publish]")[0]
    settings.write_text(
        f'{told}\n[publish]\nproposals = true\ncontact = "desk@record.example"\n', "utf-8"
    )
    with open_record(record) as kept:
        public = publishing.public_of(kept, on=RELEASE)
        return Attacked(record, replace(public, incidents=tuple(public.incidents)))


@pytest.fixture(scope="module")
def released(attacked: Attacked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("released") / "site"
    wanted = workflow.Publishing(sign=True, by="Noura", why="ready", day=RELEASE)
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert workflow.publish_record(attacked.folder, out, wanted, now=now).release is not None
    return out


def _parquet(data: bytes) -> str:
    read = pytest.importorskip("pyarrow.parquet")
    return str(read.read_table(io.BytesIO(data)).to_pylist())


def test_nothing_that_leads_to_a_person_is_in_a_release(released: Path) -> None:
    found = secrets_in(released, NEVER, opening={b"PAR1": _parquet})

    assert not found, found
    assert secrets_in(released, ["Syrian Network for Human Rights", "Aleppo", "Homs Gazette"])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_that_leads_to_a_person_is_in_a_report(attacked: Attacked, language: str) -> None:
    asked = Asked(language=language)
    page = publish.paper.html(attacked.public, asked)

    assert not secrets_in(page, NEVER)
    assert "\u202e" not in page.decode("utf-8")


def test_a_paper_is_set_whatever_its_words_hold(attacked: Attacked) -> None:
    """Words reach the typesetter as data: none of them is read as markup or opens a file."""
    pytest.importorskip("typst")
    paper = publish.paper.pdf(attacked.public, Asked(language="en"))

    assert paper.startswith(b"%PDF-")
    assert not secrets_in(paper, NEVER)


class _Tags(HTMLParser):
    """Whatever a page would run."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.runs += [name for name, _ in attrs if name.startswith("on")]
        if tag == "img" or (tag == "script" and not dict(attrs).get("src")):
            self.runs.append(tag)

    handle_startendtag = handle_starttag


def test_words_of_a_hostile_source_run_nowhere(released: Path) -> None:
    for path in released.rglob("*.html"):
        read = _Tags()
        read.feed(path.read_text("utf-8"))
        assert read.runs in ([], ["script"]), path  # "script": data that the program wrote itself
        assert "\u202e" not in path.read_text("utf-8")


def test_every_file_lies_in_the_release_whatever_an_id_says(released: Path) -> None:
    names = [str(path.relative_to(released)) for path in released.rglob("*")]

    assert not [name for name in names if "etc" in name.split("/") or ".." in name]
    assert max(len(Path(name).name.encode()) for name in names) <= 120
    assert {path.name for path in released.parent.iterdir()} == {released.name}


def test_how_long_a_withheld_name_is_cannot_be_reckoned(attacked: Attacked) -> None:
    """Neither from where words begin and end, nor from an id that is made of it."""
    claims = [claim for one in attacked.public.incidents for claim in one.claims]
    gaps = [c for c in claims if not (c.before.is_whole and c.exact.is_whole and c.after.is_whole)]

    assert gaps
    assert all(one.start % 50 == 0 and one.end % 50 == 0 for one in gaps)
    assert len({one.id for one in claims}) == len(claims)


def test_a_claim_that_was_handed_in_is_public_under_an_id_of_ours(attacked: Attacked) -> None:
    """Its own holds the document's path, or whatever its writer put there."""
    claims = [claim for one in attacked.public.incidents for claim in one.claims]
    sources = [source for one in attacked.public.incidents for source in one.sources]

    assert {one.count.low for one in claims} >= {3, 7}
    assert all(len(one.id) == 20 and one.id.startswith("clm_") for one in claims)
    assert all(len(one.id) == 20 and one.id.startswith("org_") for one in sources)


def test_no_allegation_is_told_without_who_says_so(attacked: Attacked) -> None:
    told = [allegation for one in attacked.public.incidents for allegation in one.accused]

    assert told
    assert all(allegation.said_by for allegation in told)


def test_a_person_who_publishes_is_told_as_a_person(attacked: Attacked) -> None:
    """A page says itself who publishes it; that makes no name one of an organisation."""
    publishers = {one.publisher for one in attacked.public.documents.values()}

    assert "a person, name withheld" in publishers


def test_of_publishers_of_whom_nothing_is_public_only_the_number_is_told(
    attacked: Attacked,
) -> None:
    tally = dict(attacked.public.method.publishers)

    assert not [name for name in tally if "Underground" in name]
    assert sum(tally.values()) == attacked.public.method.documents


@pytest.mark.parametrize(
    "trap", ["1", "x", "a.", "a-", "a@a.", "a (at) ", "1.111,", "ID no ", "tel ", "at 1 Aa ", "+1 "]
)
def test_no_words_make_the_search_for_numbers_slow(trap: str) -> None:
    """A page of one sign, again and again, is gone through in a time that its length tells."""
    begun = process_time()
    list(reach.leads(f"{trap * 4000}@", Allowed(), is_strict=True))

    assert process_time() - begun < 2
