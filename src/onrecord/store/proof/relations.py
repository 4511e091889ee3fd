"""What rows of different tables must have in common: words in texts, texts of snapshots."""

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from onrecord.model import Act, Capture, Claim, CustodyEvent, Release, SignOff
from onrecord.store.proof.findings import Findings
from onrecord.store.proof.list_relations import ListRelations
from onrecord.store.proof.reading import Reading
from onrecord.store.proof.rows import Row

_HELD_TEXTS = 16  # snapshots whose texts are remembered: claims of one come together


class Bytes(NamedTuple):
    """What a snapshot says of its bytes."""

    number: int
    sha256: str
    size: int
    document: str


@dataclass
class Relations:
    """
    What was seen in some tables and must fit what stands in others.

    The tables are gone through in the order `snapshots, texts, readings, claims, captures,
    issues, entries, custody, sign_offs`.
    """

    connection: Reading
    findings: Findings
    documents: set[str] = field(default_factory=set)
    snapshots: dict[str, Bytes] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    reads: dict[str, str] = field(default_factory=dict)  # the text that holds, by snapshot
    taken: set[str] = field(default_factory=set)
    signed: dict[str, SignOff] = field(default_factory=dict)
    lists: ListRelations = field(default_factory=ListRelations)
    released: str = ""  # the last one
    _contents: OrderedDict[str, dict[str, str]] = field(default_factory=OrderedDict)

    def take(self, table: str, row: Row, value: Any) -> None:
        """Look at a row whose content is as it was written."""
        match table:
            case "documents":
                self.documents.add(row.id)
            case "snapshots":
                self._snapshot(row, value)
            case "texts":
                self._belongs(row, value["snapshot_id"], "text")
                self.texts[row.id] = value["snapshot_id"]
            case "readings":
                self._reading(row, value)
            case "claims":
                self._claim(row, value)
            case "captures":
                self._capture(row, value)
            case "custody":
                self._event(row, value)
            case "sign_offs":
                self.signed[row.id] = value
            case "releases":
                self._release(row, value)

    def ended(self) -> None:
        """Look at what can be seen only when all rows were seen."""
        first = min((self.snapshots[one].number for one in self.taken), default=None)
        for held_id, held in self.snapshots.items():
            # Snapshots that are older than the chain of custody have no line in it.
            if first is not None and held.number > first and held_id not in self.taken:
                self.findings.gone(
                    f"No line of custody tells how the snapshot {held_id} came.", held_id
                )

        self.lists.ended(self.findings)

    def _snapshot(self, row: Row, told: Any) -> None:
        held = Bytes(row.seq, told["sha256"], told["size"], told["document_id"])
        self.snapshots[row.id] = held
        if held.document not in self.documents:
            self.findings.gone(f"The document {held.document} of a snapshot is gone.", row.id)

    def _belongs(self, row: Row, snapshot: str, what: str) -> None:
        if snapshot not in self.snapshots:
            self.findings.gone(f"The snapshot {snapshot} of a {what} is gone.", row.id)

    def _reading(self, row: Row, told: Any) -> None:
        snapshot, text = told["snapshot_id"], told["text_id"]
        self._belongs(row, snapshot, "reading")
        if text is not None and self.texts.get(text) != snapshot:
            self.findings.gone(f"The text {text} of a reading is gone.", row.id)
        elif text is not None and row.last[0] is None:
            self.reads[snapshot] = text

    def _claim(self, row: Row, claim: Claim) -> None:
        passage = claim.passage
        if passage.snapshot_id is None:
            return
        texts = self._texts(passage.snapshot_id)
        if not texts:
            self.findings.gone(
                f"The text of the snapshot {passage.snapshot_id}, in which a claim's words "
                "stand, is gone.",
                row.id,
            )
            return
        holds = self.reads.get(passage.snapshot_id) if row.last[0] is None else None
        among = [texts[holds]] if holds in texts else texts.values()
        if all(one[passage.start : passage.end] != passage.exact for one in among):
            self.findings.altered(
                f"The words of a claim do not stand in its text at {passage.start}-{passage.end}.",
                row.id,
            )

    def _capture(self, row: Row, capture: Capture) -> None:
        self._belongs(row, capture.snapshot_id, "capture")

    def _event(self, row: Row, event: CustodyEvent) -> None:
        if event.act is not Act.TAKEN:
            return
        if event.subject in self.lists.issues:
            self.lists.taken_in(row, event, self.findings)
            return
        self.taken.add(event.subject) if event.subject in self.snapshots else self._belongs(
            row, event.subject, "line of custody"
        )
        held = self.snapshots.get(event.subject)
        told = dict(event.details)
        if held and (told.get("sha256"), told.get("size")) != (held.sha256, str(held.size)):
            self.findings.altered(
                f"The snapshot {event.subject} is not what the line of custody says that was "
                "taken in.",
                row.id,
            )

    def _release(self, row: Row, release: Release) -> None:
        if release.previous != self.released:
            self.findings.altered(
                f"The release {row.id} says that it follows on {release.previous or 'none'}; "
                f"the one before it is {self.released or 'none'}.",
                row.id,
            )
        self.released = row.id
        for one in release.signed or ("none",):
            told = self.signed.get(one)
            if told is None:
                self.findings.gone(f"The signature {one:.40} of a release is not there.", row.id)
            elif (told.content, told.after) != (release.content, release.previous):
                self.findings.altered(
                    f"The signature {one} of {told.by:.60} is not for what the release {row.id} "
                    "made public.",
                    row.id,
                )

    def _texts(self, snapshot: str) -> dict[str, str]:
        """Return the words of every text of a snapshot, by the text's id."""
        if snapshot in self._contents:
            self._contents.move_to_end(snapshot)
            return self._contents[snapshot]
        asked = "SELECT id, content FROM texts WHERE scope = ?"
        found: dict[str, str] = {}
        for held_id, content in self.connection.execute(asked, (snapshot,)):
            try:
                found[held_id.decode()] = json.loads(content)["content"]
            except (ValueError, TypeError, KeyError, AttributeError):
                continue  # the text's own row is a problem already
        self._contents[snapshot] = found
        if len(self._contents) > _HELD_TEXTS:
            self._contents.popitem(last=False)
        return found
