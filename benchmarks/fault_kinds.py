"""
What is struck: commands of the program, each with the place in which it begins.

The reports, lists and tables are small, so that hundreds of runs are quick: what a blow can
break is how steps follow one another, and a small record takes the same steps as a large one.
"""

# ruff: noqa: INP001 - a program to be run by hand

import json
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from onrecord import cli, store, workflow
from onrecord.store import schema

RECORD = "coast"
_TOWNS = ("Aleppo", "Homs", "Hama", "Idlib", "Daraa", "Raqqa")
_GIVEN = ("Omar", "Layla", "Yusuf", "Hana", "Sami", "Nour", "Adel", "Rima")
_FAMILY = ("Haddad", "Nasser", "Saleh", "Darwish", "Khoury", "Mansour")
_CONSENT = "record=yes,analysis=yes,share=no,publish=no,evidence=yes,court=yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """
    A command that is struck.

    Attributes:
        name: What it is called in tables.
        prepare: Makes the place, a folder, in which it begins.
        words: The words of the command, given the place.
        at_the_desk: It is no command, but decisions at the desk, one after another.
        is_of_its_own: What it keeps is another each time: sealed with a new key, or of a moment.
        out: What it writes beside the record, if anything.
        said_again: Exit codes of the same command on a record that has it all already.
    """

    name: str
    prepare: Callable[[Path], None]
    words: Callable[[Path], Sequence[str]]
    at_the_desk: bool = False
    is_of_its_own: bool = False
    out: str = ""
    said_again: frozenset[int] = frozenset({0, 1})


def run(*words: str) -> None:
    """
    Run the program in the folder that is the current one, in this process.

    Raises:
        SystemExit: It did not do what a place is prepared with.
    """
    code = cli.run(words)
    if code not in {0, 1}:
        raise SystemExit(f"onrecord {' '.join(words)}: exit code {code}")


def _write_reports(place: Path, many: int = 6) -> None:
    folder = place / "reports"
    folder.mkdir(exist_ok=True)
    for n in range(many):
        (folder / f"report-{n}.txt").write_text(
            f"Shelling, day {n}\n\nOn {1 + n} May 2024, {2 + n} people were killed in "
            f"{_TOWNS[n % 6]}, residents said. Shop number {n} was closed.\n",
            encoding="utf-8",
        )


def _built(place: Path) -> None:
    _write_reports(place)
    run("build", "reports", "--record", RECORD)


def _changed(place: Path) -> None:
    _built(place)
    _write_reports(place, 8)
    (place / "reports/report-1.txt").write_text("Correction\n\n9 people were killed in Homs.\n")
    (place / "reports/report-2.txt").unlink()


def _claims(place: Path) -> None:
    _built(place)
    run("export", RECORD, "--format", "claims", "-o", "claims.jsonl")
    shutil.rmtree(place / RECORD)


def _table(place: Path) -> None:
    _built(place)
    rows = "".join(f"T{n},2031-05-0{n + 1},{_TOWNS[n]},{n + 2},{n}\n" for n in range(6))
    (place / "table.csv").write_text(f"id,date,place,killed,injured\n{rows}", encoding="utf-8")


def _decided(place: Path) -> None:
    _built(place)
    folder = place / RECORD
    for claim in list(workflow.load(folder).claims)[:4]:
        workflow.decide(folder, workflow.accept(claim), by="Amal", why="Read.")
    settings = folder / "onrecord.toml"
    more = '\n[publish]\ncontact = "desk@record.example"\nkeeper = "Northern Desk"\n'
    settings.write_text(settings.read_text() + more)


def _decisions(place: Path) -> None:
    _decided(place)
    run("export", RECORD, "--format", "decisions", "-o", "decisions.jsonl")
    shutil.rmtree(place / RECORD)
    run("build", "reports", "--record", RECORD)


def _two_incidents(place: Path) -> list[str]:
    return sorted(one.id for one in workflow.load(place / RECORD).incidents)[:2]


def _merge(place: Path) -> Sequence[str]:
    if not hasattr(_merge, "two"):  # the same two, also after they are one
        _merge.two = _two_incidents(place)  # type: ignore[attr-defined]
    return ("decide", RECORD, "merge", *_merge.two, "--by", "Amal", "--why", "One.")  # type: ignore[attr-defined]


def _list(many: int, *, shift: int = 0) -> str:
    told = ["Ref,Name,Sex,Age,Date of death,Place"]
    for n in range(shift, many):
        name = f"{_GIVEN[n % 8]} {_GIVEN[n // 8 % 8]} {_FAMILY[n % 6]}"
        told.append(f"R-{n},{name},{'MF'[n % 2]},{n % 80},2024-05-{1 + n % 28:02},Qasra")
    return "\n".join(told) + "\n"


def _listed(place: Path) -> None:
    _built(place)
    (place / "may.csv").write_text(_list(60))
    (place / "june.csv").write_text(_list(70, shift=8))
    (place / "wall.csv").write_text(_list(50))
    run("lists", "add", RECORD, "may.csv", "--list", "ministry", "--yes")


def _two_lists(place: Path) -> None:
    _listed(place)
    run("lists", "add", RECORD, "wall.csv", "--list", "wall", "--yes")


def _linked(place: Path) -> None:
    _two_lists(place)
    run("lists", "link", RECORD)


def _picture(place: Path) -> None:
    _built(place)
    (place / "square.bin").write_bytes(bytes(range(256)) * 300)


def _statement(place: Path) -> None:
    _built(place)
    (place / "said.txt").write_text("On 3 May 2014 nine people were killed in Aleppo.\n")


def _sworn(place: Path) -> None:
    import pyrage  # noqa: PLC0415 - an extra

    _statement(place)
    own = pyrage.x25519.Identity.generate()
    with (place / RECORD / "onrecord.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[protect]\ntestimony = "age"\nrecipients = ["{own.to_public()}"]\n')


def _sealed(place: Path) -> None:
    _built(place)
    run("seal", RECORD)


def _released(place: Path) -> None:
    _decided(place)
    run("publish", RECORD, "site", "--sign", "Amal")
    settings = place / RECORD / "onrecord.toml"
    settings.write_text(settings.read_text() + 'licence = "CC0"\n')


def _followed(place: Path) -> None:
    _built(place)
    (place / "inbox").mkdir()
    run("follow", RECORD, "--add", "../inbox")
    run("follow", RECORD, "--once")
    for n in range(3):
        (place / f"inbox/new-{n}.txt").write_text(
            f"Strike\n\nOn {n + 1} June 2024, {n + 4} people were killed in {_TOWNS[n]}.\n"
        )


_OF_BEFORE = ("snapshots", "texts", "decisions", "documents", "readings", "claims",
              "places", "actors", "captures", "custody")  # fmt: skip


def of_before(place: Path, version: str) -> None:
    """Make the record as a program of before made it: its tables, and what it held in them."""
    _decided(place)
    now, old = place / RECORD / "record.db", place / "old" / "record.db"
    known = schema.KNOWN[: schema.KNOWN.index(version) + 1]
    with mock.patch.multiple(schema, NEWEST=version, KNOWN=known):
        began = store.read_settings(place / RECORD / store.SETTINGS).created
        store.open_record(place / "old", create=True, clock=lambda: began).close()
    with closing(sqlite3.connect(old, isolation_level=None)) as database:
        database.execute("ATTACH ? AS now", (str(now),))
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("BEGIN")
        _copy_builds(database)
        for table in _OF_BEFORE:
            _copy(database, table)
        database.execute("COMMIT")
        database.execute("PRAGMA journal_mode = DELETE")
    for left in (place / RECORD).glob("record.db*"):
        left.unlink()
    old.rename(now)
    shutil.rmtree(place / "old")


def _copy_builds(database: sqlite3.Connection) -> None:
    """Copy the runs; each tells only of rows that came along."""
    names = {row[0] for row in database.execute("SELECT name FROM main.sqlite_master")}
    for row in database.execute("SELECT * FROM now.builds").fetchall():
        told = json.loads(row[-1] or "{}")
        held = {w: n for w, n in told.items() if w.split()[0] in names & set(_OF_BEFORE)}
        marks = ", ".join("?" for _ in row)
        database.execute(f"INSERT INTO main.builds VALUES ({marks})", (*row[:-1], json.dumps(held)))


def _copy(database: sqlite3.Connection, table: str) -> None:
    columns = [
        {row[1] for row in database.execute(f"PRAGMA {base}.table_info({table})")}
        for base in ("main", "now")
    ]
    if columns[0]:
        shared = ", ".join(sorted(columns[0] & columns[1]))
        database.execute(f"INSERT INTO main.{table} ({shared}) SELECT {shared} FROM now.{table}")  # noqa: S608


def _aged(version: str) -> Kind:
    return Kind(
        name=f"migration from {version}",
        prepare=lambda place: of_before(place, version),
        words=lambda _: ("show", RECORD, "--documents"),
    )


def _said(*words: str) -> Callable[[Path], Sequence[str]]:
    return lambda _: words


def _first_claim(place: Path) -> Sequence[str]:
    if not hasattr(_first_claim, "id"):
        _first_claim.id = next(iter(workflow.load(place / RECORD).claims))  # type: ignore[attr-defined]
    return ("evidence", RECORD, _first_claim.id, "-o", "evidence.zip")  # type: ignore[attr-defined]


_TESTIMONY = ("testimony", "add", RECORD, "said.txt", "--given-by", "W-3", "--taken-by", "R-1",
              "--taken-on", "2024-05-03", "--consent", _CONSENT, "--protection")  # fmt: skip
_ESTIMATE = ("lists", "estimate", RECORD, "--budget", "quick", "--linkages", "0", "--methods",
             "chao,independence", "--outcome", "killed", "--made-by", "Amal")  # fmt: skip

KINDS = (
    Kind(name="build", prepare=_write_reports,
         words=_said("build", "reports", "--record", RECORD)),
    Kind(name="build again", prepare=_changed,
         words=_said("build", "reports", "--record", RECORD)),
    Kind(name="import claims", prepare=_claims, words=_said("import", RECORD, "claims.jsonl")),
    Kind(name="import table", prepare=_table,
         words=_said("import", RECORD, "table.csv", "--publisher", "Tal Watch")),
    Kind(name="import decisions", prepare=_decisions,
         words=_said("import", RECORD, "decisions.jsonl", "--format", "decisions")),
    Kind(name="decide", prepare=_built, words=_merge, said_again=frozenset({0, 2})),
    Kind(name="desk", prepare=_built, words=_said("serve", RECORD), at_the_desk=True),
    Kind(name="lists add", prepare=_listed,
         words=_said("lists", "add", RECORD, "june.csv", "--list", "ministry", "--yes")),
    Kind(name="lists link", prepare=_two_lists, words=_said("lists", "link", RECORD)),
    Kind(name="lists estimate", prepare=_linked, words=_said(*_ESTIMATE)),
    Kind(name="attach", prepare=_picture,
         words=_said("attach", RECORD, "square.bin", "--document", "report-0")),
    Kind(name="testimony", prepare=_statement, words=_said(*_TESTIMONY, "restricted"),
         said_again=frozenset({0, 2})),
    Kind(name="testimony, secret", prepare=_sworn, words=_said(*_TESTIMONY, "secret"),
         said_again=frozenset({0, 2}), is_of_its_own=True),
    Kind(name="seal", prepare=_built, words=_said("seal", RECORD), is_of_its_own=True),
    Kind(name="evidence", prepare=_sealed, words=_first_claim, out="evidence.zip"),
    Kind(name="export", prepare=_built, out="out.jsonl",
         words=_said("export", RECORD, "--format", "claims", "-o", "out.jsonl")),
    Kind(name="publish", prepare=_released, out="site", is_of_its_own=True,
         words=_said("publish", RECORD, "site", "--sign", "Amal")),
    Kind(name="follow", prepare=_followed, words=_said("follow", RECORD, "--once")),
    *(_aged(version) for version in schema.KNOWN[:-1]),
)  # fmt: skip
