"""What a schema on a server is made of, against one that is made anew and taken back."""

import secrets
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from onrecord.store import postgres, schema
from onrecord.store.address import PostgresSchema
from onrecord.store.proof.reading import Reading, ServerReading

NAMES = "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
_PARTS = (
    # Tables, indexes and whatever else has rows, with who sees which of them.
    """SELECT 'relation', relname::text, relkind::text || ' ' || relrowsecurity::text
        FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind <> 'i'""",
    """SELECT 'column', c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod)
        || ' ' || a.attnotnull::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
        FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0
        AND NOT a.attisdropped""",
    """SELECT 'index', c.relname::text, pg_get_indexdef(c.oid) FROM pg_class AS c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'i'""",
    """SELECT 'constraint', c.relname || '.' || o.conname, pg_get_constraintdef(o.oid)
        FROM pg_constraint AS o JOIN pg_class AS c ON c.oid = o.conrelid
        WHERE c.relnamespace = current_schema()::regnamespace""",
    """SELECT 'trigger', t.tgname::text, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
        FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal""",
    """SELECT 'function', proname::text, prosrc FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace""",
    """SELECT 'rule', c.relname || '.' || r.rulename, pg_get_ruledef(r.oid)
        FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class
        WHERE c.relnamespace = current_schema()::regnamespace""",
    # What keeps a reference is a trigger of the server's own, which can be put out of action.
    """SELECT 'guard', c.relname || '.' || o.conname, string_agg(t.tgenabled::text, '')
        FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
        JOIN pg_constraint AS o ON o.oid = t.tgconstraint
        WHERE c.relnamespace = current_schema()::regnamespace AND t.tgisinternal GROUP BY 1, 2""",
)


def parts(connection: Reading) -> Mapping[str, str]:
    """Return all that a schema is made of, by what it is called: its tables, triggers and so on."""
    found: dict[str, str] = {}
    for asked in _PARTS:
        for kind, name, told in _texts(connection.execute(asked)):
            found[f"{kind} {name}"] = " ".join(told.replace(f"{connection.schema}.", "").split())
    return found


def _texts(rows: Iterable[tuple[Any, ...]]) -> Iterable[list[str]]:
    for row in rows:
        yield [one.decode("utf-8", "replace") if isinstance(one, bytes) else one for one in row]


@cache
def made_anew(address: PostgresSchema) -> Mapping[str, str]:
    """Return what a new record's schema is made of: made on the same server, and taken back."""
    beside = PostgresSchema(address.url, f"onrecord_proof_{secrets.token_hex(8)}")
    engine = postgres.connect(beside, is_pooled=False)
    with engine.connect().execution_options(writes=True) as connection:
        transaction = connection.begin()
        try:
            schema.migrate_in(connection, beside)
            driver = connection.connection.driver_connection
            return parts(ServerReading(driver, beside.schema))
        finally:
            transaction.rollback()
