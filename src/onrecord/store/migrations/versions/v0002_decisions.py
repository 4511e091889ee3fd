"""What people decide, and every id that an incident was ever given."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

from onrecord.store.migrations import append_only
from onrecord.store.migrations.versions import v0001_record as first

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_EARLIER = sa.text(
    "SELECT id, content, added_at, added_build, retired_at IS NULL AS is_live FROM incidents"
    " ORDER BY seq"
)
_GIVE = sa.text(
    "INSERT INTO incident_ids (id, scope, content, content_hash, added_at, added_build)"
    " VALUES (:id, 'derived', :content, :hash, :at, :build)"
)


def upgrade() -> None:
    """Make the tables; note the ids that incidents have, and those that they had."""
    first.make_kept("decisions")
    first.make_retirable("incident_ids")
    append_only.guard(kept=("decisions",), retirable=("incident_ids",))
    _give_ids()


def _give_ids() -> None:
    connection = op.get_bind()
    latest: dict[str, tuple[list[str], bool]] = {}
    first_given: dict[str, tuple[str, int]] = {}
    for row in connection.execute(_EARLIER):
        latest[row.id] = (json.loads(row.content)["claim_ids"], bool(row.is_live))
        first_given.setdefault(row.id, (row.added_at, row.added_build))
    home = {c: one for one, (held, is_live) in latest.items() if is_live for c in held}
    for one, (held, is_live) in latest.items():
        told: dict[str, object] = {"claim_ids": held, "id": one}
        if not is_live:
            told["is_retired"] = True
            told["followed_by"] = list(dict.fromkeys(home[c] for c in held if c in home))
        if not told.get("followed_by"):
            told.pop("followed_by", None)
        content = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        at, build = first_given[one]
        values = {
            "id": one,
            "content": content,
            "hash": hashlib.sha256(content.encode()).hexdigest(),
            "at": at,
            "build": build,
        }
        connection.execute(_GIVE, values)
