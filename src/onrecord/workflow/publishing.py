"""A record to what anybody may see of it, and that to files."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib import metadata
from pathlib import Path
from typing import BinaryIO

from onrecord import publish, resolve, store
from onrecord.model import (
    AGREED,
    Claim,
    OnRecordError,
    Record,
    standing,
)
from onrecord.model.public import Method, Public, PublicRule, PublicRulebook
from onrecord.model.publishing import Allowed
from onrecord.reconcile import rulebooks
from onrecord.workflow import derive, engines, leaving, loading, ruling
from onrecord.workflow.exchanging import Noting, opened, silent
from onrecord.workflow.outcome import Stopping, never, stop_if_asked
from onrecord.workflow.ruling import Ruler

# What each layout is, in a few words, by its name.
FORMATS: Mapping[str, str] = {name: one.says for name, one in publish.FORMATS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicReport:
    """
    What an export of public figures wrote.

    Attributes:
        incidents: How many.
        held_back: How many more the record has of which nobody decided on every claim.
        left_out: How many of the incidents the layout has no row for.
    """

    incidents: int
    held_back: int
    left_out: int = 0


def export_public(
    record_folder: Path,
    form: str,
    out: Path | BinaryIO,
    *,
    proposals: bool = False,
    stopping: Stopping = never,
    noting: Noting = silent,
) -> PublicReport:
    """
    Write what anybody may see of a record in a layout that other programs take.

    Args:
        record_folder: The record.
        form: One of `FORMATS`.
        out: An open stream, or a path; a file there is replaced whole, at the end.
        proposals: Also what nobody has decided on, marked as such.
        stopping: Is asked before it is written whether to stop there.
        noting: Is told how much testimony was left out, if any.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
        OnRecordError: The layout is made by a rulebook that the record's settings leave out.
        OSError: `out` cannot be written.
        Stopped: `stopping` said so; a file that stood there before stands there still.
    """
    layout = publish.FORMATS[form]
    with store.open_record(record_folder) as kept:
        if layout.rulebook and layout.rulebook not in kept.settings.publish.rulebooks:
            raise OnRecordError(
                f"{form} is made by the rulebook {layout.rulebook}, which [publish] in "
                "onrecord.toml leaves out: name it under rulebooks"
            )
        # Each incident is made once, as it is written, and reports are read when it is.
        public = public_of(kept, proposals=proposals, noting=noting, texts_when_asked=True)
        stop_if_asked(stopping, "stopped; nothing was written")
        with opened(out) as stream:
            left_out = layout.write(public, stream)
            stream.flush()
    return PublicReport(
        incidents=public.count, held_back=public.method.held_back, left_out=left_out
    )


def public_of(
    kept: store.RecordStore,
    *,
    proposals: bool = False,
    on: date | None = None,
    noting: Noting = silent,
    texts_when_asked: bool = False,
) -> Public:
    """
    Return what anybody may see of a record.

    Args:
        kept: The record.
        proposals: Also what nobody has decided on, whatever the settings say.
        on: The day of the release, from which it follows what is recent; None for today.
        noting: Is told how much testimony was left out, if any.
        texts_when_asked: Read the words around claims as incidents are gone through, and only
            while the record is open. A large record's reports take more memory than all else.
    """
    allowed = kept.settings.publish
    allowed = replace(allowed, proposals=allowed.proposals or proposals)
    loaded = loading.load(kept, texts_when_asked=texts_when_asked)
    leaves = leaving.of(kept, *leaving.TO_PUBLISH, record=loaded)
    if not leaves.is_whole:
        noting(leaves)
    whole = leaves.record
    told = whole if allowed.proposals else decided_only(whole)
    shown = _without_its_making(told)
    return publish.public(
        shown,
        allowed,
        _method(whole, told),
        program=f"onrecord {metadata.version('onrecord')}",
        given=publish.Circumstances(
            on=on or datetime.now(UTC).date(),
            rule=_ruler(shown, allowed),
            names=resolve.names(),
        ),
        rulebooks=tuple(_rulebooks(allowed)),
    )


def decided_only(record: Record) -> Record:
    """
    Return a record with only the claims that a person let stand, and what follows from them.

    Machine output is a proposal until a person decides, so figures that go out are worked
    out from what was decided, as if no reader had found anything else.
    """
    claims = {i: one for i, one in record.claims.items() if one.decision in AGREED}
    if len(claims) == len(record.claims):
        return record
    told = replace(loading.with_texts(record), claims=claims, problems=())
    made = derive.derived(told, engines.names())
    # Ids that are retired in it only for want of claims are not: their incidents are held back.
    return replace(made, given=record.given)


def _without_its_making(record: Record) -> Record:
    """
    Return a record without what only led to it, which would be held until all is public.

    Of what readers made of claims that people decided on, only other words than the claims'
    own are asked for: no public id may be made of them.
    """
    read = ((i, one, record.claims.get(i)) for i, one in record.as_read.items())
    texts = record.texts
    if isinstance(texts, store.TextsWhenAsked):
        texts = texts.in_turn(_asked_for(record))
    return replace(
        record,
        texts=texts,
        decisions=(),
        as_read={i: one for i, one, held in read if held is None or _words(one) != _words(held)},
    )


def _asked_for(record: Record) -> Iterator[str]:
    """Yield whose texts are asked for: of each report, for its tolls; then for each incident."""
    held = (claim.passage.snapshot_id for claim in record.claims.values())
    yield from dict.fromkeys(filter(None, held))
    for one in record.incidents:
        claims = (record.claims.get(i) for i in one.claim_ids)
        yield from filter(None, (claim.passage.snapshot_id for claim in claims if claim))


def _words(claim: Claim) -> tuple[str, str | None]:
    return claim.passage.exact, claim.victims


def _ruler(record: Record, allowed: Allowed) -> Ruler:
    """Return what gives the rulings of an incident, with all that they share worked out once."""
    if not record.incidents:
        return lambda _one, _claims: ()
    return ruling.grounds(record, allowed.rulebooks)


def _rulebooks(allowed: Allowed) -> Iterator[PublicRulebook]:
    for name in (*allowed.rulebooks, rulebooks.OURS):
        book = rulebooks.rulebook(name)
        told = (
            PublicRule(rule=rule, applied=extent.applied, but=extent.but)
            for short, rule in book.rules.items()
            for extent in (book.extents[short],)
        )
        yield PublicRulebook(
            name=name,
            version=book.version,
            codebook=book.codebook,
            seen=book.seen,
            rules=tuple(told),
        )


def _method(whole: Record, told: Record) -> Method:
    documents, claims = whole.documents.values(), whole.claims.values()
    days = [one.published for one in documents if one.published]
    decisions = standing(whole.decisions)
    return Method(
        publishers=_tally(one.publisher or "" for one in documents),
        languages=_tally(one.language or "" for one in documents),
        media_types=_tally(one.media_type for one in whole.snapshots.values()),
        engines=_tally(one.engine for one in claims),
        decisions=_tally(one.choice.value for one in decisions),
        people=len({one.by for one in decisions}),
        asides=_tally(one.reason.value for one in whole.asides),
        problems=_tally(one.code for one in whole.problems),
        documents=len(whole.documents),
        claims=len(whole.claims),
        incidents=len(whole.incidents),
        origins=len(whole.origins),
        undecided=sum(one.decision is None for one in claims),
        held_back=max(0, len(whole.incidents) - len(told.incidents)),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _tally(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(names).most_common())
