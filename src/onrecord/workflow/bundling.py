"""An evidence bundle: one claim with everything that somebody else needs to check it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from onrecord import store
from onrecord.model import (
    Act,
    Claim,
    CustodyEvent,
    OnRecordError,
    Purpose,
    Record,
    Severity,
)
from onrecord.preserve import Level, bundle
from onrecord.store import proof
from onrecord.workflow import leaving, loading, proving
from onrecord.workflow.bundled import Bundled, file_name
from onrecord.workflow.files import replaced


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReport:
    """
    What was handed over.

    Attributes:
        path: The file.
        sha256: Its hash, which stands in the chain of custody too.
        level: How far the checkpoint is sealed that covers the claim.
        is_covered: Whether any checkpoint covers it.
        is_known: The same file had been handed over before; no line was written again.
        failing: How many things in the record do not hold.
        warnings: What to look at before it is handed over.
    """

    path: Path
    sha256: str
    level: Level
    is_covered: bool
    is_known: bool
    failing: int
    warnings: tuple[str, ...]


def evidence(
    record_folder: Path,
    claim_id: str,
    out: Path,
    *,
    tell: Callable[[str], None] = lambda _: None,
) -> EvidenceReport:
    """
    Write an evidence bundle of one claim, and a line of custody that says so.

    The same claim under the same seals gives the same file. The line is written before the
    file takes its place: killed between the two, the same call puts the file there and
    writes no second line.

    Args:
        record_folder: The record.
        claim_id: The claim.
        out: The file; one that stands there is replaced whole.
        tell: Is told what is done.

    Raises:
        OnRecordError: There is no such claim, what is kept of it was altered, or it is
            testimony that may not be handed over.
        RecordUnusable: The record cannot be opened or written.
        OSError: The file cannot be written.
    """
    with store.open_record(record_folder) as kept:
        record, claim = _that_may(kept, claim_id)
        with kept.build(doing="evidence"):  # nobody else writes meanwhile
            with proof.opened(record_folder) as database:
                found = proving.proven(database, is_whole=False, tell=tell)
                made = Bundled(kept, record, claim, found, database)
                data = bundle.packed(f"evidence-{file_name(claim_id)}", made.files())
            sha256 = hashlib.sha256(data).hexdigest()
            is_known = _is_known(kept, claim_id, sha256)
            for left in out.parent.glob(f"{escape(out.name)}.*.part"):  # of one that was killed
                left.unlink(missing_ok=True)
            with replaced(out) as stream:
                stream.write(data)
                stream.flush()
                if not is_known:
                    kept.note_custody(Act.HANDED_OVER, claim_id, bundle=sha256)
    failing = [one for one in found.findings.problems if one.severity is not Severity.NOTE]
    return EvidenceReport(
        path=out,
        sha256=sha256,
        level=made.level,
        is_covered=bool(made.sealings),
        is_known=is_known,
        failing=len(failing) + sum(found.findings.beyond.values()),
        warnings=tuple(made.warnings()),
    )


def _that_may(kept: store.RecordStore, claim_id: str) -> tuple[Record, Claim]:
    """
    Return what may be handed over as evidence, and a claim as it is there.

    Raises:
        OnRecordError: There is no such claim, or it may not be handed over.
    """
    whole = loading.load(kept)
    claim = whole.claims.get(claim_id)
    if claim is None:
        raise OnRecordError(f"there is no claim {claim_id} in this record")
    why = leaving.why_it_stays(whole.statements, claim.document, Purpose.EVIDENCE)
    record = leaving.of(kept, Purpose.EVIDENCE, record=whole).record
    told = record.claims.get(claim_id)
    if told is None:  # a person added it, by a decision that tells of other testimony too
        why = why or "what was decided about it tells of testimony that stays here"
    if why or told is None:
        raise OnRecordError(f"{claim.document} is not handed over: {why}")
    return record, told


def _is_known(kept: store.RecordStore, claim_id: str, sha256: str) -> bool:
    lines = kept.evidence("custody", CustodyEvent, scope=claim_id)
    return any(
        one.act is Act.HANDED_OVER and dict(one.details).get("bundle") == sha256 for one in lines
    )
