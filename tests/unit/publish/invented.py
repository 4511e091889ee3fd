"""An invented record to print: no event, person, place or publication in it is real."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256

from onrecord.model import (
    Actor,
    ActorKind,
    Aside,
    Block,
    Candidate,
    Claim,
    Count,
    Document,
    Figure,
    Grain,
    How,
    Incident,
    Measure,
    Mention,
    Origin,
    Outcome,
    Passage,
    Place,
    PlaceKind,
    Problem,
    Qualifier,
    Record,
    SetAside,
    Severity,
    Snapshot,
    Stance,
    Sum,
    Text,
    Told,
    Trace,
    VictimClass,
    Voice,
    When,
)

Q, H, S, V, C = Qualifier, Outcome, Stance, Voice, VictimClass

_COUNTS = {
    "at least": lambda n: Count(low=n, qualifier=Q.AT_LEAST),
    "more than": lambda n: Count(low=n + 1, qualifier=Q.MORE_THAN),
    "about": lambda n: Count(low=n, high=n, qualifier=Q.ABOUT),
    "up to": lambda n: Count(high=n, qualifier=Q.UP_TO),
    "almost": lambda n: Count(high=n, qualifier=Q.ALMOST),
    "vague": lambda n: Count(low=n, qualifier=Q.VAGUE),
    "": lambda n: Count(low=n, high=n, qualifier=Q.EXACT),
}


def count(said: str) -> Count:
    """Return a count from its words: "at least 4", "11", "" for none."""
    if not said:
        return Count()
    hedge, _, number = said.rpartition(" ")
    return _COUNTS[hedge](float(number) if "." in number else int(number))


@dataclass
class Draft:
    """A record being written down: documents with claims found by their exact words."""

    name: str = "harbour-coast"
    documents: dict[str, Document] = field(default_factory=dict)
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)

    def document(self, name: str, lines: list[tuple[Voice, str]], **told: object) -> None:
        """Add a document of one block a line."""
        content = "\n\n".join(words for _, words in lines)
        blocks, at = [], 0
        for voice, words in lines:
            blocks.append(Block(start=at, end=at + len(words), voice=voice, rule="invented"))
            at += len(words) + 2
        self.documents[name] = Document(
            name=name, told=Told(url=told.pop("url", None)),
            found_in=(("published", "manifest"),), **told,
        )  # fmt: skip
        digest = sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        snapshot = Snapshot(
            document_id=self.documents[name].id, sha256=digest, size=len(content),
            media_type="text/plain", taken_at=datetime(2031, 5, 1, tzinfo=UTC),
        )  # fmt: skip
        self.snapshots[name] = snapshot
        self.texts[snapshot.id] = Text(
            snapshot_id=snapshot.id, content=content, blocks=tuple(blocks),
            language=self.documents[name].language, reader="plain 1",
        )  # fmt: skip

    def claim(self, called: str, document: str, words: str, said: str, **slots: object) -> str:
        """Add a claim whose words stand in the document; return its id."""
        snapshot = self.snapshots[document]
        start = self.texts[snapshot.id].content.index(words)
        passage = Passage(snapshot_id=snapshot.id, start=start, end=start + len(words), exact=words)
        for slot in ("part_of", "same_as"):
            if slot in slots:
                slots[slot] = self.called[slots[slot]]
        made = Claim(
            document=document, passage=passage, count=count(said), engine="rules-en 1",
            measure=slots.pop("measure", Measure.PEOPLE), outcome=slots.pop("outcome", H.KILLED),
            rule=slots.pop("rule", "passive-killed"), **slots,
        )  # fmt: skip
        self.claims[made.id] = made
        self.called[called] = made.id
        return made.id

    def ids(self, called: str) -> tuple[str, ...]:
        """Return the ids of claims by what they were called."""
        return tuple(self.called[name] for name in called.split())


def mention(name: str, *ids: str, carried: str | None = None) -> tuple[Mention, ...]:
    """Return one mention, with what it may mean."""
    found = tuple(Candidate(id=i, score=1 - n / 10, why="name") for n, i in enumerate(ids))
    return (Mention(name=name, start=0, end=len(name), carried=carried, candidates=found),)


PLACES = {
    place.id: place
    for place in (
        Place(id="geo:1", name="Tell Maris", kind=PlaceKind.TOWN, country="SY", latitude=35.52, longitude=35.79, population=40_000, within="adm1:1"),
        Place(id="geo:2", name="Qasr Wadin", kind=PlaceKind.TOWN, country="SY", latitude=33.51, longitude=36.29, population=900_000),
        Place(id="geo:3", name="Umm Sarab", kind=PlaceKind.DISTRICT, country="SY", latitude=36.2, longitude=37.16, precision=3),
        Place(id="adm1:1", name="Bahriya Province", kind=PlaceKind.PROVINCE, country="SY", latitude=35.4, longitude=36.1, precision=4),
        Place(id="within:geo:2:old mill", name="Old Mill quarter", kind=PlaceKind.SITE, country="SY", latitude=None, longitude=None, within="geo:2"),
        Place(id="country:SY", name="Orania", kind=PlaceKind.COUNTRY, country="SY", latitude=35.0, longitude=38.0, precision=6),
    )
}  # fmt: skip
ACTORS = {
    actor.id: actor
    for actor in (
        Actor(id="actor:cdn", name="Coastal Documentation Network", kind=ActorKind.DOCUMENTER, aliases=("CDN",)),
        Actor(id="actor:guard", name="Interior Guard", kind=ActorKind.FORCE),
        Actor(id="actor:loyal", name="Old Order Brigades", kind=ActorKind.ARMED_GROUP),
    )
}  # fmt: skip


def record() -> Record:
    """Return the invented record."""
    draft = Draft()
    _coast(draft)
    _bombing(draft)
    _village(draft)
    _arabic(draft)
    _asides(draft)
    return _grouped(draft)


def _coast(d: Draft) -> None:
    d.document(
        "coast-wire.txt",
        [
            (V.TITLE, "Network counts 620 dead after four days of violence on the coast"),
            (V.BYLINE, "By Ilan Verro, 12 March 2029"),
            (V.BODY, "About 620 people were killed between March 6 and 9 in Bahriya Province, the Coastal Documentation Network (CDN) said on Tuesday. Its list does not hold fighters of the old order who fell in combat, the network added. The port stayed closed."),
            (V.BODY, "At least 240 of the dead were killed by men of the Old Order Brigades, according to the network: 95 members of the Interior Guard and 145 civilians. The Interior Guard and groups beside it killed at least 380 people, it said."),
            (V.CAPTION, "Mourners in Tell Maris on Monday, after dozens were killed there."),
            (V.COMMENT, "my cousin says it was 900 dead in our street alone, why do you lie"),
            (V.BODY, "“They took my two brothers from the house and shot them,” said Salma Oreyb, 41, who hid on the roof."),
        ],
        title="Network counts 620 dead after four days of violence on the coast",
        publisher="Harbour News", author="Ilan Verro", published=date(2029, 3, 12), language="en",
        url="https://example.org/coast",
    )  # fmt: skip
    d.document(
        "coast-copy.html",
        [
            (V.TITLE, "Hundreds dead on coast"),
            (V.BODY, "Some 620 people lost their lives in the coastal province, according to CDN, in what residents call the worst days since the war."),
        ],
        title="Hundreds dead on coast", publisher="The Inland Post", published=date(2029, 3, 13),
        language="en", url="javascript:alert(1)",
    )  # fmt: skip
    when = When(earliest=date(2029, 3, 6), latest=date(2029, 3, 9))
    place = mention("Bahriya Province", "adm1:1")
    slots = {
        "when": when, "places": place, "stance": S.REPORTED,
        "sources": mention("Coastal Documentation Network (CDN)", "actor:cdn"),
    }  # fmt: skip
    far = slots | {"places": mention("Bahriya Province", "adm1:1", carried="from the sentence before"),
                   "sources": mention("the network", "actor:cdn")}  # fmt: skip
    wire = "coast-wire.txt"
    d.claim("head", wire, "620 dead", "620", voice=V.TITLE, **slots)
    d.claim(
        "whole",
        wire,
        "About 620 people were killed between March 6 and 9",
        "about 620",
        victims="people",
        times=mention("between March 6 and 9"),
        **slots,
    )
    d.claim(
        "old",
        wire,
        "At least 240 of the dead were killed by men of the Old Order Brigades",
        "at least 240",
        part_of="whole",
        perpetrators=mention("Old Order Brigades", "actor:loyal"),
        **far,
    )
    d.claim(
        "guards",
        wire,
        "95 members of the Interior Guard",
        "95",
        part_of="old",
        victims="members of the Interior Guard",
        victim_class=C.COMBATANT,
        perpetrators=mention("Old Order Brigades", "actor:loyal", carried="from the clause before"),
        **far,
    )
    d.claim(
        "civil",
        wire,
        "145 civilians",
        "145",
        part_of="old",
        victims="civilians",
        victim_class=C.CIVILIAN,
        perpetrators=mention("Old Order Brigades", "actor:loyal", carried="from the clause before"),
        **far,
    )
    d.claim(
        "state",
        wire,
        "The Interior Guard and groups beside it killed at least 380 people",
        "at least 380",
        part_of="whole",
        victims="people",
        perpetrators=mention("Interior Guard", "actor:guard"),
        **far,
    )
    d.claim(
        "dozens",
        wire,
        "dozens were killed there",
        "vague 24",
        voice=V.CAPTION,
        when=when,
        places=mention("Tell Maris", "geo:1", "geo:3"),
    )
    d.claim(
        "brothers",
        wire,
        "They took my two brothers from the house and shot them",
        "2",
        voice=V.QUOTE,
        victims="my two brothers",
        victim_class=C.CIVILIAN,
        stance=S.REPORTED,
        when=when,
        weapon="shot",
        sources=mention("Salma Oreyb"),
        rule="shot-them",
    )
    d.claim(
        "copy",
        "coast-copy.html",
        "Some 620 people lost their lives in the coastal province",
        "about 620",
        same_as="whole",
        victims="people",
        **slots,
    )


def _bombing(d: Draft) -> None:
    d.document(
        "bomb.txt",
        [
            (V.TITLE, "Blast at the Old Mill kills officials"),
            (V.BODY, "Earlier today a bomb at the Old Mill in Qasr Wadin killed four senior officials. Rebels of the Free Column said it was theirs. It was feared that up to 300 could die if the fighting reached the old town."),
        ],
        title=None, publisher="Student Watch", published=date(2026, 7, 18), language="en",
    )  # fmt: skip
    day = When(earliest=date(2026, 7, 18), latest=date(2026, 7, 18))
    slots = {
        "when": day,
        "places": mention("Old Mill", "within:geo:2:old mill") + mention("Qasr Wadin", "geo:2"),
    }
    d.claim(
        "bomb",
        "bomb.txt",
        "a bomb at the Old Mill in Qasr Wadin killed four senior officials",
        "4",
        victims="four senior officials",
        victim_class=C.COMBATANT,
        perpetrators=mention("Free Column"),
        weapon="bomb",
        times=mention("Earlier today"),
        **slots,
    )
    d.claim(
        "fear",
        "bomb.txt",
        "up to 300 could die if the fighting reached the old town",
        "up to 300",
        stance=S.HYPOTHETICAL,
        **slots,
    )


def _village(d: Draft) -> None:
    d.document(
        "village.txt",
        [
            (V.BODY, "On Friday, 7 March, eleven people were killed and more than 30 hurt when barrel bombs fell on Umm Sarab, the mayor’s office told us. The office had first spoken of nine dead. A field hospital put the dead at 14."),
            (V.BODY, "Over 400,000 people have been killed since the war began, the United Nations estimates; nearly 90 percent of them by the state, which killed ten times as many as its enemies. The army denies that any civilian died in Umm Sarab. Aircraft carried out 55 strikes on the district in a week."),
        ],
        title="After the bombs, <b>Umm Sarab</b> buries its dead", publisher="Meridian & Sons", author="E. D.",
        published=date(2028, 4, 4), language="en", url="https://example.org/umm?x=1&y=2",
    )  # fmt: skip
    day = When(earliest=date(2028, 3, 7), latest=date(2028, 3, 7))
    slots = {"when": day, "places": mention("Umm Sarab", "geo:3"), "stance": S.REPORTED,
             "sources": mention("the mayor’s office"), "weapon": "barrel bombs"}  # fmt: skip
    v = "village.txt"
    d.claim(
        "eleven",
        v,
        "eleven people were killed",
        "11",
        victims="people",
        times=mention("On Friday, 7 March"),
        **slots,
    )
    d.claim("thirty", v, "more than 30 hurt", "more than 30", outcome=H.INJURED, **slots)
    d.claim("nine", v, "nine dead", "9", **slots)
    d.claim(
        "field",
        v,
        "A field hospital put the dead at 14",
        "14",
        **(slots | {"sources": mention("A field hospital")}),
    )
    d.claim(
        "total",
        v,
        "Over 400,000 people have been killed since the war began",
        "more than 400000",
        stance=S.ESTIMATED,
        is_cumulative=True,
        sources=mention("United Nations"),
    )
    d.claim(
        "share", v, "nearly 90 percent of them by the state", "almost 90", measure=Measure.SHARE
    )
    d.claim("ratio", v, "ten times as many as its enemies", "10", measure=Measure.RATIO)
    d.claim(
        "deny",
        v,
        "The army denies that any civilian died in Umm Sarab",
        "0",
        stance=S.DENIED,
        sources=mention("The army"),
    )
    d.claim(
        "strikes",
        v,
        "Aircraft carried out 55 strikes",
        "55",
        measure=Measure.STRIKES,
        outcome=H.ATTACKED,
    )


def _arabic(d: Draft) -> None:
    d.document(
        "arabic.html",
        [
            (V.TITLE, "مقتل ثلاثة في قصف على تل ماريس"),
            (V.BODY, "قال مستشفى المدينة إن ثلاثة أشخاص قتلوا في قصف على تل ماريس مساء الأحد. وأضاف أن العدد قد يرتفع."),
        ],
        title="مقتل ثلاثة في قصف على تل ماريس", publisher="صوت المرفأ", published=date(2028, 6, 12),
        language="ar",
    )  # fmt: skip
    when = When(earliest=date(2028, 6, 11), latest=date(2028, 6, 11))
    d.claim(
        "arabic",
        "arabic.html",
        "ثلاثة أشخاص قتلوا في قصف على تل ماريس",
        "3",
        victims="ثلاثة أشخاص",
        when=when,
        stance=S.REPORTED,
        places=mention("تل ماريس", "geo:1"),
        sources=mention("مستشفى المدينة"),
        weapon="قصف",
    )


def _asides(d: Draft) -> None:
    d.document(
        "essay.txt",
        [
            (V.TITLE, "What is left of Orania"),
            (V.BODY, "In 2011 the state crushed a rising in the north. Hundreds were taken from their homes that year and never seen again. Massacres were committed."),
            (V.BODY, "Seven aid workers were abducted in 2025 somewhere in Orania, friends say."),
        ],
        title="What is left of Orania", publisher="The Long View", published=date(2030, 1, 5), language="en",
    )  # fmt: skip
    year = {"grain": Grain.YEAR}
    d.claim(
        "gone",
        "essay.txt",
        "Hundreds were taken from their homes that year and never seen again",
        "vague 200",
        outcome=H.DISAPPEARED,
        when=When(earliest=date(2011, 1, 1), latest=date(2011, 12, 31), **year),
        places=mention("Orania", "country:SY", carried="from the title"),
        perpetrators=mention("the state"),
    )
    d.claim("massacres", "essay.txt", "Massacres were committed", "", outcome=H.ATTACKED)
    d.claim(
        "aid",
        "essay.txt",
        "Seven aid workers were abducted in 2025 somewhere in Orania",
        "7",
        outcome=H.ABDUCTED,
        victims="aid workers",
        victim_class=C.CIVILIAN,
        when=When(earliest=date(2025, 1, 1), latest=date(2025, 12, 31), **year),
        places=mention("Orania", "country:SY"),
        stance=S.ALLEGED,
        sources=mention("friends"),
    )
    d.claim(
        "comment", "coast-wire.txt", "it was 900 dead in our street alone", "900", voice=V.COMMENT
    )


def _incident(
    d: Draft, called: str, places: str, names: tuple[str, ...], by: tuple[str, ...]
) -> Incident:
    ids = d.ids(called)
    return Incident(
        id=f"inc_{called.split(maxsplit=1)[0]}", claim_ids=ids, when=d.claims[ids[0]].when,
        place_ids=tuple(places.split()), place_names=names, perpetrators=by,
        why=tuple((i, "same place, same days, same harm") for i in ids[1:]),
    )  # fmt: skip


def _figure(
    d: Draft, incident: str, outcome: str, ends: tuple, used: str, rule: str, out: tuple = ()
) -> Figure:
    return Figure(
        incident_id=incident, outcome=outcome, minimum=ends[0], maximum=ends[1], used=d.ids(used),
        left_out=tuple((d.called[name], why) for name, why in out), rule=rule,
    )  # fmt: skip


def _grouped(d: Draft) -> Record:
    incidents = (
        _incident(d, "gone", "country:SY", ("Orania",), ("the state",)),
        _incident(d, "aid", "country:SY", ("Orania",), ()),
        _incident(d, "bomb", "within:geo:2:old mill geo:2", ("Old Mill", "Qasr Wadin"), ("Free Column",)),
        _incident(d, "eleven thirty nine field", "geo:3", ("Umm Sarab",), ()),
        _incident(d, "arabic", "geo:1", ("تل ماريس",), ()),
        _incident(d, "whole head old guards civil state dozens brothers copy", "adm1:1", ("Bahriya Province",), ("Old Order Brigades", "Interior Guard")),
    )  # fmt: skip
    asides = {
        "fear": SetAside.FORECAST, "deny": SetAside.DENIAL, "comment": SetAside.COMMENT,
        "total": SetAside.TOTAL, "share": SetAside.SHARE, "ratio": SetAside.RATIO,
        "strikes": SetAside.NOT_PEOPLE, "massacres": SetAside.NO_NUMBER,
    }  # fmt: skip
    latest = (("nine", "an earlier toll of the same origin"),)
    figures = {
        "inc_bomb": (_figure(d, "inc_bomb", "killed", (4, 4), "bomb", "One claim, one number."),),
        "inc_eleven": (
            _figure(d, "inc_eleven", "killed", (11, 14), "eleven field", "The least and the most that two origins say; the mayor’s office corrected itself upward.", latest),
            _figure(d, "inc_eleven", "injured", (31, None), "thirty", "One claim with no upper end."),
        ),
        "inc_arabic": (_figure(d, "inc_arabic", "killed", (3, 3), "arabic", "One claim, one number."),),
        "inc_whole": (
            _figure(d, "inc_whole", "killed", (620, 620), "whole head copy", "One origin’s total; its parts are inside it.",
                    (("old", "a part of the total"), ("dozens", "a part of the place, in words only"))),
            _figure(d, "inc_whole", "injured", (None, None), "", "No claim tells of injured people."),
        ),
    }  # fmt: skip
    sums = {
        "inc_whole": (
            Sum(whole=d.called["whole"], parts=d.ids("old state"), low=620, high=None, holds=True, text="240 or more + 380 or more = 620 or more; the source says about 620: holds"),
            Sum(whole=d.called["old"], parts=d.ids("guards civil"), low=240, high=240, holds=True, text="95 + 145 = 240; the source says at least 240: holds"),
        ),
        "inc_eleven": (Sum(whole=d.called["field"], parts=d.ids("eleven nine"), low=20, high=20, holds=False, text="11 + 9 = 20; the source says 14: does not hold"),),
    }  # fmt: skip
    origins = (
        Origin(id="org_cdn", name="Coastal Documentation Network", claim_ids=d.ids("whole head old guards civil state copy"),
               traces=tuple(Trace(claim_id=i, how=How.ATTRIBUTED, why="“according to the network”") for i in d.ids("whole copy")),
               excludes=("Its list does not hold fighters of the old order who fell in combat",)),
        Origin(id="org_salma", name="Salma Oreyb", claim_ids=d.ids("brothers")),
        Origin(id="org_harbour", name="Harbour News", claim_ids=d.ids("dozens")),
        Origin(id="org_student", name="Student Watch", claim_ids=d.ids("bomb fear")),
        Origin(id="org_mayor", name="the mayor's office", claim_ids=d.ids("eleven thirty nine")),
        Origin(id="org_field", name="a field hospital", claim_ids=d.ids("field")),
    )  # fmt: skip
    problems = (
        Problem(code="date-doubtful", message="7 March 2028 was a Tuesday, but the words say Friday.", where="inc_eleven", severity=Severity.QUESTION),
        Problem(code="sum-fails", message="The parts add up to 20, the whole is 14.", where=d.called["field"], severity=Severity.WARNING),
        Problem(code="one-origin", message="Every figure here goes back to one origin.", where="inc_whole", severity=Severity.NOTE),
        Problem(code="empty-document", message="There is nothing in this file.", where="empty.txt", severity=Severity.ERROR),
        Problem(code="language-unread", message="No reader for this language.", where="arabic.html", severity=Severity.WARNING),
    )  # fmt: skip
    return Record(
        name=d.name, documents=d.documents, snapshots=d.snapshots, texts=d.texts, claims=d.claims,
        places=PLACES, actors=ACTORS, incidents=incidents,
        asides=tuple(Aside(claim_id=d.called[k], reason=v) for k, v in asides.items()),
        origins=origins, sums=sums, figures=figures, problems=problems,
    )  # fmt: skip
