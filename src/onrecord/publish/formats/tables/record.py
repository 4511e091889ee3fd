"""The tables of a whole record: documents, origins, rulebooks, method, retired ids."""

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model.public import Public, PublicDocument, PublicRule, PublicRulebook, PublicSource
from onrecord.publish.formats.tables.columns import Column, Kind, Link, Table

_TEXT, _WHOLE = Kind.TEXT, Kind.WHOLE

DOCUMENTS: Table[PublicDocument] = Table(
    name="documents",
    says="Where something is said, and the bytes of it that were kept.",
    key=("id",),
    of_record=lambda public: public.documents.values(),
    columns=(
        Column("id", _TEXT, lambda d: d.id, "The document.", must=True),
        Column("title", _TEXT, lambda d: d.title and (str(d.title) or None), "As it has it."),
        Column("author", _TEXT, lambda d: d.author, "Empty also where it is not told."),
        Column("publisher", _TEXT, lambda d: d.publisher, "Who published it."),
        Column("published", Kind.DAY, lambda d: d.published, "The day."),
        Column("language", _TEXT, lambda d: d.language, "By two letters."),
        Column("url", _TEXT, lambda d: d.url, "Where; empty also where it is not told."),
        Column("snapshot_id", _TEXT, lambda d: d.snapshot_id, "The bytes that were kept."),
        Column("sha256", _TEXT, lambda d: d.sha256,
               "Their SHA-256; empty where the record has only claims of the document."),
        Column("media_type", _TEXT, lambda d: d.media_type, "What they are."),
        Column("taken_at", Kind.MOMENT, lambda d: d.taken_at, "When they were taken."),
        Column("withheld", Kind.TEXTS, lambda d: tuple(map(str, d.withheld)),
               "What kinds of thing are not told of it."),
    ),
)  # fmt: skip

SOURCES: Table[PublicSource] = Table(
    name="sources",
    says="An origin: who first said it.",
    key=("id",),
    of_incident=lambda one: one.sources,
    is_shared=True,
    columns=(
        Column("id", _TEXT, lambda s: s.id, "The origin.", must=True),
        Column("name", _TEXT, lambda s: s.name,
               "To show; a description where the name may not be told.", must=True),
        Column("is_withheld", Kind.TRUTH, lambda s: s.is_withheld,
               "Whether the name is not told.", must=True),
    ),
)  # fmt: skip

RULEBOOKS: Table[PublicRulebook] = Table(
    name="rulebooks",
    says="A rulebook of the release, as the program reads it.",
    key=("name",),
    of_record=lambda public: public.rulebooks,
    columns=(
        Column("name", _TEXT, lambda b: b.name,
               "`onrecord` for the rules that all share.", must=True),
        Column("version", _TEXT, lambda b: b.version, "Of the program's reading of it."),
        Column("codebook", _TEXT, lambda b: b.codebook, "What was read, and its version."),
        Column("seen", _TEXT, lambda b: b.seen, "How much of it was read."),
    ),
)  # fmt: skip


class _Rule(NamedTuple):
    book: PublicRulebook
    told: PublicRule


def _rules(public: Public) -> Iterator[_Rule]:
    for book in public.rulebooks:
        for told in book.rules:
            yield _Rule(book, told)


RULES: Table[_Rule] = Table(
    name="rules",
    says="A rule of a rulebook, and how far the program follows it.",
    key=("id",),
    links=(Link(("rulebook",), "rulebooks", ("name",)),),
    of_record=_rules,
    columns=(
        Column("id", _TEXT, lambda r: r.told.rule.id, "The rule.", must=True),
        Column("rulebook", _TEXT, lambda r: r.book.name, "The rulebook.", must=True),
        Column("says", _TEXT, lambda r: r.told.rule.says, "The rule, in our words."),
        Column("source", _TEXT, lambda r: r.told.rule.source,
               "Where it stands: codebook, version, section or page."),
        Column("applied", _TEXT, lambda r: r.told.applied, "`wholly`, `in part` or `not`."),
        Column("but", _TEXT, lambda r: r.told.but or None, "What is left to a person."),
    ),
)  # fmt: skip


class _Number(NamedTuple):
    about: str
    of: str | None
    how_many: int


def _numbers(public: Public) -> Iterator[_Number]:
    made = public.method
    for about in ("documents", "claims", "incidents", "origins", "people", "undecided"):
        yield _Number(about, None, getattr(made, about))
    yield _Number("held_back", None, made.held_back)
    lists = ("publishers", "languages", "media_types", "engines", "decisions", "asides", "problems")
    for about in lists:
        for of, how_many in getattr(made, about):
            yield _Number(about, of, how_many)


METHOD: Table[_Number] = Table(
    name="method",
    says="A number about how the whole record came about.",
    of_record=_numbers,
    columns=(
        Column("about", _TEXT, lambda n: n.about,
               "What is counted: `documents`, `claims`, `incidents`, `origins` in all; `people` "
               "who decided; claims that are `undecided`; incidents `held_back` for that; and by "
               "`of` documents of `publishers`, `languages` and `media_types`, claims by the "
               "`engines` that read them, `decisions` by kind, `asides` (claims in no incident) "
               "by reason, `problems` by code.", must=True),
        Column("of", _TEXT, lambda n: n.of, "Of which; empty for a number in all."),
        Column("how_many", _WHOLE, lambda n: n.how_many, "How many.", must=True, least=0),
    ),
)  # fmt: skip


class _Retired(NamedTuple):
    id: str
    followed_by: str | None


def _retired(public: Public) -> Iterator[_Retired]:
    for one, followed_by in public.retired:
        for other in followed_by or (None,):
            yield _Retired(one, other)


RETIRED: Table[_Retired] = Table(
    name="retired",
    says="An id that an incident had once.",
    of_record=_retired,
    columns=(
        Column("id", _TEXT, lambda r: r.id, "The id; no incident gets it again.", must=True),
        Column("followed_by", _TEXT, lambda r: r.followed_by,
               "An incident that holds its claims now, in this release or not; empty if none "
               "does."),
    ),
)  # fmt: skip
