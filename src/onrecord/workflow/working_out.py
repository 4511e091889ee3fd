"""From what is stored to what follows from it, and to the page."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from onrecord import publish, store
from onrecord.model import Grouping, Names, Record
from onrecord.workflow import derive, files

PAGE = "report.html"


def save_what_follows(kept: store.RecordStore, names: Names, tell: Callable[[str], None]) -> Record:
    """Work out incidents, origins, sums, figures and problems anew, save them, return all."""
    told = replace(kept.load(), problems=kept.problems_read())
    whole = derive.derived(told, names, tell)
    early = {problem.id for problem in told.problems}
    tell("saving")
    kept.save_derived(
        store.Derived(
            places=whole.places.values(),
            actors=whole.actors.values(),
            grouping=Grouping(incidents=whole.incidents, asides=whole.asides),
            origins=whole.origins,
            sums=whole.sums,
            figures=whole.figures,
            problems=[problem for problem in whole.problems if problem.id not in early],
        )
    )
    return kept.load()


def write_page(kept: store.RecordStore, record: Record, tell: Callable[[str], None]) -> Path:
    """Write the record's page, whole or not at all, and return where it is."""
    tell("writing the page")
    path = kept.folder / PAGE
    for left in kept.folder.glob(f"{PAGE}.*.part"):  # of a run that was killed while it wrote
        left.unlink(missing_ok=True)
    with files.replaced(path) as stream:
        stream.write(publish.report(derive.with_bounds(record)).encode("utf-8", "replace"))
    return path
