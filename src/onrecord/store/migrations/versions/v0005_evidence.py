"""How bytes were got, what was done with evidence, what seals it, and what goes with it."""

import sqlalchemy as sa
from alembic import op

from onrecord.store.migrations import append_only
from onrecord.store.migrations.versions import v0001_record as first

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEPT = ("captures", "custody", "seals", "alerts")
RETIRABLE = ("media", "statements", "polls")


def upgrade() -> None:
    """Make the tables; the chain of custody begins with what comes from now on."""
    for name in KEPT:
        first.make_kept(name)
    for name in RETIRABLE:
        first.make_retirable(name)
    op.add_column(
        "custody",
        sa.Column("chain", sa.String(64), nullable=False, server_default=""),
    )
    append_only.guard(kept=KEPT, retirable=RETIRABLE)
