"""Lists of named victims: who keeps them, how they came, and who stands on them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from onrecord.kit.ids import content_id
from onrecord.model.claim import Outcome
from onrecord.model.when import When


class Sex(StrEnum):
    """As a list gives it."""

    FEMALE = "female"
    MALE = "male"


class Meaning(StrEnum):
    """What a column of a list says of each person."""

    NAME = "name"  # the whole name, or all of it that one column has
    OTHER_NAME = "other-name"  # the same name again, in another script or spelling
    GIVEN = "given"
    FATHER = "father"
    GRANDFATHER = "grandfather"
    FAMILY = "family"
    MOTHER = "mother"
    SEX = "sex"
    AGE = "age"
    BORN = "born"
    DATE = "date"  # of what befell the person
    PLACE = "place"
    OUTCOME = "outcome"
    CAUSE = "cause"
    OWN_ID = "own-id"  # the list's own number for a row: the same from issue to issue
    NATIONAL_ID = "national-id"  # a state's number for a person
    SAID_BY = "said-by"  # the source that the list names for the row
    NOTE = "note"  # kept as it is
    NOTHING = "nothing"  # left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    What one column of a table was taken to say.

    Attributes:
        heading: As it stands in the table; "column 3" where there is none.
        meaning: What it says of each person.
        how: How its values are read where that is not plain: `day-first`, `months`; else "".
    """

    heading: str
    meaning: Meaning
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """
    One keeper's list of named persons, through all its issues.

    Attributes:
        name: What the record's keepers call it: `ministry`. Lower case, one word.
        title: Its own title; "" if it has none.
        keeper: The Source that keeps it.
        draws_on: Names of other lists or voices that it takes rows from. Lists that cite each
            other are no separate lists to an estimate.
        has_each_once: Whether its keeper holds that nobody is on it twice.
        outcome: What befell everybody on it of whom no cell says more, such as missing on a
            list of the missing; None if that is not known.
    """

    name: str
    title: str = ""
    keeper: str = ""
    draws_on: tuple[str, ...] = ()
    has_each_once: bool = True
    outcome: Outcome | None = None

    @property
    def id(self) -> str:
        """Made from the name: what is told of a list may be told better later."""
        return content_id("lst", self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """
    A list as it was given out once. A later issue never replaces an earlier one.

    Attributes:
        list: Id of the `NameList`.
        sha256: Of the file as it came, which is kept in the archive.
        file: The file's name, without its folders.
        sheet: The sheet or page that was read; "" where there is only one.
        issued: The day on which its keeper gave it out; None if unknown.
        columns: What each column was taken to say, in the order of the table.
        rows: How many rows it has.
        sealed: SHA-256 of the sealed bytes, if they are in the archive in the file's place;
            else None.
        pages: Of a paper, (row, page) for the first row of each page; else empty.
        by: Who took it in.
        at: When (UTC).
    """

    list: str
    sha256: str
    file: str
    sheet: str = ""
    issued: date | None = None
    columns: tuple[Column, ...] = ()
    rows: int = 0
    sealed: str | None = None
    pages: tuple[tuple[int, int], ...] = ()
    by: str = ""
    at: datetime

    @property
    def kept(self) -> str:
        """SHA-256 of what is in the archive of it."""
        return self.sealed or self.sha256

    @property
    def id(self) -> str:
        """Made from the list and the bytes: the same file taken in twice is one issue."""
        return content_id("iss", self.list, self.sha256, self.sheet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One person as one list tells of them: a row, in the list's own words.

    Nothing here is corrected: names are as written, and a value that could not be read is
    None, with the cell among `cells`. A row that stays the same from issue to issue is one
    entry; a row that changes is a new entry of the same person.

    Attributes:
        list: Id of the `NameList`.
        person: Id of the person on this list, the same from issue to issue. What two lists
            call one person has two such ids, which a `MatchGroup` brings together.
        issue: Id of the first `Issue` that has exactly this row.
        row: Its number in that issue, 1 for the first below the headings.
        name: The whole name, exactly as written; from its parts where there is no such column.
        other_names: The same name in other columns: another script, another spelling.
        given, father, grandfather, family, mother: Parts, where the table has columns for them.
        sex: None if the list does not say.
        age: In whole years when it happened; None if unknown. 0 for those not yet one.
        born: Day of birth, as exactly as the list tells it; None if unknown.
        when: What befell them, as exactly as the list tells it; None if unknown.
        place: As written; None if unknown.
        outcome: Killed, missing, detained …; None if the list does not say.
        cause: As written; None if unknown.
        own_id: The list's own number for the row; None if it has none.
        national_id: A state's number for the person; never leaves by default.
        said_by: The source that the list names for this row; None if it names none.
        cells: Every other column that is kept, as (heading, text).
        claim: Id of the claim, for a person whom a report names; else None.
    """

    list: str
    person: str
    issue: str
    row: int
    name: str
    other_names: tuple[str, ...] = ()
    given: str | None = None
    father: str | None = None
    grandfather: str | None = None
    family: str | None = None
    mother: str | None = None
    sex: Sex | None = None
    age: int | None = None
    born: When | None = None
    when: When | None = None
    place: str | None = None
    outcome: Outcome | None = None
    cause: str | None = None
    own_id: str | None = None
    national_id: str | None = None
    said_by: str | None = None
    cells: tuple[tuple[str, str], ...] = ()
    claim: str | None = None

    @property
    def id(self) -> str:
        """Made from the person, the issue and the row that first had it."""
        return content_id("ent", self.person, self.issue, self.row)


class Change(StrEnum):
    """What became of a person on a list from one issue to the next."""

    ADDED = "added"
    REMOVED = "removed"
    RETURNED = "returned"  # was removed by an earlier issue, and is there again
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """
    One difference between two issues of a list.

    Attributes:
        issue: Id of the later one.
        person: Whom it is about.
        change: What became of them.
        before: Id of the entry before; None for those added.
        after: Id of the entry since; None for those removed.
    """

    issue: str
    person: str
    change: Change
    before: str | None = None
    after: str | None = None
