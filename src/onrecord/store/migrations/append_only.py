"""What makes tables append-only: triggers, in the words of either database."""

from alembic import op

ROW = ("seq", "id", "scope", "content", "content_hash", "added_at", "added_build")
_RUN = ("seq", "id", "doing", "began_at", "program", "settings", "ended_at", "counts")
_NEVER_DELETED = "rows are never deleted"
_NEVER_CHANGED = "rows are never changed"
_ONLY_RETIRED = "rows are never changed, only retired once, with a reason"
_ONLY_ENDED = "rows are never changed, only ended once"
_THERE = "a row of that id is there"
_RETIRES = (
    "OLD.retired_at IS NULL AND NEW.retired_at IS NOT NULL "
    "AND NEW.retired_build IS NOT NULL AND NEW.retired_why IS NOT NULL"
)
_ENDS = "OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL"
_REFUSE = (
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
    "'%: %', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; "
    "END $$"
)


def guard(*, kept: tuple[str, ...], retirable: tuple[str, ...]) -> None:
    """
    Make new tables append-only.

    Args:
        kept: Those whose rows stay for ever.
        retirable: Those whose rows may be retired, once.
    """
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    made = triggers_of if is_sqlite else on_a_server
    for statement in made(kept=kept, retirable=retirable):
        op.execute(statement)


def guard_own() -> None:
    """Make the tables of runs and of what a record says of itself append-only."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _own_of_sqlite() if is_sqlite else _own_on_a_server():
        op.execute(statement)


def drop_no_change(table: str) -> None:
    """Let a migration fill in a new column of a table whose rows never change."""
    on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
    op.execute(f"DROP TRIGGER {table}_no_change{on}")


def make_no_change(table: str) -> None:
    """Take back what `drop_no_change` let a migration do."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    refuse = _refuse if is_sqlite else _refuse_row
    op.execute(refuse(table, "change", "UPDATE", "", _NEVER_CHANGED))


# --- SQLite ------------------------------------------------------------------------------------


def triggers_of(*, kept: tuple[str, ...], retirable: tuple[str, ...]) -> list[str]:
    """Return what makes tables append-only, as statements of SQLite."""
    every = (*kept, *retirable)
    same = dict.fromkeys(kept, "seq = NEW.seq OR id = NEW.id")
    live = "retired_at IS NULL"
    same |= dict.fromkeys(retirable, f"seq = NEW.seq OR (id = NEW.id AND {live})")
    if "problems" in same:
        own = "scope = NEW.scope AND id = NEW.id"
        same["problems"] = f"seq = NEW.seq OR ({own} AND {live})"
    return [
        *(_refuse(name, "delete", "DELETE", "", _NEVER_DELETED) for name in every),
        *(_refuse(name, "change", "UPDATE", "", _NEVER_CHANGED) for name in kept),
        *(_only_retire(name) for name in retirable),
        *(_no_replace(name, same[name]) for name in every),
    ]


def _own_of_sqlite() -> list[str]:
    own = _same(_RUN[:-2], "IS")
    return [
        *(_refuse(name, "delete", "DELETE", "", _NEVER_DELETED) for name in ("builds", "meta")),
        _refuse("meta", "change", "UPDATE", "", _NEVER_CHANGED),
        _refuse("builds", "change", "UPDATE", f"WHEN NOT ({_ENDS} AND {own})", _ONLY_ENDED),
        _no_replace("builds", "seq = NEW.seq OR id = NEW.id"),
        _no_replace("meta", "key = NEW.key"),
    ]


def _refuse(table: str, what: str, event: str, when: str, why: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{what} BEFORE {event} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: {why}'); END"
    )


def _only_retire(table: str) -> str:
    when = f"WHEN NOT ({_RETIRES} AND {_same(ROW, 'IS')})"
    return _refuse(table, "change", "UPDATE", when, _ONLY_RETIRED)


def _no_replace(table: str, same: str) -> str:
    # INSERT OR REPLACE deletes the row it replaces without asking the delete trigger.
    when = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - names from above
    return _refuse(table, "replacement", "INSERT", when, _THERE)


def _same(columns: tuple[str, ...], alike: str) -> str:
    return " AND ".join(f"NEW.{column} {alike} OLD.{column}" for column in columns)


# --- PostgreSQL --------------------------------------------------------------------------------


def on_a_server(*, kept: tuple[str, ...], retirable: tuple[str, ...]) -> list[str]:
    """Return what makes tables append-only, as statements of PostgreSQL."""
    retires = f"WHEN (NOT ({_RETIRES} AND {_same(ROW, 'IS NOT DISTINCT FROM')}))"
    return [
        *(one for name in (*kept, *retirable) for one in _no_delete(name)),
        *(_refuse_row(name, "change", "UPDATE", "", _NEVER_CHANGED) for name in kept),
        *(_refuse_row(name, "change", "UPDATE", retires, _ONLY_RETIRED) for name in retirable),
    ]


def _own_on_a_server() -> list[str]:
    # Columns of the type json cannot be compared; what they say can.
    own = _same(tuple(one for one in _RUN[:-2] if one != "settings"), "IS NOT DISTINCT FROM")
    own += " AND NEW.settings::text = OLD.settings::text"
    grows = "WHEN (NEW.name <> OLD.name OR NEW.given <= OLD.given)"
    own_tables = ("builds", "meta", "row_numbers")
    return [
        _REFUSE,
        *(one for name in own_tables for one in _no_delete(name)),
        _refuse_row("meta", "change", "UPDATE", "", _NEVER_CHANGED),
        _refuse_row("builds", "change", "UPDATE", f"WHEN (NOT ({_ENDS} AND {own}))", _ONLY_ENDED),
        _refuse_row("row_numbers", "change", "UPDATE", grows, "numbers only grow"),
    ]


def _no_delete(table: str) -> tuple[str, str]:
    return (
        _refuse_row(table, "delete", "DELETE", "", _NEVER_DELETED),
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"EXECUTE FUNCTION refuse('{_NEVER_DELETED}')",
    )


def _refuse_row(table: str, what: str, event: str, when: str, why: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{what} BEFORE {event} ON {table} FOR EACH ROW {when} "
        f"EXECUTE FUNCTION refuse('{why}')"
    )
