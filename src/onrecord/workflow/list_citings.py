"""Which lists take rows from which: what keepers, rows and the origins of reports say."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from onrecord.estimate import Citing
from onrecord.kit.folding import fold
from onrecord.model import Entry, NameList, Origin

SHARE = 0.01  # of a list's rows that name another: fewer are single stories


def citings(
    lists: Sequence[NameList], entries: Sequence[Entry], origins: Sequence[Origin] = ()
) -> tuple[Citing, ...]:
    """
    Return which lists take rows from which others, and how that is known.

    Three witnesses, the first of them for each pair:

    - its keeper: a list's `draws_on` names the other, or both draw on the same voice;
    - its rows: at least one row in a hundred names the other as its source (`said_by`);
    - reports: of the persons whom reports name, at least one in a hundred goes back to the
      keeper of the other list, by the record's own graph of origins.

    Args:
        lists: Those that an estimate is made of.
        entries: Their rows.
        origins: Of the record, for lists of persons whom reports name.
    """
    called = _called(lists)
    found: dict[tuple[str, str], Citing] = {}
    told = (*_by_keepers(lists, called), *_by_rows(lists, entries, called, origins))
    for one in told:
        if one.list != one.cites:
            found.setdefault((one.list, one.cites), one)
    return tuple(found.values())


def _called(lists: Sequence[NameList]) -> Mapping[str, str]:
    """Return each list's name by everything that it or its keeper is called."""
    return {
        fold(words): one.name
        for one in lists
        for words in (one.keeper, one.title, one.name)
        if words
    }


def _by_keepers(lists: Sequence[NameList], called: Mapping[str, str]) -> Iterator[Citing]:
    drawing: dict[str, list[str]] = {}
    for one in lists:
        for source in one.draws_on:
            other = called.get(fold(source))
            if other:
                yield Citing(list=one.name, cites=other, why="as its keeper is recorded to do")
            else:
                drawing.setdefault(source, []).append(one.name)
    for source, names in drawing.items():
        for name in names[1:]:
            yield Citing(list=name, cites=names[0], why=f"both take rows from {source}")


def _by_rows(
    lists: Sequence[NameList],
    entries: Sequence[Entry],
    called: Mapping[str, str],
    origins: Sequence[Origin],
) -> Iterator[Citing]:
    names = {one.id: one.name for one in lists}
    voice = {claim: origin.name for origin in origins for claim in origin.claim_ids}
    rows = Counter(names[one.list] for one in entries if one.list in names)
    naming: Counter[tuple[str, str, str]] = Counter()
    for one in entries:
        if one.list not in names:
            continue
        how, source = ("name it as their source", one.said_by)
        if source is None and one.claim is not None:
            how, source = ("go back to its keeper", voice.get(one.claim))
        other = called.get(fold(source)) if source else None
        if other:
            naming[names[one.list], other, how] += 1
    for (name, other, how), many in naming.items():
        if many >= SHARE * rows[name]:
            yield Citing(list=name, cites=other, why=f"{many} of its {rows[name]} rows {how}")
