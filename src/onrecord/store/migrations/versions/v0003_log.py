"""Decisions as a chain of rows, and from which of them what follows was worked out."""

import hashlib

import sqlalchemy as sa
from alembic import op

from onrecord.store.migrations import append_only
from onrecord.store.migrations.versions import v0001_record as first

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_WRITTEN = sa.text("SELECT seq, id, added_at, content_hash FROM decisions ORDER BY seq")
_CREATED = sa.text("SELECT value FROM meta WHERE key = 'created'")
_LINK = sa.text("UPDATE decisions SET chain = :link WHERE seq = :seq")


def upgrade() -> None:
    """Chain the decisions that are there; make the table of workings."""
    op.add_column(
        "decisions",
        sa.Column("chain", sa.String(64), nullable=False, server_default=""),
    )
    first.make_retirable("workings")
    append_only.drop_no_change("decisions")  # it refuses even that from no link to one
    _chain()
    append_only.make_no_change("decisions")
    append_only.guard(kept=(), retirable=("workings",))


def _chain() -> None:
    connection = op.get_bind()
    created = connection.execute(_CREATED).scalar() or ""
    before = _hashed("onrecord decisions", created)
    for row in connection.execute(_WRITTEN).all():
        before = _hashed(before, row.content_hash, row.added_at, row.id)
        connection.execute(_LINK, {"link": before, "seq": row.seq})


def _hashed(*lines: str) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
