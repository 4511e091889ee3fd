"""A record out of its store, as people decided it is: nothing else may load one."""

from dataclasses import replace

from onrecord import review, store
from onrecord.model import Problem, Record, Severity


def load(kept: store.RecordStore) -> Record:
    """Return everything live in a record, with what people decided laid over what was read."""
    record = review.decided(kept.load())
    return replace(record, problems=(*record.problems, *behind(kept, record)))


def told(kept: store.RecordStore) -> Record:
    """Return a record with the problems of reading it, without those that checks derived."""
    return review.decided(replace(kept.load(), problems=kept.problems_read()))


def told_again(kept: store.RecordStore) -> Record:
    """Return the same as `told`, quickly, where the record is held open."""
    read = kept.load_again()
    texts = read.texts.read_all() if isinstance(read.texts, store.TextsWhenAsked) else read.texts
    return review.decided(replace(read, texts=texts, problems=kept.problems_read()))


def behind(kept: store.RecordStore, record: Record) -> tuple[Problem, ...]:
    """Return a Problem where incidents and figures do not hold all that people decided yet."""
    if kept.worked_from() in {None, review.shape(record)}:
        return ()
    return (
        Problem(
            code="figures-behind",
            message="People decided something that incidents and figures do not show yet: the "
            "program was ended before it had worked them out.",
            where=record.name,
            severity=Severity.WARNING,
        ),
    )
