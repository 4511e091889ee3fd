"""Lists of named persons, who on them is one person, and how many nobody listed."""

from onrecord.store.migrations import append_only
from onrecord.store.migrations.versions import v0001_record as first

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEPT = ("issues", "entries", "listings", "estimates")
RETIRABLE = ("name_lists", "linkages", "pairs", "match_groups", "match_group_ids")


def upgrade() -> None:
    """Make the tables; no record had a list before."""
    for name in KEPT:
        first.make_kept(name)
    for name in RETIRABLE:
        first.make_retirable(name)
    append_only.guard(kept=KEPT, retirable=RETIRABLE)
