"""${message}"""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables. Use `op.batch_alter_table`: SQLite alters little in place."""
    ${upgrades if upgrades else "raise NotImplementedError"}
