"""The files of an evidence bundle: rows, bytes, and the lists that tie them to a checkpoint."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from onrecord import preserve, store
from onrecord.acquire import kinds
from onrecord.model import (
    Act,
    Capture,
    Claim,
    Decision,
    Document,
    OnRecordError,
    Purpose,
    Record,
    Seal,
    Snapshot,
)
from onrecord.model.codec import written
from onrecord.preserve import Level, bundle_page, bundle_words, files
from onrecord.preserve.bundle_place import InOriginal
from onrecord.store import proof
from onrecord.store.proof import Excerpt
from onrecord.workflow import kept_files, leaving, proving, verifying
from onrecord.workflow.in_original import in_original
from onrecord.workflow.proving import Proven, Sealing

_WITNESSES = re.compile(
    r"\b(?:eye)?witness(?:es)?\b|\bsurvivors?\b|\btestif(?:y|ied|ies)\b|\btestimon(?:y|ies)\b"
    r"|شاهد|شهود|شاهدة|ناج(?:ٍ|ي|ين|ون)|شهادة",
    re.IGNORECASE,
)
_SUFFIXES = {
    "text/plain": "txt", "text/html": "html", "text/csv": "csv", "application/pdf": "pdf",
    kinds.WORD: "docx", kinds.WORKBOOK: "xlsx", kinds.MAIL: "eml",
}  # fmt: skip


def file_name(claim_id: str) -> str:
    """
    Return an id as a part of a file's name. Ids that were handed over may hold anything.

    >>> file_name("clm_k6vd"), file_name("../a b")
    ('clm_k6vd', '___a_b')
    """
    return re.sub(r"[^A-Za-z0-9_-]", "_", claim_id)[:80]


class Bundled:
    """
    The files of one bundle, and how far what they prove is sealed.

    Args:
        kept: The record.
        record: What of it may be handed over as evidence, and no more.
        claim: The claim, as it is there.
        found: What was proven of the record.
        database: Its rows.

    Raises:
        OnRecordError: What is kept was altered.
    """

    def __init__(
        self,
        kept: store.RecordStore,
        record: Record,
        claim: Claim,
        found: Proven,
        database: proof.Database,
    ) -> None:
        self.record, self.claim, self.found, self.database = record, claim, found, database
        self.archive = kept_files.of(kept.folder)
        self.document = record.documents.get(claim.document, Document(name=claim.document))
        self.snapshot = record.snapshots.get(claim.document)
        self.text = record.text_of(claim.document)
        scope = self.snapshot.id if self.snapshot else ""
        self.captures = kept.evidence("captures", Capture, scope=scope) if scope else ()
        self.decisions = tuple(_about(claim, self.document, record.decisions))
        self.staying = leaving.bytes_that_stay(kept, Purpose.EVIDENCE)
        self.rows = tuple(self._rows())
        self.sealings = self._covering(kept)
        self.seals = {
            one.sha256: kept.evidence("seals", Seal, scope=one.sha256) for one in self.sealings
        }
        self.level = Level.HASHED
        self.tokens: list[bundle_words.Token] = []
        self.place = self._place()

    def files(self) -> dict[str, bytes]:
        """Return every file by its name, `SHA256SUMS` apart."""
        made = self._own()
        for number, one in enumerate(self.sealings, start=1):
            made |= self._proof(f"proof/{number}", one)
        covered = self._covered()
        for row in self.rows:
            folder = "rows" if not self.sealings or row in covered else "later"
            made[f"{folder}/{row.table}-{row.seq}.json"] = row.content
        events = [one for one in self.found.gone.events if one.subject in self._subjects]
        shown = {row.id for row in self.rows}
        told = bundle_page.Told(
            claim=self.claim,
            document=self.document,
            snapshot=self.snapshot,
            text=self.text,
            decisions=self.decisions,
            custody=[one for one in events if one.id in shown],
            place=self.place,
        )
        made["claim.html"] = bundle_page.page(told).encode("utf-8", "replace")
        made["README.txt"] = self._readme(len(self.rows) - len(covered)).encode()
        made["manifest.json"] = self._manifest(made)
        return made

    def warnings(self) -> Iterable[str]:
        """Tell what to look at before it is handed over."""
        if not self.sealings:
            yield "no checkpoint covers this claim; run `onrecord seal` first, and again"
        if self.text and (match := _WITNESSES.search(self.text.content)):
            yield (
                f"the document speaks of witnesses or testimony (“{match[0]}”): see that nobody "
                "in it is endangered by whoever gets this"
            )

    @property
    def _subjects(self) -> frozenset[str]:
        of = (self.claim.id, self.document.id, self.snapshot.id if self.snapshot else "")
        return frozenset(filter(None, of))

    def _rows(self) -> Iterable[Excerpt]:
        """Return the rows about the claim; without lines that tell of bundles since the seal."""
        passage, db = self.claim.passage, self.database
        yield from proof.rows_of(db, "claims", "id", [self.claim.id], only_live=True)
        yield from proof.rows_of(db, "documents", "id", [self.document.id], only_live=True)
        if self.snapshot is not None:
            yield from proof.rows_of(db, "snapshots", "id", [self.snapshot.id])
            yield from proof.rows_of(db, "captures", "scope", [self.snapshot.id])
            texts = proof.rows_of(db, "texts", "scope", [passage.snapshot_id or self.snapshot.id])
            yield from list(texts)[-1:]
        yield from proof.rows_of(db, "decisions", "id", [one.id for one in self.decisions])
        latest = self.found.latest
        sealed = latest.checkpoint.table("custody").rows if latest else 0
        acts = {one.id: one.act for one in self.found.gone.events}
        for row in proof.rows_of(db, "custody", "scope", sorted(self._subjects)):
            if row.seq <= sealed or acts.get(row.id) is not Act.HANDED_OVER:
                yield row

    def _covering(self, kept: store.RecordStore) -> tuple[Sealing, ...]:
        """Return the first and the last checkpoint that cover the claim, sealed ones if any."""
        needed = [row for row in self.rows if row.table in {"claims", "snapshots", "texts"}]
        needed = needed or [row for row in self.rows if row.table == "decisions"][:1]
        covering = [
            one
            for one in self.found.sealings
            if all(row.seq <= one.checkpoint.table(row.table).rows for row in needed)
        ]
        sealed = [
            one
            for one in covering
            if any(seal.at for seal in kept.evidence("seals", Seal, scope=one.sha256))
        ]
        found = sealed or covering
        return tuple(dict.fromkeys((found[0], found[-1]))) if found else ()

    def _covered(self) -> frozenset[Excerpt]:
        if not self.sealings:
            return frozenset(self.rows)
        last = self.sealings[-1].checkpoint
        return frozenset(row for row in self.rows if row.seq <= last.table(row.table).rows)

    def _own(self) -> dict[str, bytes]:
        own = [row for row in self.rows if row.table in {"claims", "decisions"}]
        made = {"claim.json": own[0].content} if own else {}
        made["words.txt"] = self.claim.passage.exact.encode("utf-8", "replace") + b"\n"
        if self.text is not None:
            made["text.txt"] = self.text.content.encode("utf-8", "replace")
        if self.snapshot is not None:
            made[_original(self.snapshot)] = self.archive.read(self.snapshot.sha256)
        for name in self._kept():
            made[f"kept/{name}"] = self.archive.read(name)
        return made

    def _place(self) -> InOriginal | None:
        if self.snapshot is None:
            return None
        name, data = _original(self.snapshot), self.archive.read(self.snapshot.sha256)
        wrong = {one.code for one in self.record.problems if one.where == self.document.name}
        return in_original(name, data, self.snapshot, self.text, self.claim.passage, wrong)

    def _kept(self) -> tuple[str, ...]:
        """Return what was kept with the bytes, and may leave; not what they were taken out of."""
        kept = (name for one in self.captures for name in one.kept if name != one.container)
        own = self.snapshot.sha256 if self.snapshot else ""
        return tuple(name for name in dict.fromkeys(kept) if name not in {own, *self.staying})

    def _proof(self, folder: str, one: Sealing) -> dict[str, bytes]:
        """Return a checkpoint, the lists that tie rows and files to it, and its seals."""
        told = one.checkpoint
        made = {f"{folder}/checkpoint.json": self.archive.read(one.sha256)}
        for row in self.rows:
            state, block = told.table(row.table), proof.block_of(row.seq)
            if row.seq <= state.rows:
                lines = proof.listing(self.database, row.table, block, state.rows)
                _check(lines, state.written[block], row.table)
                made[f"{folder}/rows-{row.table}-{block + 1}.txt"] = lines
        then = proving.files_at(self.found, told)
        own = (self.snapshot.sha256,) if self.snapshot else ()
        branches = dict(told.archive.branches)
        for branch in sorted({name[:2] for name in (*own, *self._kept())}):
            sizes = {name: size or 0 for name, size in then.items() if name.startswith(branch)}
            lines = files.listing(sizes, sorted(sizes))
            _check(lines, branches.get(branch, ""), f"archive/{branch}")
            made[f"{folder}/files-{branch}.txt"] = lines
        return made | self._seals(folder, one)

    def _seals(self, folder: str, one: Sealing) -> dict[str, bytes]:
        made: dict[str, bytes] = {}
        stamps = []
        for number, seal in enumerate(self.seals[one.sha256], start=1):
            if seal.kind != "rfc3161":
                made[f"{folder}/checkpoint.json.ots"] = self.archive.read(seal.token)
                continue
            stamps.append(verifying.stamp_of(seal, self.archive))
            made[f"{folder}/token-{number}.tsr"] = self.archive.read(seal.token)
            made[f"{folder}/chain-{number}.pem"] = self.archive.read(seal.chain or seal.token)
            if seal.ca:
                made[f"{folder}/trusted-{number}.pem"] = self.archive.read(seal.ca)
            if seal.at and stamps[-1].holds:
                self.tokens.append(
                    bundle_words.Token(
                        folder=folder,
                        number=number,
                        authority=seal.authority,
                        at=seal.at,
                        is_pinned=bool(seal.ca),
                    )
                )
        self.level = preserve.level(stamps)
        return made

    def _readme(self, later: int) -> str:
        return bundle_words.readme(
            claim=file_name(self.claim.id),
            level=self.level.value,
            tokens=self.tokens,
            checkpoints=[f"proof/{number}" for number, _ in enumerate(self.sealings, start=1)],
            later=later,
            place=self.place,
        )

    def _manifest(self, made: Mapping[str, bytes]) -> bytes:
        told = {
            "what": "evidence bundle of onrecord",
            "form": 1,
            "claim": self.claim.id,
            "document": self.document.id,
            "snapshot": self.snapshot.id if self.snapshot else None,
            "container": [one.container for one in self.captures if one.container],
            "place": self.place and self.place.told(),
            "level": self.level.value,
            "checkpoints": [
                {"folder": f"proof/{number}", "sha256": one.sha256,
                 "at": one.checkpoint.at.isoformat()}
                for number, one in enumerate(self.sealings, start=1)
            ],
            "seals": [
                {"folder": one.folder, "token": one.number, "authority": one.authority,
                 "at": one.at.isoformat()}
                for one in self.tokens
            ],
            "files": {
                name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
                for name, data in sorted(made.items())
            },
        }  # fmt: skip
        return (written(told) + "\n").encode()


def _original(snapshot: Snapshot) -> str:
    return f"original.{_SUFFIXES.get(snapshot.media_type.partition(';')[0], 'bin')}"


def _check(lines: bytes, sealed: str, what: str) -> None:
    if hashlib.sha256(lines).hexdigest() != sealed:
        raise OnRecordError(
            f"{what} is not what was sealed, so nothing is handed over; see `onrecord verify`"
        )


def _about(claim: Claim, document: Document, decisions: Sequence[Decision]) -> Iterable[Decision]:
    """Return the decisions about a claim, undone ones and undoings too."""
    about: set[str] = set()
    for one in decisions:
        own = {*one.claims, *one.others, one.target}
        if own & {claim.id, document.name} or one.target in about:
            about.add(one.id)
            yield one
