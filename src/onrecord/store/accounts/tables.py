"""
Tables of accounts: apart from the record's evidence, so that no copy of that carries a secret.

Times are text, UTC, ISO 8601, as everywhere in the store.
"""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

# `schema` (the version of these tables), `created`.
meta = Table(
    "accounts_meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# `looks` is what the name looks like (onrecord.access.names): one look, one account.
accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("looks", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("closed", Text),
)

# argon2id, as a PHC string.
passwords = Table(
    "accounts_passwords",
    metadata,
    Column("account", Text, ForeignKey("accounts.id"), primary_key=True),
    Column("hash", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
)

passkeys = Table(
    "accounts_passkeys",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("used_at", Text),
)

# `id` is the hash of what the browser holds; `browser` is its family and no more ("Firefox").
sessions = Table(
    "accounts_sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("began_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("browser", Text, nullable=False, server_default=""),
)

# One at a time of an account; `id` is the hash of the secret that is handed over.
invitations = Table(
    "accounts_invitations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.id"), nullable=False, unique=True),
    Column("until", Text, nullable=False),
)

# What a passkey or a provider was asked, once. `id` is the hash of what the browser holds.
challenges = Table(
    "accounts_challenges",
    metadata,
    Column("id", Text, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("account", Text),
    Column("content", Text, nullable=False),
    Column("until", Text, nullable=False),
)

# Who an account is to a provider of identities: an address first, and from the first time on
# the provider's own name for the person, which is never given to another.
outside = Table(
    "accounts_outside",
    metadata,
    Column("account", Text, ForeignKey("accounts.id"), primary_key=True),
    Column("issuer", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("subject", Text),
)

# The log of who did what; each line is chained to the one before (onrecord.store.accounts.log).
log = Table(
    "accounts_log",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("chain", Text, nullable=False),
)

_NEVER = "a line of the log of accounts is never changed or taken out"

# By the database's kind: what keeps the log as it was written.
KEPT = {
    "sqlite": tuple(
        f"CREATE TRIGGER accounts_log_no_{verb.lower()} BEFORE {verb} ON accounts_log "
        f"BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE FUNCTION accounts_log_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_NEVER}'; END $$",
        "CREATE TRIGGER accounts_log_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON accounts_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION accounts_log_is_kept()",
    ),
}
