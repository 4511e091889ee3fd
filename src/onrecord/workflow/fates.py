"""
Rows that do not say that somebody is dead, though no cell of them says otherwise either.

A list of the missing seldom has a column that says so: its title, its file, or a heading such
as "Detainee name" does. And a cell such as "in hospital" says something, if nothing that the
program can read. Whoever stands in such a row may be alive to their family.
"""

from collections.abc import Iterable, Iterator, Sequence

from onrecord.kit.spelling import words_of
from onrecord.lists import tables
from onrecord.model import Column, Entry, Issue, Meaning, NameList, Outcome

# Those whom a list of this name has are not told as dead.
_LIVING = frozenset({
    Outcome.DETAINED, Outcome.DISAPPEARED, Outcome.ABDUCTED, Outcome.RELEASED, Outcome.DISPLACED,
})  # fmt: skip
_TELLING = frozenset({Meaning.NAME, Meaning.OTHER_NAME, Meaning.GIVEN, Meaning.DATE})
_ENDINGS = ("s", "es", "ين", "ون", "ات")  # more than one of them
_ARTICLES = ("", "ال", "لل", "بال", "وال")


def not_told_dead(
    name_list: NameList, issues: Sequence[Issue], entries: Iterable[Entry]
) -> Iterator[str]:
    """
    Yield the persons on a list whose rows have no outcome and may not be of the dead.

    Args:
        name_list: The list.
        issues: Its issues, the oldest first.
        entries: Its rows.
    """
    columns = [column for issue in issues for column in issue.columns]
    heads = [column.heading for column in columns if column.meaning in _TELLING]
    files = [words for issue in issues for words in (issue.file, issue.sheet)]
    is_of_living = any(map(_says_living, (name_list.name, name_list.title, *files, *heads)))
    fates = {column.heading for column in columns if _is_of_fates(column)}
    for one in entries:
        if one.outcome is None and (is_of_living or any(head in fates for head, _ in one.cells)):
            yield one.person


def _is_of_fates(column: Column) -> bool:
    """Return whether a column tells what befell people, whatever its cells were kept as."""
    return Meaning.OUTCOME in {column.meaning, tables.heading(column.heading)}


def _says_living(words: str) -> bool:
    """
    Return whether words name people who are missing, detained or otherwise alive.

    >>> [_says_living(one) for one in ("List of detainees", "قائمة المفقودين", "Martyrs 2024")]
    [True, True, False]
    """
    return any(tables.outcome(form) in _LIVING for word in words_of(words) for form in _forms(word))


def _forms(word: str) -> Iterator[str]:
    """Yield a word, and as it is of one of them and without an article."""
    for article in _ARTICLES:
        if word.startswith(article):
            bare = word.removeprefix(article)
            yield bare
            yield from (bare.removesuffix(end) for end in _ENDINGS if bare.endswith(end))
