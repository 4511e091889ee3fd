"""Publishing: a preview, people's signatures, and a release that says what it changes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from onrecord import publish, store
from onrecord.model import Act, OnRecordError, Release, SignOff, release_id
from onrecord.publish import release
from onrecord.publish.changes import Notice
from onrecord.publish.release import Place, Settled
from onrecord.workflow import kept_files, past_releases, settling, site_pages
from onrecord.workflow.exchanging import Noting, silent
from onrecord.workflow.outcome import Stopping, never, stoppable
from onrecord.workflow.publish_report import Publishing, PublishReport
from onrecord.workflow.signing_off import sign, signed, who

_STOPPED = "stopped; nothing was released"
Tell = Callable[[str], None]


def publish_record(
    record_folder: Path,
    out: Path,
    wanted: Publishing,
    *,
    now: datetime | None = None,
    stopping: Stopping = never,
    noting: Noting = silent,
    tell: Tell = lambda _: None,
) -> PublishReport:
    """
    Show what would be public, take a signature, and release once enough people signed this.

    The release is written beside `out` and put there in one step at the end, after the log
    says so. Killed at any moment, the earlier release stands whole, and the next call looks
    after what was left.

    Args:
        record_folder: The record.
        out: The folder for the site.
        wanted: What is asked for.
        now: The time; None for the clock's.
        stopping: Is asked between steps whether to stop.
        noting: Is told how much testimony was left out, if any.
        tell: Is told what is being done.

    Raises:
        OnRecordError: It cannot be released as it is; one line says why.
        RecordUnusable: The record cannot be opened or written.
        Stopped: `stopping` said so; nothing was released.
    """
    with (
        store.open_record(record_folder, clock=lambda: now or datetime.now(UTC)) as kept,
        stoppable(stopping, _STOPPED) as step,
        kept.build(doing="release"),
    ):
        at = kept.moment().astimezone(UTC).replace(microsecond=0)
        day = wanted.day or at.date()
        if day > at.date():
            raise OnRecordError(f"{day} has not come yet: what is recent now would be told exactly")

        def said(what: str) -> None:
            step(what)
            tell(what)

        before = kept.evidence("releases", Release)
        place = release.place(out, kept.folder)
        last = before[-1] if before else None
        known = frozenset(one.manifest for one in before)
        release.check_free(place, known.__contains__, is_preview=wanted.is_preview)
        is_recovered = release.recover(place, last.manifest if last else "")
        if is_recovered:
            release.check_free(place, known.__contains__, is_preview=wanted.is_preview)
        work = _Work(kept, place, wanted, at, day, said, lambda: step(""), last)
        place.begin()
        try:
            report, settled = work.prepared(noting)
            report = replace(report, is_recovered=is_recovered)
            return work.done(report, settled)
        finally:
            if not work.is_written_down:  # else the next run puts it in its place
                place.tidy()


@dataclass
class _Work:
    kept: store.RecordStore
    place: Place
    wanted: Publishing
    at: datetime
    day: date
    tell: Tell
    look: Callable[[], None]  # stops the work where a person asked for it
    last: Release | None
    is_written_down: bool = False

    def prepared(self, noting: Noting) -> tuple[PublishReport, Settled]:
        """Make everything that would be public, once, and compare it with the last release."""
        self.tell("looking at what may be public")
        settled = settling.settled(self.kept, self.place.spool, self.day, noting, self.look)
        public = settled.public
        self.tell("comparing with the last release")
        sign_offs = self.kept.evidence("sign_offs", SignOff)
        report = PublishReport(
            out=self.place.out,
            summary=settled.summary,
            allowed=public.allowed,
            rulebooks=tuple((book.name, book.version) for book in public.rulebooks),
            content=settled.sha256,
            day=self.day,
            held_back=public.method.held_back,
            previous=self.last,
            compared=past_releases.compared(self.kept, settled, self.last),
            signed=signed(sign_offs, settled.sha256, self.last),
        )
        return report, settled

    def done(self, report: PublishReport, settled: Settled) -> PublishReport:
        """Write the preview, or take the signature and release what enough people signed."""
        if self.wanted.is_preview:
            return self.previewed(report, settled)
        self.check(report)
        if report.is_same and not self.wanted.is_again:
            return report
        if self.wanted.sign:
            report = self.signed(report)
        return report if report.still_needed else self.released(report, settled)

    def check(self, report: PublishReport) -> None:
        """Refuse what nobody may release."""
        if not report.allowed.contact:
            raise OnRecordError(
                "nothing is released without an address for corrections and removals: set "
                "[publish] contact in onrecord.toml"
            )
        if not report.summary.incidents:
            raise OnRecordError(
                "there is no incident that may be public: nothing is released until people "
                "have decided on all claims of one"
            )
        if self.wanted.content and not report.content.startswith(self.wanted.content):
            raise OnRecordError(
                f"what would be public now is {report.content[:16]}, not "
                f"{self.wanted.content[:16]}: it was changed since you looked; look again with "
                "--preview"
            )

    def signed(self, report: PublishReport) -> PublishReport:
        """Take the signature."""
        one = SignOff(
            content=report.content,
            after=self.last.id if self.last else "",
            by=who(self.wanted.by, self.kept),
            at=self.at,
            day=self.day,
            why=self.wanted.why,
        )
        is_new = sign(self.kept, one)
        every = self.kept.evidence("sign_offs", SignOff)
        return replace(
            report,
            signed=signed(every, report.content, self.last),
            is_new_signature=is_new,
        )

    def previewed(self, report: PublishReport, settled: Settled) -> PublishReport:
        """Write the pages for the keepers' eyes."""
        self.tell("writing the preview")
        pages = site_pages.of_preview(
            settled.public, self.day, self._notices(report, ""), self.tell
        )
        release.preview(self.place.new, settled, pages, self.day, self.at)
        self._look_again()
        self.place.make_sure()
        self.place.put()
        return report

    def released(self, report: PublishReport, settled: Settled) -> PublishReport:
        """Write the release, write down that it is public, and put it in its place."""
        last = self.last
        about = release.About(
            id=release_id(settled.sha256, self.at, last.id if last else ""),
            made_at=self.at,
            day=self.day,
            sign_offs=len(report.signed.counting),
            previous=(last.id, last.manifest) if last else None,
            key=self.wanted.key,
        )
        pages = site_pages.of_release(
            settled.public, about, self._notices(report, about.id), self.tell
        )
        written = release.release(
            self.place.new,
            settled,
            about,
            pages,
            publish.FORMATS,
            self.tell,
            site_pages.workers(settled.public),
        )
        self.tell("writing down what is public")
        self._look_again()
        self.place.make_sure()  # before the log says that it is public, it can be
        made = self._keep(report, settled, written)
        self.place.put()
        return replace(report, release=made, lacking=written.lacking)

    def _notices(self, report: PublishReport, made: str) -> tuple[Notice, ...]:
        """Return what each release changed, the newest first: this one."""
        incidents = report.summary.incidents
        now = report.compared.notice(made, self.at, incidents, self.last)
        return (now, *past_releases.notices(self.kept))

    def _look_again(self) -> None:
        """Refuse to put away what somebody laid there while the pages were written."""
        known = frozenset(one.manifest for one in self.kept.evidence("releases", Release))
        release.check_free(
            self.place, known.__contains__, is_preview=self.wanted.is_preview, is_quick=True
        )

    def _keep(self, report: PublishReport, settled: Settled, written: release.Written) -> Release:
        archive, signatures = kept_files.of(self.kept.folder), report.signed.counting
        made = Release(
            content=settled.sha256,
            at=self.at,
            by=signatures[-1].by,
            day=self.day,
            program=self.kept.program,
            previous=self.last.id if self.last else "",
            signed=tuple(one.id for one in signatures),
            manifest=archive.keep(written.data),
            told=archive.keep(report.compared.kept),
            key=self.wanted.key.id if self.wanted.key else "",
            incidents=settled.public.count,
            claims=settled.claims,
            documents=len(settled.public.documents),
            files=len(written.manifest.files),
        )
        details = (("content", made.content), ("manifest", made.manifest))
        line = store.Noted(act=Act.RELEASED, subject=made.id, details=details)
        self.kept.keep_evidence("releases", {made.id: made}, scope=made.content, noted=[line])
        self.is_written_down = True
        return made


def log(record_folder: Path) -> tuple[SignOff | Release, ...]:
    """
    Return every signature and every release, in the order of time.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """
    with store.open_record(record_folder) as kept:
        every: list[SignOff | Release] = [
            *kept.evidence("sign_offs", SignOff),
            *kept.evidence("releases", Release),
        ]
    return tuple(sorted(every, key=lambda one: (one.at, isinstance(one, Release))))
