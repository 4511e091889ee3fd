"""
Secrets brought into a record by its real ways in, and looked for in every byte written from it.

Every layout of `publish.FORMATS` is tested by itself, so a new one is covered on the day it
is added. `planted` builds one record for all of them.
"""

import io
import json
import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from onrecord import publish, workflow
from onrecord.model import Choice, Decision, Protection, Purpose, Record
from onrecord.model.public import Public, PublicIncident, Withheld
from onrecord.publish import changes, protection, release, site, summary
from onrecord.publish.changes import Notice
from onrecord.publish.protection import parcels
from onrecord.store import open_record
from onrecord.testing import publics
from onrecord.testing.planted import folded, secrets_in
from onrecord.workflow import attaching, deciding, loading, publishing, settling_crew, testifying

RELEASE = date(2026, 11, 22)
T, R = TypeVar("T"), TypeVar("R")
FOLDER = "cellar of the Qasmiyeh house"  # a folder's name may tell where somebody hides
REPORTS = {
    f"{FOLDER}/told by Marwan Sabbagh.txt": """\
Fourteen people killed in Aleppo

On 3 May 2014 fourteen people were killed in an air strike on Aleppo, the Syrian Network for Human Rights said.

Salim Darwish, his brother Omar and two other Alawite men were killed by shelling in Aleppo on 4 May 2014, a resident, Rima Haddad, said.

Nine people were wounded when shells hit the Ibn Rushd hospital in Aleppo on 5 May 2014, the Syrian Network for Human Rights said.

On 6 May 2014 six Kurdish farmers were killed by the Islamic State in Manbij, according to Widad Khoury, a widow.
""",
    "arabic.txt": """\
مقتل سبعة مدنيين في إدلب

قتل سبعة مدنيين بينهم الطفل يوسف الحموي في قصف على مدينة إدلب يوم 7 أيار 2014، حسب المرصد السوري لحقوق الإنسان.

قال شاهد يدعى نزار القباني إن ثمانية أشخاص من عائلة الزعبي قتلوا في قصف على مدينة إدلب يوم 8 أيار 2014.
""",
    "recent.txt": """\
Eleven killed in Harasta on Wednesday

On Wednesday 18 November 2026 eleven people were killed when shells hit Harasta, the Syrian Network for Human Rights said.
""",
}
MANIFEST = """\
file,url,title,author,publisher,published,language
{folder}/told by Marwan Sabbagh.txt,https://news.example/aleppo,"Fourteen people killed in Aleppo, and Salim Darwish",Ghada Mansouri,Coast Courier,2014-05-09,en
arabic.txt,,مقتل سبعة مدنيين في إدلب,,صحيفة المرتفعات,2014-05-09,ar
recent.txt,https://news.example/2026/11/18/eleven-killed-in-harasta,Eleven killed in Harasta on Wednesday,,Coast Courier,2026-11-20,en
"""
STATEMENT = (
    "On 3 May 2014 nine people were killed in Zanzabeel near Aleppo, Doctor Zanzabeel said.\n"
)

NEVER = (  # under no setting
    FOLDER, "Qasmiyeh", "Marwan Sabbagh", "Noura the Decider", "seen on the phone of a cousin", "cousin",
    "W-77", "W-78", "Zanzabeel7", "R-55", "Rima Haddad", "Widad Khoury", "نزار القباني", "القباني",
    "Lamia", "Lattouf",
)  # fmt: skip
NAMES = (
    "Salim Darwish", "Darwish", "Omar", "Ghada Mansouri", "Mansouri", "يوسف الحموي", "الحموي", "الزعبي",
)  # fmt: skip
WORDS = ("Alawite", "Kurdish", "brother", "widow", "عائلة")
SITE = ("Ibn Rushd",)
RECENT = (
    "Harasta", "2026-11-18", "18 November", "November 18", "Wednesday", "2026-11-20", "2026/11/18",
    "20261118", "18/11/2026", "33.558", "36.365",
)  # fmt: skip
THERE = (
    "Aleppo", "Syrian Network for Human Rights", "Islamic State", "Coast Courier", "fourteen people",
    "hospital", "Rif Dimashq", "2026-11-16", "https://news.example/aleppo",
)  # fmt: skip
BY, WHY = "Noura the Decider", "seen on the phone of a cousin"
MOST = "proposals = true\n"
OPEN = MOST + (
    'names = "dead"\nauthors = true\nreligion = true\nethnicity = true\nkinship = true\n'
    "exact_sites = true\nrecent_days = 0\n"
)


@dataclass(frozen=True)
class Planted:
    """A record with secrets in it, and what is public of it by settings."""

    folder: Path
    made: dict[str, Public] = field(default_factory=dict)

    def public(self, settings: str = MOST) -> Public:
        """Return what is public under some settings, for a release on one day."""
        if settings not in self.made:
            path = self.folder / "onrecord.toml"
            told = path.read_text("utf-8").partition("\n[publish]")[0]
            path.write_text(f"{told}\n[publish]\n{settings}", "utf-8")
            with open_record(self.folder) as kept:
                public = publishing.public_of(kept, on=RELEASE)
                self.made[settings] = replace(public, incidents=tuple(public.incidents))
        return self.made[settings]

    def told(self, settings: str = MOST) -> bytes:
        """Return all that is in the value itself, which is more than any layout writes."""
        public = self.public(settings)
        whole = {one.name: getattr(public, one.name) for one in fields(public)}
        return json.dumps(_plain(whole), ensure_ascii=False, default=str).encode()


def _plain(value: object) -> object:
    """Return a value as JSON takes it, a day as it is written everywhere."""
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _decisions(record: Record) -> tuple[Decision, ...]:
    """Return that somebody accepted each claim, and named the dead of one of them."""
    made = []
    for number, claim in enumerate(record.claims.values()):
        names = "Alawite men" in claim.passage.exact
        told = claim.with_(victims="Salim Darwish and his brother Omar") if names else claim
        choice = Choice.CORRECT if names else Choice.ACCEPT
        at = datetime(2026, 11, 1, 12, number, tzinfo=UTC)
        made.append(Decision(choice=choice, by=BY, at=at, why=WHY, claim=told, claims=(told.id,)))
    return tuple(made)


def _statement(base: Path, record: Path, pseudonym: str, *purposes: Purpose) -> None:
    path = base / f"Lamia Lattouf {pseudonym}.txt"
    path.write_text(STATEMENT.replace("Zanzabeel", f"Zanzabeel{pseudonym[-1]}"), "utf-8")
    testifying.take_down(
        record,
        path,
        testifying.Given(
            pseudonym=pseudonym,
            taken_by="R-55",
            taken_on=date(2026, 11, 2),
            consents=purposes,
            protection=Protection.OPEN,
        ),
    )


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    base = tmp_path_factory.mktemp("planted")
    for name, words in REPORTS.items():
        path = base / "reports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf-8")
    (base / "reports" / "manifest.csv").write_text(MANIFEST.format(folder=FOLDER), "utf-8")
    record = base / "record"
    workflow.build(base / "reports", record)
    with open_record(record) as kept:
        read = loading.load(kept)
    deciding.take_decisions(record, _decisions(read))
    _statement(base, record, "W-77", Purpose.RECORD, Purpose.ANALYSIS)
    _statement(base, record, "W-78", *Purpose)
    picture = base / "Lamia Lattouf in the cellar.txt"
    picture.write_text("beside a report", "utf-8")
    attaching.attach(
        record,
        [picture],
        attaching.Beside(document=read.documents["recent.txt"].id, caption=FOLDER),
    )
    return Planted(record)


def _parquet(data: bytes) -> str:
    """Return what a Parquet file holds: its columns are compressed."""
    read = pytest.importorskip("pyarrow.parquet").read_table(io.BytesIO(data))
    return f"{read.to_pylist()} {read.schema.metadata}"


def _written(public: Public, name: str, folder: Path) -> Path:
    form = publish.FORMATS[name]
    folder.mkdir()
    with (folder / form.file).open("wb") as stream:
        form.write(public, stream)
    return folder


OPENING: dict[bytes, Callable[[bytes], str]] = {b"PAR1": _parquet}


@pytest.mark.parametrize("name", tuple(publish.FORMATS))
def test_no_secret_is_in_what_a_layout_writes(name: str, planted: Planted, tmp_path: Path) -> None:
    out = _written(planted.public(), name, tmp_path / "out")
    secrets = (*NEVER, *NAMES, *WORDS, *SITE, *RECENT)

    assert not secrets_in(out, secrets, opening=OPENING)
    assert secrets_in(out, ["Aleppo"], opening=OPENING), "nothing was written, so nothing is shown"


@pytest.mark.parametrize("name", tuple(publish.FORMATS))
def test_no_setting_lets_a_witness_through(name: str, planted: Planted, tmp_path: Path) -> None:
    out = _written(planted.public(OPEN), name, tmp_path / "out")

    assert not secrets_in(out, [one for one in NEVER if one != "cousin"], opening=OPENING)


def test_no_secret_is_in_the_value_that_all_layouts_are_written_from(planted: Planted) -> None:
    found = secrets_in(planted.told(), (*NEVER, *NAMES, *WORDS, *SITE, *RECENT))

    assert not found, found


@pytest.mark.parametrize(
    "settings", [MOST, OPEN, MOST + "addresses = false\n", MOST + "recent_days = 0\n"]
)
def test_a_process_that_holds_no_record_takes_out_the_same(planted: Planted, settings: str) -> None:
    """To the letter: what it cannot look up is no reason to let a word through."""
    planted.public(settings)  # writes them
    with open_record(planted.folder) as kept:
        public = publishing.public_of(kept, on=RELEASE)
        incidents = public.incidents
        assert isinstance(incidents, protection.Incidents)
        helper = _sent(settling_crew._Helper, settling_crew._given(incidents))
        for one in incidents.registers.record.incidents:
            told = parcels.parcel([one], incidents.registers, public.documents)
            made = _sent(helper.made, told)
            assert made is not None
            here = release.Making(public.allowed).made([incidents.of(one)], public.documents)
            assert replace(made, packed=b"") == replace(here, packed=b"")


def _sent(to: Callable[[T], R], value: T) -> R:
    """Return what somebody makes of a value that came to another process."""
    return to(pickle.loads(pickle.dumps(value)))  # noqa: S301 - ours


def test_what_must_be_seen_is_seen(planted: Planted) -> None:
    seen = {one.secret for one in secrets_in(planted.told(), THERE)}

    assert seen == set(THERE)


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ("religion = true", ("Alawite",)),
        ("ethnicity = true", ("Kurdish",)),
        ("kinship = true", ("brother", "عائلة")),
        ("exact_sites = true", SITE),
        ("authors = true", ("Ghada Mansouri",)),
        ("recent_days = 0", ("Harasta", "18 November", "Wednesday", "2026/11/18")),
        ('names = "dead"', ("Salim Darwish",)),
    ],
)
def test_a_setting_lets_through_what_it_names_and_nothing_else(
    setting: str, shown: tuple[str, ...], planted: Planted
) -> None:
    told = planted.told(f"{MOST}{setting}\n")
    others = {*NEVER, *NAMES, *WORDS, *SITE, *RECENT} - {"cousin"}
    seen = {one.secret for one in secrets_in(told, others)}
    related = {
        one for one in others if any(folded(one) in folded(told_) for told_ in SHOWN[setting])
    }

    assert seen >= set(shown)
    assert seen <= related, seen - related


SHOWN = {
    "religion = true": ("Alawite",),
    "ethnicity = true": ("Kurdish",),
    "kinship = true": ("brother", "widow", "عائلة"),
    "exact_sites = true": SITE,
    "authors = true": ("Ghada Mansouri",),
    "recent_days = 0": RECENT,
    'names = "dead"': ("Salim Darwish", "Omar"),
}


def test_a_recent_incident_keeps_its_number_its_source_its_week_and_its_province(
    planted: Planted,
) -> None:
    (one,) = _since(planted.public(), date(2026, 1, 1))

    assert str(one.when and one.when.date_from) == "2026-11-16"
    assert [(place.name, place.is_coarsened) for place in one.places] == [("Rif Dimashq", True)]
    assert one.is_day_coarsened
    assert one.first_reported is None
    assert [(made.minimum, made.maximum) for made in one.figures][:1] == [(11, 11)]
    assert {source.name for source in one.sources} == {"Syrian Network for Human Rights"}
    ged = one.ruling("ucdp-ged")
    assert ged is not None
    assert ged.value("where_prec") == 4


def _since(public: Public, day: date) -> list[PublicIncident]:
    return [
        one for one in public.incidents if one.when and one.when.latest and one.when.latest > day
    ]


def test_what_is_withheld_is_counted(planted: Planted) -> None:
    told = summary(planted.public())
    kinds = {kind for kind, _ in told.withheld}

    assert kinds >= {
        Withheld.NAME,
        Withheld.WITNESS,
        Withheld.RELIGION,
        Withheld.KINSHIP,
        Withheld.DAY,
    }
    assert told.coarsened_days == 1
    assert told.coarsened_places == 3  # the hospital, what the statement names, the recent one
    assert told.names_shown == ()


def test_ids_of_what_is_withheld_cannot_be_made_by_guessing_the_words(planted: Planted) -> None:
    with open_record(planted.folder) as kept:
        record = loading.load(kept)
    seen = {claim.id: claim for one in planted.public().incidents for claim in one.claims}
    named = {i for i, claim in record.claims.items() if "Salim" in (claim.victims or "")}

    assert named
    assert not named & seen.keys()
    withheld = {s.id for one in planted.public().incidents for s in one.sources if s.is_withheld}
    assert withheld
    assert not withheld & {origin.id for origin in record.origins}
    told = {reference for claim in seen.values() for reference in (claim.part_of, claim.same_as)}
    assert told <= seen.keys() | {None}


def test_no_secret_is_in_any_file_of_two_releases(planted: Planted, tmp_path: Path) -> None:
    """Pages, feeds, search, manifest; also after somebody was taken out who was public before."""
    record = Path(shutil.copytree(planted.folder, tmp_path / "record"))
    settings = record / "onrecord.toml"
    told = settings.read_text("utf-8").partition("\n[publish]")[0]
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    seen = []
    for turn, allowed in enumerate((OPEN, MOST)):
        contact = 'contact = "desk@record.example"\n'
        settings.write_text(f"{told}\n[publish]\n{contact}{allowed}", "utf-8")
        wanted = workflow.Publishing(sign=True, by=BY, why=WHY, day=RELEASE)
        at = now + timedelta(minutes=turn)
        report = workflow.publish_record(record, tmp_path / "site", wanted, now=at)
        assert report.release is not None
        seen.append(bool(secrets_in(tmp_path / "site", ["Salim Darwish"], opening=OPENING)))

    assert seen == [True, False]
    own = {"عائلة"}  # the page on the method says in its own words what it withholds
    secrets = [one for one in (*NEVER, *NAMES, *WORDS, *SITE, *RECENT) if one not in own]
    found = secrets_in(tmp_path / "site", secrets, opening=OPENING)
    assert not found, found
    assert secrets_in(tmp_path / "site", ["Aleppo"], opening=OPENING)


@pytest.mark.parametrize("settings", ["", MOST], ids=["default", "proposals"])
def test_no_secret_is_in_the_site_its_search_its_feeds_or_what_a_release_keeps(
    planted: Planted, settings: str, tmp_path: Path
) -> None:
    """Also where the release before let everything through: a notice repeats none of it."""
    before, public = planted.public(OPEN), planted.public(settings)
    kept = [*changes.told(before)], [*changes.told(public)]
    made = changes.between(*kept, public.retired)
    altered = changes.altered(changes.practice(before), changes.practice(public))
    at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    notices = (
        Notice(release="b", at=at, incidents=public.count, changes=made, altered=altered),
        Notice(release="a", at=at - timedelta(days=9), incidents=before.count, is_first=True),
    )
    public = replace(public, allowed=replace(public.allowed, contact="desk@record.example"))
    _as_site(public, notices, tmp_path / "site")
    lines = "\n".join(map(changes.as_line, [*kept[1], *made]))
    (tmp_path / "site/kept.jsonl").write_text(lines, "utf-8")
    # The site's own sentences speak of families and witnesses, whoever keeps the record.
    _as_site(publics.public(), notices, tmp_path / "another")
    wanted = (*NEVER, *NAMES, *WORDS, *SITE, *RECENT)
    own = {(one.secret, one.around) for one in secrets_in(tmp_path / "another", wanted)}
    found = secrets_in(tmp_path / "site", wanted)
    assert made
    assert [one for one in found if (one.secret, one.around) not in own] == []
    assert {one.secret for one in found} <= set(WORDS)


def _as_site(public: Public, notices: tuple[Notice, ...], folder: Path) -> None:
    for page in site.pages(public, notices=notices):
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.body)
