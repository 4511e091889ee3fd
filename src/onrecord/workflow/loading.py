"""A record out of its store, as people decided it is: nothing else may load one."""

from dataclasses import replace

from onrecord import review, store
from onrecord.model import Problem, Record, Severity


def load(kept: store.RecordStore, *, texts_when_asked: bool = False) -> Record:
    """
    Return everything live in a record, with what people decided laid over what was read.

    Args:
        kept: The record.
        texts_when_asked: Read no text before somebody asks for it; `with_texts` reads all.
    """
    record = review.decided(kept.load(texts_when_asked=texts_when_asked))
    return replace(record, problems=(*record.problems, *behind(kept, record)))


def with_texts(record: Record) -> Record:
    """Return a record with all its texts in memory, for work that needs each."""
    if not isinstance(record.texts, store.TextsWhenAsked):
        return record
    return replace(record, texts=record.texts.read_all())


def told(kept: store.RecordStore) -> Record:
    """Return a record with the problems of reading it, without those that checks derived."""
    return review.decided(replace(kept.load(), problems=kept.problems_read()))


def told_again(kept: store.RecordStore) -> Record:
    """Return the same as `told`, quickly, where the record is held open."""
    return review.decided(replace(with_texts(kept.load_again()), problems=kept.problems_read()))


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
