"""
What of a record may be seen by anybody: the only thing that publishing writes from.

A `Public…` value has only fields that may leave, each filled by `publish.protection` under
what the keepers allow. Exports, pages and reports are given these values and never a
`Record`, so that what was not let through cannot be written by mistake.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from onrecord.model.claim import Count, Measure, Outcome, Stance, VictimClass
from onrecord.model.place import PlaceKind
from onrecord.model.publishing import Allowed
from onrecord.model.ruling import Cell, Rule, Share
from onrecord.model.side import Role
from onrecord.model.text import Voice
from onrecord.model.when import When


class Withheld(StrEnum):
    """What kind of thing is left out; the reader is told that it is, and why."""

    NAME = "name"  # of a person who may be alive, or whose kin may be
    WITNESS = "witness"  # who told it: a person speaking for no office
    RELIGION = "religion"
    ETHNICITY = "ethnicity"
    KINSHIP = "kinship"
    PLACE = "place"  # finer than may be told
    DAY = "day"  # likewise
    ADDRESS = "address"  # of a page that would tell what is withheld
    WORDS = "words"  # too much of them would have to go


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words as they stand in a source, or what stands there instead ("" then)."""

    text: str
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """
    Other people's words, with what may not be seen taken out and marked.

    Attributes:
        pieces: In order.
        language: Two-letter code of the words; None if not known.

    >>> print(Words(pieces=(Piece(text="said "), Piece(text="", withheld=Withheld.WITNESS))))
    said [witness withheld]
    """

    pieces: tuple[Piece, ...] = ()
    language: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return all(piece.withheld is None for piece in self.pieces)

    def __str__(self) -> str:
        told = [
            piece.text if piece.withheld is None else f"[{piece.withheld} withheld]"
            for piece in self.pieces
        ]
        return told[0] if len(told) == 1 else "".join(told)  # most words are whole


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicDocument:
    """
    Where something is said.

    Attributes:
        id: `doc_…`.
        title, author, publisher, published, language: As in `Document`; None where not known
            or not to be told.
        url: Where it was published; None likewise.
        snapshot_id, sha256, media_type, taken_at: Of the bytes that were kept; None where the
            record has only claims of it.
        withheld: What of it is not told.
    """

    id: str
    title: Words | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None
    snapshot_id: str | None = None
    sha256: str | None = None
    media_type: str | None = None
    taken_at: datetime | None = None
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPlace:
    """
    A place, no finer than it may be told.

    Attributes:
        id: As in `Place`; None where only a name is known.
        name: To show.
        kind: What it is; None where only a name is known.
        country: Two-letter ISO code; None if not known.
        country_name, province, district: Names of what contains it; None if not known.
        latitude, longitude: Degrees, WGS 84; None if not known.
        precision: UCDP GED `where_prec` of the place as told here.
        is_coarsened: It is told less exactly than the record knows it.
    """

    name: str
    id: str | None = None
    kind: PlaceKind | None = None
    country: str | None = None
    country_name: str | None = None
    province: str | None = None
    district: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None
    is_coarsened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSource:
    """
    An origin: who first said it.

    Attributes:
        id: `org_…`.
        name: To show; a description ("a person, name withheld") where it may not be told.
        role: How it stands to the incident.
        claim_ids: Claims of the incident that go back to it.
        is_withheld: Whether the name is not told.
    """

    id: str
    name: str
    role: Role
    claim_ids: tuple[str, ...]
    is_withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicClaim:
    """
    What a source is said to say, in its words as far as they may be seen.

    Attributes:
        id: `clm_…`.
        document_id: Of its `PublicDocument`.
        start, end: Code points in the text as it was read; where something of the sentence is
            withheld, those of a stretch that holds the words: their length would help to guess.
        page: The page of a printed paper; None without pages.
        exact: The words that state it.
        before, after: The rest of their sentence.
        measure, outcome, count, victim_class, stance, voice: As in `Claim`.
        victims: The words for the harmed; None if none, or not to be told.
        accused: Who is said to have done it.
        places: Names.
        when: None if unknown; no finer than it may be told.
        weapon: As written; None if not told.
        sources: Who says so, nearest voice first; names, or descriptions of who is withheld.
        source_id: Id of the `PublicSource` that it goes back to; None if not traced.
        part_of, same_as: Ids of claims; None if not said, or not public.
        engine: What read it, with its version.
        decision: What a person decided: `accepted`, `corrected`, `added`; None for a proposal.
        is_cumulative: It totals a longer time or wider place.
    """

    id: str
    document_id: str
    start: int
    end: int
    exact: Words
    before: Words
    after: Words
    measure: Measure
    outcome: Outcome
    count: Count
    victim_class: VictimClass
    stance: Stance
    voice: Voice
    page: int | None = None
    victims: Words | None = None
    accused: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    when: When | None = None
    weapon: str | None = None
    sources: tuple[str, ...] = ()
    source_id: str | None = None
    part_of: str | None = None
    same_as: str | None = None
    engine: str = ""
    decision: str | None = None
    is_cumulative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFigure:
    """
    A minimum and a maximum for one outcome of one incident, with the way there.

    Attributes:
        outcome: `killed` or `injured`.
        minimum, maximum: People; None where every claim leaves that end open. Never 0 for it.
        rule: In words, how they came about.
        used: Ids of the claims that it rests on.
        left_out: Claims not used, with the reason.
    """

    outcome: str
    minimum: int | None
    maximum: int | None
    rule: str
    used: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCell:
    """
    One column of a rulebook.

    Attributes:
        name, value, is_ours: As in `Ruled`; the value None where it is not known, is not for a
            program to decide, or is not to be told.
        why: How it came about, in words.
        rules: Ids of the rules that shaped it.
    """

    name: str
    value: Cell
    why: Words
    rules: tuple[str, ...] = ()
    is_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicWeighed:
    """A claim that a rulebook used or set aside, and the id of the rule that did it."""

    claim_id: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRuling:
    """
    What one rulebook makes of one incident.

    Attributes:
        rulebook, version, codebook: As in `Ruling`.
        cells: Its columns, in its order, then ours.
        used, set_aside: Claims.
        in_short: `killed`, `injured`, `when`, `where`, `verdict`, in words.
        shares: A total spread over days or places; empty where nothing is spread.
        places: The place that it codes, no finer than it may be told; where a total is
            spread over places, the place of each share.
    """

    rulebook: str
    version: str
    codebook: str
    cells: tuple[PublicCell, ...]
    used: tuple[PublicWeighed, ...] = ()
    set_aside: tuple[PublicWeighed, ...] = ()
    in_short: tuple[tuple[str, str], ...] = ()
    shares: tuple[Share, ...] = ()
    places: tuple[PublicPlace, ...] = ()

    def value(self, name: str) -> Cell:
        """Return the value of a column; None where it has none, or there is no such column."""
        return next((cell.value for cell in self.cells if cell.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allegation:
    """Who is said to have done it, never without who says so."""

    name: str
    said_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A problem of an incident that readers are told: its code, how grave, and in words."""

    code: str
    severity: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicIncident:
    """
    One moment and place of harm, as far as anybody may know of it.

    Attributes:
        id: `inc_…`, stable over releases.
        when: None if not known; no finer than it may be told.
        is_day_coarsened: It is told less exactly than the record knows it.
        places: Most specific first.
        accused: Who is said to have done it, and by whom.
        victims: Who was harmed, in words that name nobody.
        weapons: As the claims write them.
        figures: By no rulebook: what the origins now say.
        rulings: What each rulebook of the release makes of it.
        sources: Its origins.
        claims: All its claims that may be seen, in order of document and place in it.
        sums: Its sums in words.
        doubts: What speaks against a figure.
        first_reported: The first day on which a document told of it; None if not known.
        is_decided: Whether a person decided on every claim; else it is a proposal.
        withheld: How much of each kind is not told.
    """

    id: str
    when: When | None
    places: tuple[PublicPlace, ...]
    accused: tuple[Allegation, ...]
    victims: str
    weapons: tuple[str, ...]
    figures: tuple[PublicFigure, ...]
    rulings: tuple[PublicRuling, ...]
    sources: tuple[PublicSource, ...]
    claims: tuple[PublicClaim, ...]
    sums: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    first_reported: date | None = None
    is_day_coarsened: bool = False
    is_decided: bool = False
    withheld: tuple[tuple[Withheld, int], ...] = ()

    def figure(self, outcome: str) -> PublicFigure | None:
        """Return its figure for an outcome; None if there is none."""
        return next((made for made in self.figures if made.outcome == outcome), None)

    def is_open_above(self, figure: PublicFigure) -> bool:
        """
        Return whether a claim that a figure rests on says "or more".

        The maximum of such a figure is the most that anybody names, and nobody's most.
        """
        used = set(figure.used)
        return any(claim.count.is_open_above for claim in self.claims if claim.id in used)

    def ruling(self, rulebook: str) -> PublicRuling | None:
        """Return what a rulebook makes of it; None if the release does not use that one."""
        return next((made for made in self.rulings if made.rulebook == rulebook), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """
    How the record came about, in numbers: what a page on the method is written from.

    Attributes:
        publishers: Each publisher with its number of documents, the most first.
        languages: Each language of documents, likewise.
        media_types: Each kind of document, likewise.
        engines: What read claims, with its version and how many.
        decisions: How many standing decisions of each kind.
        people: How many people decided; never who.
        asides: How many claims are in no incident, by reason.
        problems: How many problems are open, by code.
        documents, claims, incidents, origins: How many there are in all.
        undecided: How many claims nobody decided on.
        held_back: How many incidents are not public because nobody decided on them.
        first, last: The days between which its documents were published; None if not known.
    """

    publishers: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    media_types: tuple[tuple[str, int], ...] = ()
    engines: tuple[tuple[str, int], ...] = ()
    decisions: tuple[tuple[str, int], ...] = ()
    people: int = 0
    asides: tuple[tuple[str, int], ...] = ()
    problems: tuple[tuple[str, int], ...] = ()
    documents: int = 0
    claims: int = 0
    incidents: int = 0
    origins: int = 0
    undecided: int = 0
    held_back: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRule:
    """
    A rule, and how far the program follows it.

    Attributes:
        rule: The rule, with where it stands.
        applied: `wholly`, `in part` or `not`.
        but: What is left to a person; empty where nothing is.
    """

    rule: Rule
    applied: str
    but: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRulebook:
    """
    A rulebook of the release, as the program reads it.

    Attributes:
        name: `ucdp-ged`, `acled`, ...; `onrecord` for the rules that all share.
        version: Of the program's reading of it.
        codebook: What was read, and its version.
        seen: How much of it was read.
        rules: All of them.
    """

    name: str
    version: str
    codebook: str
    seen: str
    rules: tuple[PublicRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """
    A record as anybody may see it.

    Attributes:
        name: What the record is called.
        allowed: What its keepers let through, and how to reach them.
        program: The program's version.
        method: How it came about.
        rulebooks: Those whose rulings are shown, and the rules that all share.
        documents: Those that a public claim is from, by id.
        incidents: In order of time. May be gone through again and again, and may be made
            anew each time, so that a large record never stands whole in memory.
        count: How many incidents there are.
        retired: Ids that incidents had once, each with those that hold its claims now.
    """

    name: str
    allowed: Allowed
    program: str
    method: Method
    documents: Mapping[str, PublicDocument]
    incidents: Iterable[PublicIncident]
    count: int
    rulebooks: tuple[PublicRulebook, ...] = ()
    retired: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule of its rulebooks, by its id."""
        return {told.rule.id: told.rule for book in self.rulebooks for told in book.rules}
