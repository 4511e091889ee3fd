"""
Any record as anybody may see it: `data.draw(publics())` inside a property test.

What a `Public` promises holds: ids are unique, what names another thing of the record names one
that is in it, a place's coordinates come together. All else is as odd as it may be.
"""

from datetime import UTC

from hypothesis import strategies as st

from onrecord.model import (
    Count,
    Grain,
    Measure,
    Outcome,
    PlaceKind,
    Qualifier,
    Role,
    Rule,
    Share,
    Stance,
    VictimClass,
    Voice,
    When,
)
from onrecord.model.public import (
    Allegation,
    Doubt,
    Method,
    Piece,
    Public,
    PublicCell,
    PublicClaim,
    PublicDocument,
    PublicFigure,
    PublicIncident,
    PublicPlace,
    PublicRule,
    PublicRulebook,
    PublicRuling,
    PublicSource,
    PublicWeighed,
    Withheld,
    Words,
)
from onrecord.model.publishing import Allowed

RULEBOOKS = ("ucdp-ged", "acled", "ibc")
ODD = "ab 1-=+@'\"\\,;:/<>&#%{}[]|\t\r\n\0\u00a0\u200f\u202e\u2028\u0664éعر😀\ufeff"
text = st.text(ODD, max_size=8) | st.text(max_size=6)
name = text.filter(lambda told: told.strip())
maybe_text = st.none() | name
people = st.none() | st.integers(0, 9) | st.integers(0, 10**9)
languages = st.none() | st.sampled_from(["en", "ar", "fr"])
kinds_withheld = st.sampled_from(Withheld)


def few(strategy, most=2, **options):
    """Return short rows of something."""
    return st.lists(strategy, max_size=most, **options).map(tuple)


def ids(kind, most):
    """Return ids of a kind, each once; also such as another program made up."""
    made = st.integers(1, 999).map(lambda number: f"{kind}_{number:016d}")
    told = st.sampled_from([f"{kind} of theirs", f"{kind}/ä#1", f"{kind}:x?y=1"])
    return few(made | made | told, most, unique=True)


pieces = st.builds(Piece, text=name) | st.builds(
    Piece, text=st.just("") | name, withheld=kinds_withheld
)
words = st.builds(Words, pieces=few(pieces, 3), language=languages)


@st.composite
def times(draw):
    first, last = sorted([draw(st.dates()), draw(st.dates())])
    is_open = draw(st.sampled_from(["both", "start", "end"]))
    return When(
        earliest=None if is_open == "start" else first,
        latest=None if is_open == "end" else last,
        grain=draw(st.sampled_from(Grain)),
    )


@st.composite
def counts(draw):
    ends = st.none() | st.integers(0, 10**9) | st.floats(0, 1e6).map(lambda n: round(n, 3))
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Count(low=low, high=high, qualifier=draw(st.sampled_from(Qualifier)))


@st.composite
def ranges(draw):
    """Return a minimum and a maximum; either may be unknown."""
    low, high = draw(people), draw(people)
    return (high, low) if low is not None and high is not None and low > high else (low, high)


@st.composite
def places(draw):
    is_on_map = draw(st.booleans())
    return PublicPlace(
        name=draw(name),
        id=draw(st.none() | st.integers(1, 9**6).map("geo:{}".format)),
        kind=draw(st.none() | st.sampled_from(PlaceKind)),
        country=draw(st.none() | st.sampled_from(["SY", "YE", "UA"])),
        country_name=draw(maybe_text),
        province=draw(maybe_text),
        district=draw(maybe_text),
        latitude=draw(st.floats(-90, 90)) if is_on_map else None,
        longitude=draw(st.floats(-180, 180)) if is_on_map else None,
        precision=draw(st.none() | st.integers(1, 7)),
        is_coarsened=draw(st.booleans()),
    )


@st.composite
def documents(draw, given):
    has_bytes = draw(st.booleans())
    return PublicDocument(
        id=given,
        title=draw(st.none() | words),
        author=draw(maybe_text),
        publisher=draw(maybe_text),
        published=draw(st.none() | st.dates()),
        language=draw(languages),
        url=draw(st.none() | st.sampled_from(["https://a.example/x", "http://b.example/é?q=1 2"])),
        snapshot_id=draw(st.none() | st.just(f"snp{given[3:]}")) if has_bytes else None,
        sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)) if has_bytes else None,
        media_type=draw(st.none() | st.just("text/html")) if has_bytes else None,
        taken_at=draw(st.none() | st.datetimes(timezones=st.just(UTC))) if has_bytes else None,
        withheld=draw(few(kinds_withheld, unique=True)),
    )


@st.composite
def claims(draw, given, others, documents_of, sources_of):
    start = draw(st.integers(0, 10**6))
    exact = draw(words)
    link = st.none() | st.sampled_from(others) if others else st.none()
    return PublicClaim(
        id=given,
        document_id=draw(st.sampled_from(documents_of)),
        start=start,
        end=start + draw(st.just(len(str(exact))) | st.integers(0, 99)),
        exact=exact,
        before=draw(words),
        after=draw(words),
        measure=draw(st.sampled_from(Measure)),
        outcome=draw(st.sampled_from(Outcome)),
        count=draw(counts()),
        victim_class=draw(st.sampled_from(VictimClass)),
        stance=draw(st.sampled_from(Stance)),
        voice=draw(st.sampled_from(Voice)),
        page=draw(st.none() | st.integers(1, 99)),
        victims=draw(st.none() | words),
        accused=draw(few(name)),
        places=draw(few(name)),
        when=draw(st.none() | times()),
        weapon=draw(maybe_text),
        sources=draw(few(name)),
        source_id=draw(st.none() | st.sampled_from(sources_of) if sources_of else st.none()),
        part_of=draw(link),
        same_as=draw(link),
        engine=draw(st.sampled_from(["rules 1", "rules-ar 1", "people"])),
        decision=draw(st.sampled_from([None, "accepted", "corrected", "added"])),
        is_cumulative=draw(st.booleans()),
    )


@st.composite
def figures(draw, outcome, told):
    low, high = draw(ranges())
    used = draw(few(st.sampled_from(told), unique=True)) if told else ()
    rest = [one for one in told if one not in used]
    left_out = draw(few(st.tuples(st.sampled_from(rest), name))) if rest else ()
    return PublicFigure(
        outcome=outcome, minimum=low, maximum=high, rule=draw(name), used=used, left_out=left_out
    )


cells = (
    st.none()
    | st.integers(-(10**6), 10**9)
    | st.booleans()
    | st.dates()
    | text
    | few(text)
)  # fmt: skip


@st.composite
def rulings(draw, book, told):
    rules = st.sampled_from([one.rule.id for one in book.rules])
    weighed = st.just(())
    if told:
        weighed = few(st.builds(PublicWeighed, claim_id=st.sampled_from(told), rule=rules))
    columns = draw(st.lists(st.sampled_from(["best", "high", "low", "where_coordinates"]),
        unique=True, max_size=3))  # fmt: skip
    return PublicRuling(
        rulebook=book.name,
        version=book.version,
        codebook=book.codebook,
        cells=tuple(
            PublicCell(
                name=column, value=draw(cells), why=draw(words),
                rules=draw(few(rules, unique=True)), is_ours=draw(st.booleans()),
            )
            for column in columns
        ),
        used=draw(weighed),
        set_aside=draw(weighed),
        in_short=tuple(
            (slot, draw(text))
            for slot in draw(st.lists(st.sampled_from(["killed", "when", "verdict"]), unique=True))
        ),
        shares=draw(few(st.builds(
            Share, people=st.integers(0, 99), day=st.none() | st.dates(), place=maybe_text))),
    )  # fmt: skip


@st.composite
def incidents(draw, given, claim_ids, documents_of, books):
    source_ids = draw(ids("org", 2))
    made = [
        draw(claims(one, claim_ids[:at], documents_of, source_ids))
        for at, one in enumerate(claim_ids)
    ]
    outcomes = draw(st.lists(st.sampled_from(["killed", "injured"]), unique=True))
    return PublicIncident(
        id=given,
        when=draw(st.none() | times()),
        places=draw(few(places())),
        accused=draw(few(st.builds(Allegation, name=name, said_by=few(name)))),
        victims=draw(text),
        weapons=draw(few(name)),
        figures=tuple(draw(figures(outcome, claim_ids)) for outcome in outcomes),
        rulings=tuple(draw(rulings(book, claim_ids)) for book in books if draw(st.booleans())),
        sources=tuple(
            PublicSource(
                id=one, name=draw(name), role=draw(st.sampled_from(Role)),
                claim_ids=tuple(claim.id for claim in made if claim.source_id == one),
                is_withheld=draw(st.booleans()),
            )
            for one in source_ids
        ),
        claims=tuple(made),
        sums=draw(few(name)),
        doubts=draw(few(st.builds(
            Doubt, code=st.sampled_from(["one-origin", "sum"]),
            severity=st.sampled_from(["warning", "note"]), words=words))),
        first_reported=draw(st.none() | st.dates()),
        is_day_coarsened=draw(st.booleans()),
        is_decided=draw(st.booleans()),
        withheld=draw(few(
            st.tuples(kinds_withheld, st.integers(1, 9)), unique_by=lambda told: told[0])),
    )  # fmt: skip


@st.composite
def rulebooks(draw, called):
    names = draw(st.lists(st.sampled_from(["a", "b-c", "d"]), min_size=1, unique=True))
    return PublicRulebook(
        name=called, version="1", codebook=draw(name), seen=draw(text),
        rules=tuple(
            PublicRule(
                rule=Rule(id=f"{called}:{rule}", says=draw(name), source=draw(name)),
                applied=draw(st.sampled_from(["wholly", "in part", "not"])), but=draw(text),
            )
            for rule in names
        ),
    )  # fmt: skip


@st.composite
def publics(draw, most=3):
    """
    Return any record as anybody may see it.

    Args:
        draw: Given by hypothesis.
        most: Incidents at most.
    """
    document_ids = draw(ids("doc", 3).filter(bool))
    called = draw(st.lists(st.sampled_from(RULEBOOKS), unique=True, max_size=2))
    books = tuple(draw(rulebooks(one)) for one in (*called, "onrecord"))
    incident_ids = draw(ids("inc", most))
    claim_ids = draw(ids("clm", 2 * most + 2))
    shared_out = [claim_ids[at :: len(incident_ids)] for at in range(len(incident_ids))]
    made = tuple(
        draw(incidents(one, told, document_ids, books[:-1]))
        for one, told in zip(incident_ids, shared_out, strict=True)
    )
    return Public(
        name=draw(name),
        allowed=draw(st.builds(
            Allowed, title=text, about=text, keeper=text, contact=text,
            licence=st.sampled_from(["", "CC BY 4.0", "ours; ask"]),
            address=st.sampled_from(["", "https://record.example/"]))),
        program="onrecord 0.1.0",
        method=draw(st.builds(
            Method, publishers=few(st.tuples(name, st.integers(0, 9)), unique_by=lambda t: t[0]),
            documents=st.integers(0, 99), claims=st.integers(0, 99))),
        documents={one: draw(documents(one)) for one in document_ids},
        incidents=made,
        count=len(made),
        rulebooks=books,
        retired=draw(few(st.tuples(st.just("inc_9999999999999999"), few(st.sampled_from(
            incident_ids or ["inc_8888888888888888"]), unique=True)), 1)),
    )  # fmt: skip
