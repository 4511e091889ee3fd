"""
The tables of a record, as they are after the newest migration.

Every table but a few holds *assertions*: a row says that something was so from `added_at`
until `retired_at`. Rows are never changed or deleted; triggers see to it. A row's
`content` is a model value as canonical JSON (see `codec`), `content_hash` the SHA-256 of
that text, `scope` what the row was settled with: the claims of one document's reading,
say. Ids are made from content, so they are unique among live rows, not for ever.
"""

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_LIVE = text("retired_at IS NULL")


def _row_columns() -> list[SchemaItem]:
    return [
        Column("seq", Integer, primary_key=True, autoincrement=True),
        Column("id", String, nullable=False),
        Column("scope", String, nullable=False),
        Column("content", Text, nullable=False),
        Column("content_hash", String(64), nullable=False),
        Column("added_at", String, nullable=False),
        Column("added_build", ForeignKey("builds.seq"), nullable=False),
    ]


def _kept(name: str, *more: SchemaItem) -> Table:
    """Return a table whose rows stay for ever: evidence."""
    return Table(
        name,
        metadata,
        *_row_columns(),
        *more,
        Index(f"uq_{name}_id", "id", unique=True),
        Index(f"ix_{name}_scope", "scope"),
        sqlite_autoincrement=True,
    )


def _assertions(name: str, *unique: str) -> Table:
    """Return a table whose rows may be retired, once, with a reason."""
    return Table(
        name,
        metadata,
        *_row_columns(),
        Column("retired_at", String),
        Column("retired_build", ForeignKey("builds.seq")),
        Column("retired_why", String),
        Index(
            f"uq_{name}_live_id",
            *(unique or ("id",)),
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(f"ix_{name}_live_scope", "scope", sqlite_where=_LIVE, postgresql_where=_LIVE),
        sqlite_autoincrement=True,
    )


# A run that changed something. A run that changed nothing leaves no row.
builds = Table(
    "builds",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("doing", String, nullable=False),  # build, import, decision
    Column("began_at", String, nullable=False),
    Column("program", String, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("ended_at", String),  # None: stopped or killed before its end
    Column("counts", JSON),
    sqlite_autoincrement=True,
)
meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

snapshots = _kept("snapshots")
texts = _kept("texts")
decisions = _kept(  # what people decided; an undoing is a row, too
    "decisions",
    Column("chain", String(64), nullable=False, server_default=""),  # see `log`
)

captures = _kept("captures")  # how the bytes of a snapshot were got
custody = _kept(  # what was done with evidence
    "custody",
    Column("chain", String(64), nullable=False, server_default=""),  # see `log`
)
seals = _kept("seals")  # what time authorities say of it
alerts = _kept("alerts")  # what following a record told
sign_offs = _kept(  # who let what become public
    "sign_offs",
    Column("chain", String(64), nullable=False, server_default=""),  # see `log`
)
releases = _kept(  # what was made public
    "releases",
    Column("chain", String(64), nullable=False, server_default=""),  # see `log`
)

documents = _assertions("documents")
readings = _assertions("readings")  # which text of which snapshot holds, and what read it
claims = _assertions("claims")
places = _assertions("places")
actors = _assertions("actors")
incidents = _assertions("incidents")
incident_ids = _assertions("incident_ids")  # every id ever given: each has a live row for ever
asides = _assertions("asides")
origins = _assertions("origins")
sums = _assertions("sums")
figures = _assertions("figures")
problems = _assertions("problems", "scope", "id")  # two stages may find the same problem
workings = _assertions("workings")  # from which decisions all these were worked out

media = _assertions("media")  # pictures, films and files beside documents and incidents
statements = _assertions("statements")  # what people who gave testimony agreed to
polls = _assertions("polls")  # where following each feed has come to

name_lists = _assertions("name_lists")  # whose lists of named persons there are
issues = _kept("issues")  # a list as it was given out once
entries = _kept("entries")  # a person as a list tells of them
listings = _kept("listings")  # which entries an issue has, some thousand ids a row
linkages = _assertions("linkages")  # the run of linking that holds
pairs = _assertions("pairs")  # rows that may be one person, with the evidence
match_groups = _assertions("match_groups")  # rows that are held to be one person
match_group_ids = _assertions("match_group_ids")  # every id ever given, as with incidents
estimates = _kept("estimates")  # how many no list has

CHAINED = (decisions, custody, sign_offs, releases)
KEPT = (
    snapshots, texts, decisions, captures, custody, seals, alerts, sign_offs, releases,
    issues, entries, listings, estimates,
)  # fmt: skip
RETIRABLE = (
    documents, readings, claims, places, actors,
    incidents, incident_ids, asides, origins, sums, figures, problems,
    workings, media, statements, polls,
    name_lists, linkages, pairs, match_groups, match_group_ids,
)  # fmt: skip
