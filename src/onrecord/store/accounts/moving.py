"""Taking a record's accounts along when the record moves to another database."""

from sqlalchemy import Connection, insert, select

from onrecord.model import RecordUnusable
from onrecord.store.accounts import schema, tables
from onrecord.store.accounts.opening import beside, make_file
from onrecord.store.address import Address, SqliteFile
from onrecord.store.database import connect

# In an order in which what is pointed at comes first. Sessions and questions that wait for an
# answer stay behind: everybody signs in anew.
_TAKEN = (
    tables.accounts,
    tables.passwords,
    tables.passkeys,
    tables.invitations,
    tables.outside,
    tables.log,
)


def copy_accounts(source: Address, target: Address) -> int:
    """
    Copy the accounts of a record to where it moves, all in one transaction, and return how many.

    The log goes along line by line with its links, so a hash that was written down holds on.
    What was there before stays there; whoever moves the record takes it away. What a move that
    was killed left at the target is known by its log, and is made what is here.

    Args:
        source: Where the record is (its own address, not that of its accounts).
        target: Where it will be.

    Raises:
        RecordUnusable: There are other accounts at the target already.
    """
    here, there = beside(source), beside(target)
    if isinstance(here, SqliteFile) and not here.path.is_file():
        return 0
    if isinstance(there, SqliteFile):
        make_file(there)
    reading, writing = connect(here), connect(there)
    try:
        with reading.connect() as source_side, source_side.begin():
            if not schema.version(source_side):
                return 0
            born = select(tables.meta.c.value).where(tables.meta.c.key == "created")
            schema.bring_up_to_date(writing, str(source_side.execute(born).scalar()), there)
            told = writing.connect().execution_options(writes=True)
            with told as target_side, target_side.begin():
                return _copied(source_side, target_side, there)
    finally:
        reading.dispose()
        writing.dispose()


def _copied(source: Connection, target: Connection, there: Address) -> int:
    logged = _lines_missing(source, target, there)
    born = select(tables.meta).where(tables.meta.c.key == "created")
    target.execute(
        tables.meta.update()
        .where(tables.meta.c.key == "created")
        .values(value=source.execute(born).one().value)
    )
    many = 0
    for table in _TAKEN:
        is_log = table is tables.log
        rows = logged if is_log else [dict(row) for row in source.execute(select(table)).mappings()]
        if rows:
            target.execute(insert(table), rows)
        many = len(rows) if table is tables.accounts else many
    return many


def _lines_missing(
    source: Connection, target: Connection, there: Address
) -> list[dict[str, object]]:
    """Take away what an earlier move brought, but for its log; return what that log lacks."""
    here, found = (
        [
            dict(row)
            for row in side.execute(select(tables.log).order_by(tables.log.c.number)).mappings()
        ]
        for side in (source, target)
    )
    is_left = bool(found) and found == here[: len(found)]
    is_empty = target.execute(select(tables.accounts.c.id).limit(1)).first() is None
    if not is_left and (found or not is_empty):
        raise RecordUnusable(f"there are accounts already where the record is to go: {there}")
    for table in reversed(tables.metadata.sorted_tables):
        if table not in (tables.log, tables.meta):
            target.execute(table.delete())
    return here[len(found) :]
