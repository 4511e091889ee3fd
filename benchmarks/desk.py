"""
How long the desk takes on a record of 13,000 documents and 50,000 claims.

Run: `python benchmarks/desk.py FOLDER [claims]`. The record is made in FOLDER if there is none
(some minutes). Pages are found as a person finds them: by following links from the first one;
so a new screen is measured without a line here. Medians, CPU and wall, in milliseconds.
"""

# ruff: noqa: INP001, S311, T201 - a program to be run by hand; chance is no secret here

import csv
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import desk_record
from lxml import html
from starlette.routing import Match, Route
from starlette.testclient import TestClient

from onrecord.model import Choice
from onrecord.web import app
from onrecord.workflow import choosing
from onrecord.workflow.desk import Desk

ADDRESS = "http://127.0.0.1:8440"
OF_EACH = 6  # addresses of each kind that are opened
TURNS = 3  # times that each is opened
PAGE_MS, NEXT_MS = 200, 100  # what a person does not wait for
_SEEDS = (
    "/",
    "/queue",
    "/documents",
    "/incidents",
    "/explore",
    "/actors",
    "/places",
    "/sources",
    "/names",
    "/checks",
    "/history",
    "/api/openapi.json",
    "/explore?q=market&of=claims",
    "/explore?q=ka",
    "/checks?q=killed",
    "/history?by=Basil",
    "/api/claims",
    "/api/problems",
    "/api/record",
    "/api/queue",
    "/api/incidents",
    "/api/search?q=market",
    "/api/decisions",
    "/api/documents?q=outlet",
    "/api/figures",
)

Times = list[tuple[float, float]]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the CPU and the wall milliseconds that something takes."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def line(what: str, times: Times, limit: float = 0) -> None:
    """Write one line of the table: medians and the slowest."""
    cpu, wall = (statistics.median(side) for side in zip(*times, strict=True))
    worst = max(one for _, one in times)
    late = " LATE" if limit and cpu > limit else ""
    print(f"{what:44}{cpu:9.1f}{wall:9.1f}{worst:9.1f}{late}", flush=True)


def kinds(client: TestClient, chance: random.Random) -> dict[str, list[str]]:
    """Return addresses of the desk by the kind of page, found by following links."""
    found: dict[str, set[str]] = defaultdict(set)
    waiting = list(_SEEDS)
    seen = set(waiting)
    opened: dict[str, int] = defaultdict(int)
    while waiting:
        address = waiting.pop(0)
        kind = _kind(client, address)
        if kind is None:
            continue
        found[kind].add(address)
        if opened[kind] >= 3 or kind.startswith("/api"):
            continue
        opened[kind] += 1
        answer = client.get(address)
        if "html" not in answer.headers.get("content-type", ""):
            continue
        links = {
            f"{parts.path}?{parts.query}".rstrip("?")
            for a in html.fromstring(answer.text).iter("a")
            if (parts := urlsplit(a.get("href", ""))).path.startswith("/") and not parts.netloc
        }
        fresh = sorted(links - seen)
        chance.shuffle(fresh)
        seen.update(fresh)
        waiting += fresh[:60]
    return {
        kind: chance.sample(sorted(held), min(OF_EACH, len(held)))
        for kind, held in sorted(found.items())
    }


def _kind(client: TestClient, address: str) -> str | None:
    parts = urlsplit(address)
    if parts.path.startswith("/api/"):
        return parts.path + ("?…" if parts.query else "")
    scope = {"type": "http", "method": "GET", "path": parts.path, "root_path": "", "headers": []}
    for route in _routes(client):
        if "GET" in (route.methods or ()) and route.matches(scope)[0] is Match.FULL:
            return route.path + ("?…" if parts.query else "")
    return None


def _routes(client: TestClient) -> list[Route]:
    waiting, found = list(client.app.router.routes), []  # type: ignore[attr-defined]
    for one in waiting:
        if isinstance(one, Route):
            found.append(one)
        original = getattr(one, "original_router", None)
        if original is not None:
            waiting += original.routes
    return found


def pages(client: TestClient, addresses: dict[str, list[str]]) -> None:
    """Open every kind of page: the first time, and then again."""
    print(f"\n{'page':44}{'CPU':>9}{'wall':>9}{'slowest':>9}")
    for kind, held in addresses.items():
        first: Times = []
        later: Times = []
        for address in held:
            statuses = []
            first.append(timed(lambda a=address, s=statuses: s.append(client.get(a).status_code)))
            if statuses[0] >= 400:
                print(f"{kind:44} answers {statuses[0]}: {address}")
            later += [timed(lambda a=address: client.get(a)) for _ in range(TURNS)]
        line(kind, later, PAGE_MS)
        if statistics.median(c for c, _ in first) > 2 * statistics.median(c for c, _ in later):
            line("   opened for the first time", first)


def deciding(desk: Desk, client: TestClient) -> None:
    """Decide and preview, as a person does at the queue and on an incident."""
    print(f"\n{'deciding':44}{'CPU':>9}{'wall':>9}{'slowest':>9}")
    record = desk.view.record
    waiting = [claim.id for claim in record.claims.values() if claim.decision is None]
    line(
        "the queue's next proposal",
        [timed(lambda: client.get("/queue")) for _ in range(9)],
        NEXT_MS,
    )
    told: Times = []
    for claim_id in waiting[:15]:
        form = {"claim": claim_id, "seen": f"{claim_id}:", "back": "/queue"}
        told.append(timed(lambda f=form: client.post("/decide/accept", data=f)))
        told.append(timed(lambda: client.get("/queue")))
    line("accept", told[::2], NEXT_MS)
    line("the next proposal after it", told[1::2], NEXT_MS)
    batch = [choosing.accept(one) for one in waiting[15:115]]
    line("accept a hundred together", [timed(lambda: desk.decide(batch))])
    undo = [d.id for d in desk.view.record.decisions[-3:] if d.choice is Choice.ACCEPT]
    line("undo", [timed(lambda d=d: desk.decide(choosing.undo(d), why="no")) for d in undo])
    incidents = sorted(record.incidents, key=lambda i: len(i.claim_ids))
    several = [one for one in incidents if len(one.claim_ids) > 1]
    for name, share in (
        ("of a middling incident", 0.5),
        ("at 99 in 100", 0.99),
        ("of the largest", 1),
    ):
        one = several[min(int(len(several) * share), len(several) - 1)]
        split = choosing.split(one.id, one.claim_ids[:1])
        what = f"preview of a split {name} ({len(one.claim_ids)})"
        line(what, [timed(lambda s=split, o=one: desk.preview(s, concerning=[o.id]))])


def meanwhile(desk: Desk, client: TestClient, addresses: Sequence[str]) -> None:
    """Open pages while figures are worked out anew."""
    one = next(i for i in desk.view.record.incidents if len(i.claim_ids) > 2)
    cpu, wall = time.process_time(), time.perf_counter()
    line("split", [timed(lambda: desk.decide(choosing.split(one.id, one.claim_ids[:1]), why="x"))])
    done = threading.Event()
    times: Times = []
    accepted: Times = []

    def read() -> None:
        waiting = iter([c.id for c in desk.view.record.claims.values() if c.decision is None])
        while not done.is_set():
            for address in addresses:
                times.append(timed(lambda a=address: client.get(a)))
            claim = choosing.accept(next(waiting))
            accepted.append(timed(lambda c=claim: desk.decide(c)))
            time.sleep(0.5)

    reader = threading.Thread(target=read)
    reader.start()
    desk.wait(900)
    done.set()
    reader.join()
    print(
        f"\nworked out anew: {time.process_time() - cpu:.0f} s CPU with the pages opened "
        f"meanwhile, {time.perf_counter() - wall:.0f} s wall; pages and decisions then:"
    )
    for what, held in (("a page", times), ("accept", accepted)):
        walls = sorted(w for _, w in held)
        print(
            f"{what:12} median {statistics.median(walls):.0f} ms wall, nine in ten under "
            f"{walls[len(walls) * 9 // 10]:.0f}, slowest {walls[-1]:.0f} ({len(walls)})"
        )


def instead(desk: Desk) -> None:
    """Do what people do without a desk: keep claims in a table, look for words in the texts."""
    print(f"\n{'instead':44}{'CPU':>9}{'wall':>9}{'slowest':>9}")
    record = desk.view.record
    with tempfile.TemporaryDirectory() as scratch:
        table = Path(scratch) / "claims.csv"
        with table.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            for one in record.claims.values():
                places = "; ".join(mention.name for mention in one.places)
                writer.writerow(
                    [one.document, one.passage.exact, one.outcome, one.count, places, one.when]
                )
        texts = sqlite3.connect(":memory:")
        texts.execute("create table texts (name, content)")
        held = ((name, text.content) for name in record.documents if (text := record.text_of(name)))
        texts.executemany("insert into texts values (?, ?)", held)

        def filtered() -> list[list[str]]:
            with table.open(newline="", encoding="utf-8") as stream:
                return [row for row in csv.reader(stream) if row[2] == "killed" and "ka" in row[4]]

        def looked_for() -> object:
            asked = "select name from texts where content like '%kamitel%'"
            return texts.execute(asked).fetchall()

        line("a table of claims opened and filtered", [timed(filtered) for _ in range(TURNS)])
        line("a word looked for in every text", [timed(looked_for) for _ in range(TURNS)])


def main() -> None:
    """Take the turns and say how long they took."""
    kept = Path(sys.argv[1])
    desk_record.made(kept, int(sys.argv[2]) if len(sys.argv) > 2 else 50_000)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(kept, Path(scratch) / "desk"))
        opened: list[Desk] = []
        print(f"{'':44}{'CPU':>9}{'wall':>9}{'slowest':>9}")
        line("open the desk", [timed(lambda: opened.append(Desk(folder, person="Amal")))])
        with opened[0] as desk:
            record = desk.view.record
            print(
                f"{len(record.documents):,} documents, {len(record.claims):,} claims, "
                f"{len(record.incidents):,} incidents, {len(record.decisions):,} decisions"
            )
            client = TestClient(app(desk), base_url=ADDRESS, follow_redirects=False)
            addresses = kinds(client, random.Random(4))
            pages(client, addresses)
            instead(desk)
            deciding(desk, client)
            some = [held[0] for kind, held in addresses.items() if "?" not in kind]
            meanwhile(desk, client, [a for a in some if not a.startswith("/api")][:8])


if __name__ == "__main__":
    main()
