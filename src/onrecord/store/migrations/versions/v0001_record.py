"""The first tables, and the triggers that make them append-only."""

import sqlalchemy as sa
from alembic import op

from onrecord.store.migrations import append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEPT = ("snapshots", "texts")
RETIRABLE = (
    "documents", "readings", "claims", "places", "actors",
    "incidents", "asides", "origins", "sums", "figures", "problems",
)  # fmt: skip
LIVE = sa.text("retired_at IS NULL")


def upgrade() -> None:
    """Make the tables, then the triggers."""
    _make_builds_and_meta()
    for name in KEPT:
        make_kept(name)
    for name in RETIRABLE:
        make_retirable(name)
    append_only.guard_own()
    append_only.guard(kept=KEPT, retirable=RETIRABLE)


def _make_builds_and_meta() -> None:
    op.create_table(
        "builds",
        _number(),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("doing", sa.String, nullable=False),
        sa.Column("began_at", sa.String, nullable=False),
        sa.Column("program", sa.String, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("ended_at", sa.String),
        sa.Column("counts", sa.JSON),
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
    if not _is_sqlite():  # which keeps such a table itself
        op.create_table(
            "row_numbers",
            sa.Column("name", sa.String, nullable=False),
            sa.Column("given", sa.Integer, nullable=False),
            sa.PrimaryKeyConstraint("name", name="pk_row_numbers"),
        )


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _number() -> sa.Column[int]:
    # On a server the program gives the numbers (see `numbers`): a sequence would leave gaps.
    return sa.Column("seq", sa.Integer, autoincrement=_is_sqlite())


def make_kept(name: str) -> None:
    """Make a table whose rows stay for ever."""
    _make_rows(name)
    op.create_index(f"uq_{name}_id", name, ["id"], unique=True)
    _index_scope(f"ix_{name}_scope", name, None)


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
        _number(),
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
    unique: list[str | sa.TextClause] = ["id"]
    if name == "problems":
        unique = ["scope", "id"] if _is_sqlite() else [sa.text("md5(scope)"), "id"]
    op.create_index(
        f"uq_{name}_live_id", name, unique, unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )
    _index_scope(f"ix_{name}_live_scope", name, LIVE)


def _index_scope(called: str, name: str, where: sa.TextClause | None) -> None:
    # A scope may be an address of any length; a tree of PostgreSQL holds 2,700 bytes of it.
    op.create_index(
        called, name, ["scope"], sqlite_where=where, postgresql_where=where, postgresql_using="hash"
    )
