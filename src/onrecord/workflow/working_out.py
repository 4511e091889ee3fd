"""From what is stored to what follows from it, and to the page."""

from collections.abc import Callable, Iterable
from pathlib import Path

from onrecord import publish, review, store
from onrecord.model import Decision, Grouping, Names, Record
from onrecord.workflow import corroborating, derive, files, kept_files, leaving, loading

PAGE = "report.html"
Tell = Callable[[str], None]  # is called with the name of each step as it begins


def save_what_follows(kept: store.RecordStore, names: Names, tell: Tell) -> Record:
    """Work out incidents, origins, sums, figures and problems anew, save them, return all."""
    told = loading.told(kept)
    save(kept, told, derive.derived(told, names, tell), tell)
    return loading.load(kept)


def is_behind(kept: store.RecordStore) -> bool:
    """Return whether something was written from which nothing was worked out yet."""
    return kept.worked_from() != review.shape(loading.load(kept))


def save(
    kept: store.RecordStore,
    told: Record,
    whole: Record,
    tell: Tell,
    decided: Iterable[Decision] = (),
) -> None:
    """Save what was worked out of what is told, with the decisions that it follows from."""
    tell("saving")
    kept.save_derived(_derived(told, whole), decided)


def difference(kept: store.RecordStore, names: Names) -> store.Difference:
    """
    Work everything out anew and return what is to be another; nothing is written.

    Quick at the second time, where the record is held open.
    """
    told = loading.told_again(kept)
    return kept.difference(_derived(told, derive.derived(told, names)))


def _derived(told: Record, whole: Record) -> store.Derived:
    early = {problem.id for problem in told.problems}
    return store.Derived(
        places=whole.places.values(),
        actors=whole.actors.values(),
        grouping=Grouping(incidents=whole.incidents, asides=whole.asides, given=whole.given),
        origins=whole.origins,
        sums=whole.sums,
        figures=whole.figures,
        problems=[problem for problem in whole.problems if problem.id not in early],
        worked_from=review.shape(whole),
    )


def write_page(kept: store.RecordStore, record: Record, tell: Tell) -> Path:
    """Write the record's page, whole or not at all, and return where it is; see `put_page`."""
    if kept_files.is_encrypted(kept.folder):
        return kept.folder / PAGE
    tell("writing the page")
    return put_page(kept, public_page(kept, record))


def public_page(kept: store.RecordStore, record: Record) -> bytes:
    """Return the record's page, without the testimony that may not be made public."""
    return page_of(leaving.of(kept, *leaving.TO_PUBLISH, record=record).record)


def page_of(record: Record) -> bytes:
    """Return the page of what may leave; `public_page` is that of a record."""
    told = derive.with_bounds(record)
    return publish.report(told, corroborating.for_the_page(told)).encode("utf-8", "replace")


def put_page(kept: store.RecordStore, page: bytes) -> Path:
    """
    Put the record's page where it belongs; only for who may write to the record.

    It quotes the reports for everybody who opens it, so an encrypted record has none.
    """
    path = kept.folder / PAGE
    if kept_files.is_encrypted(kept.folder):
        return path
    for left in kept.folder.glob(f"{PAGE}.*.part"):  # of a run that was killed while it wrote
        left.unlink(missing_ok=True)
    with files.replaced(path) as stream:
        stream.write(page)
    return path
