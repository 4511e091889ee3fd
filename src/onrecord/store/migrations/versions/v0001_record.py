"""The first tables, and the triggers that make them append-only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEPT = ("snapshots", "texts")
RETIRABLE = (
    "documents", "readings", "claims", "places", "actors",
    "incidents", "asides", "origins", "sums", "figures", "problems",
)  # fmt: skip
OWN = ("builds", "meta")
ROW = ("seq", "id", "scope", "content", "content_hash", "added_at", "added_build")
LIVE = sa.text("retired_at IS NULL")


def upgrade() -> None:
    """Make the tables, then the triggers."""
    _make_builds_and_meta()
    for name in KEPT:
        make_kept(name)
    for name in RETIRABLE:
        make_retirable(name)
    if op.get_bind().dialect.name == "sqlite":
        for statement in _triggers():
            op.execute(statement)


def _make_builds_and_meta() -> None:
    json = sa.JSON().with_variant(JSONB(), "postgresql")
    op.create_table(
        "builds",
        sa.Column("seq", sa.Integer, autoincrement=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("doing", sa.String, nullable=False),
        sa.Column("began_at", sa.String, nullable=False),
        sa.Column("program", sa.String, nullable=False),
        sa.Column("settings", json, nullable=False),
        sa.Column("ended_at", sa.String),
        sa.Column("counts", json),
        sa.PrimaryKeyConstraint("seq", name="pk_builds"),
        sa.UniqueConstraint("id", name="uq_builds_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )


def make_kept(name: str) -> None:
    """Make a table whose rows stay for ever."""
    _make_rows(name)
    op.create_index(f"uq_{name}_id", name, ["id"], unique=True)
    op.create_index(f"ix_{name}_scope", name, ["scope"])


def make_retirable(name: str) -> None:
    """Make a table whose rows may be retired once."""
    _make_rows(
        name,
        sa.Column("retired_at", sa.String),
        sa.Column(
            "retired_build",
            sa.Integer,
            sa.ForeignKey("builds.seq", name=f"fk_{name}_retired_build_builds"),
        ),
        sa.Column("retired_why", sa.String),
    )
    _make_live_indexes(name)


def _make_rows(name: str, *more: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("seq", sa.Integer, autoincrement=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("added_at", sa.String, nullable=False),
        sa.Column(
            "added_build",
            sa.Integer,
            sa.ForeignKey("builds.seq", name=f"fk_{name}_added_build_builds"),
            nullable=False,
        ),
        *more,
        sa.PrimaryKeyConstraint("seq", name=f"pk_{name}"),
        sqlite_autoincrement=True,
    )


def _make_live_indexes(name: str) -> None:
    unique = ["scope", "id"] if name == "problems" else ["id"]
    op.create_index(
        f"uq_{name}_live_id", name, unique, unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )
    op.create_index(
        f"ix_{name}_live_scope", name, ["scope"], sqlite_where=LIVE, postgresql_where=LIVE
    )


def _triggers() -> list[str]:
    return [
        *triggers_of(kept=KEPT, retirable=RETIRABLE),
        *(_refuse(name, "delete", "DELETE", "", "rows are never deleted") for name in OWN),
        _refuse("meta", "change", "UPDATE", "", "rows are never changed"),
        _only_end(),
        _no_replace("builds", "seq = NEW.seq OR id = NEW.id"),
        _no_replace("meta", "key = NEW.key"),
    ]


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
        *(_refuse(name, "delete", "DELETE", "", "rows are never deleted") for name in every),
        *(_refuse(name, "change", "UPDATE", "", "rows are never changed") for name in kept),
        *(_only_retire(name) for name in retirable),
        *(_no_replace(name, same[name]) for name in every),
    ]


def _refuse(table: str, what: str, event: str, when: str, why: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{what} BEFORE {event} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: {why}'); END"
    )


def _only_retire(table: str) -> str:
    same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in ROW)
    retires = (
        "OLD.retired_at IS NULL AND NEW.retired_at IS NOT NULL "
        "AND NEW.retired_build IS NOT NULL AND NEW.retired_why IS NOT NULL"
    )
    why = "rows are never changed, only retired once, with a reason"
    return _refuse(table, "change", "UPDATE", f"WHEN NOT ({retires} AND {same})", why)


def _only_end() -> str:
    columns = ("seq", "id", "doing", "began_at", "program", "settings")
    same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in columns)
    ends = "OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL"
    why = "rows are never changed, only ended once"
    return _refuse("builds", "change", "UPDATE", f"WHEN NOT ({ends} AND {same})", why)


def _no_replace(table: str, same: str) -> str:
    # INSERT OR REPLACE deletes the row it replaces without asking the delete trigger.
    when = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - names from above
    return _refuse(table, "replacement", "INSERT", when, "a row of that id is there")
