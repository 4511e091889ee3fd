"""
The words of the linked data: PROV-O and Web Annotation where they have one, else our own.

Our own stand under `urn:onrecord:vocab:`, the things of a record under `urn:onrecord:`. These
are names, not addresses: nothing is served there, they do not change when a site moves, and a
file tells each of our own words by itself. No reader has to fetch anything.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

THINGS = "urn:onrecord:"
OWN = "urn:onrecord:vocab:"
_SAFE = re.compile(r"[A-Za-z0-9_.~-]*")  # letters of a URI that stand for themselves: RFC 3986

CLASSES: dict[str, str] = {
    "Publication": "A record as anybody may see it.",
    "Incident": "One moment and place of harm.",
    "Figure": "A minimum and a maximum for one outcome of one incident, under no rulebook: what "
    "its origins say, no confidence interval.",
    "Claim": "What a source is said to say, in its words.",
    "Document": "Where something is said.",
    "Snapshot": "The bytes of a document, as they were kept.",
    "Place": "A place of an incident, or one that a rulebook codes it to, no finer than it may be "
    "told.",
    "Allegation": "Who is said to have done it, and who says so.",
    "LeftOut": "A claim that a figure does not rest on, with the reason.",
    "Doubt": "What speaks against a figure.",
    "Withheld": "A kind of thing that is not told, and how often.",
    "Reading": "How a claim came out of a document.",
    "Decision": "What a person decided about a claim. Who it was is never told.",
    "Reckoning": "How figures came out of claims.",
    "Rulebook": "A rulebook of the field, as the program reads it.",
    "Rule": "One rule of a rulebook.",
    "Ruling": "What a rulebook makes of an incident: a proposal, until a person has looked at it.",
    "Cell": "One column of a rulebook, filled in for an incident.",
    "Weighed": "A claim that a rulebook used or set aside, and the rule that did it.",
    "Share": "A part of a total that a rulebook spreads over days or places.",
    "RetiredIncident": "An id that an incident had once.",
}
# Each property of our own: what its values are, and what it means.
PROPERTIES: dict[str, tuple[str, str]] = {
    "contact": ("", "Where people ask for a correction or a removal."),
    "earliest": ("date", "The first day on which it may have been."),
    "latest": ("date", "The last day on which it may have been."),
    "datePrecision": ("", "UCDP GED date_prec: 1 a day, 2 two to six days, 3 a week, 4 up to a "
                      "month, 5 more."),
    "dateGrain": ("", "The unit in which the time was told."),
    "isDateCoarsened": ("", "Whether the time is told less exactly than the record knows it."),
    "firstReported": ("date", "The first day on which a document told of it."),
    "isDecided": ("", "Whether a person decided on every claim; else it is a proposal."),
    "isProposal": ("", "Whether it is machine output on which no person decided."),
    "hasPlace": ("id", "A place of the incident, or that a rulebook codes it to."),
    "position": ("", "Where it stands among its like, from 1: the most specific place first, "
                 "columns in the rulebook's order."),
    "placeId": ("", "geo: and a number of GeoNames, or the record's own id."),
    "placeKind": ("", "What kind of place it is."),
    "country": ("", "By the two letters of ISO 3166-1."),
    "countryName": ("", "The country by name."),
    "province": ("", "First-order division."),
    "district": ("", "Second-order division."),
    "placePrecision": ("", "UCDP GED where_prec of the place as told here."),
    "isCoarsened": ("", "Whether it is told less exactly than the record knows it."),
    "hasAllegation": ("id", "Who is said to have done it."),
    "accused": ("", "Who is said to have done it, never without who says so."),
    "saidBy": ("", "Who says so, the nearest voice first."),
    "victims": ("", "The words for those harmed."),
    "weapon": ("", "As written."),
    "sum": ("", "A sum of the incident, in words."),
    "hasFigure": ("id", "A figure of the incident."),
    "hasClaim": ("id", "A claim of the incident."),
    "hasRuling": ("id", "What a rulebook makes of the incident."),
    "hasDoubt": ("id", "What speaks against a figure of the incident."),
    "code": ("", "The kind of problem, as the manual lists them."),
    "severity": ("", "How grave it is."),
    "hasWithheld": ("id", "A kind of thing that is not told of the incident."),
    "withheld": ("", "What kind of thing is not told."),
    "howMany": ("", "How many."),
    "outcome": ("", "What happened to those harmed."),
    "minimum": ("", "People; not there where every claim leaves that end open, never 0 for it."),
    "maximum": ("", "Likewise."),
    "isOpenAbove": ("", 'Whether a claim that it rests on says "or more".'),
    "leftOut": ("id", "A claim that the figure does not rest on."),
    "ofClaim": ("id", "The claim that it is about."),
    "reason": ("", "Why."),
    "measure": ("", "What is counted."),
    "low": ("", "The fewest that the words allow; not there if they set no lower end."),
    "high": ("", "The most that the words allow; not there if they set no upper end."),
    "qualifier": ("", "The hedge on the number."),
    "isCumulative": ("", "Whether it totals a longer time or wider place."),
    "victimClass": ("", "By the document's words alone."),
    "stance": ("", "How the document stands to the claim."),
    "voice": ("", "Who speaks where it stands."),
    "words": ("", "The words, with [... withheld] where something may not be seen."),
    "before": ("", "What of their sentence stands before them, likewise."),
    "after": ("", "What of their sentence stands after them, likewise."),
    "page": ("", "Of a printed paper."),
    "placeName": ("", "A place that the claim names."),
    "partOf": ("id", "The claim whose count includes these people."),
    "sameAs": ("id", "The first claim of its document that states the same."),
    "decided": ("", "accepted, corrected or added."),
    "sha256": ("", "Of the bytes."),
    "role": ("", "How an origin stands to the incident. It grades nobody."),
    "isNameWithheld": ("", "Whether the name is a description of who may not be named."),
    "publisher": ("id", "Who published it."),
    "authorName": ("", "Who wrote it."),
    "rulebook": ("id", "The rulebook."),
    "hasRule": ("id", "A rule of the rulebook."),
    "byRule": ("id", "The rule that did it, or shaped it."),
    "seen": ("", "How much of the codebook was read."),
    "applied": ("", "How far the program follows the rule: wholly, in part or not."),
    "but": ("", "What is left to a person."),
    "hasCell": ("id", "A column, filled in."),
    "cellName": ("", "The rulebook's name for the column."),
    "cellValue": ("", "What stands in it; not there where it is not known, is not for a program "
                  "to decide, or is not told. Several values stand in a list."),
    "why": ("", "How it came about."),
    "isOurs": ("", "Whether the column is ours and not the rulebook's."),
    "used": ("id", "A claim that the rulebook used."),
    "setAside": ("id", "A claim that the rulebook set aside."),
    "hasShare": ("id", "A part of a total that is spread."),
    "people": ("", "How many."),
    "day": ("date", "The day that they are put to."),
    "killedInShort": ("", "Killed, in words."),
    "injuredInShort": ("", "Injured, in words."),
    "whenInShort": ("", "When, in words."),
    "whereInShort": ("", "Where, in words."),
    "verdictInShort": ("", "The rulebook's verdict, in words."),
    "followedBy": ("id", "The incident of this publication that holds its claims now."),
}  # fmt: skip
# What others have words for already.
_THEIRS: dict[str, str | dict[str, str]] = {
    "Entity": "prov:Entity", "Activity": "prov:Activity", "Agent": "prov:Agent",
    "Plan": "prov:Plan", "Dataset": "dcat:Dataset", "SoftwareAgent": "prov:SoftwareAgent",
    "Organization": "prov:Organization", "Attribution": "prov:Attribution",
    "Association": "prov:Association", "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource", "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector", "Property": "rdf:Property",
    "Class": "rdfs:Class", "label": "rdfs:label", "comment": "rdfs:comment",
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "title": "dcterms:title", "description": "dcterms:description", "rights": "dcterms:rights",
    "language": "dcterms:language", "format": "dcterms:format",
    "version": "owl:versionInfo", "citation": "dcterms:bibliographicCitation",
    "issued": {"@id": "dcterms:issued", "@type": "xsd:date"},
    "latitude": "geo:lat", "longitude": "geo:long",
    "generatedAtTime": {"@id": "prov:generatedAtTime", "@type": "xsd:dateTime"},
}  # fmt: skip
_THEIR_LINKS = {
    "target": "oa:hasTarget", "source": "oa:hasSource", "selector": "oa:hasSelector",
    "wasDerivedFrom": "prov:wasDerivedFrom", "wasAttributedTo": "prov:wasAttributedTo",
    "wasGeneratedBy": "prov:wasGeneratedBy", "wasInfluencedBy": "prov:wasInfluencedBy",
    "wasAssociatedWith": "prov:wasAssociatedWith", "usedEntity": "prov:used",
    "specializationOf": "prov:specializationOf", "hadPlan": "prov:hadPlan",
    "qualifiedAssociation": "prov:qualifiedAssociation",
    "qualifiedAttribution": "prov:qualifiedAttribution", "agent": "prov:agent",
    "url": "rdfs:seeAlso", "landingPage": "dcat:landingPage",
    "isPartOf": "dcterms:isPartOf",
}  # fmt: skip


def context() -> dict[str, Any]:
    """Return the `@context` that stands in the file itself."""
    made: dict[str, Any] = {
        "@version": 1.1,
        "id": "@id",
        "type": "@type",
        "on": THINGS,
        "rec": OWN,
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "dcterms": "http://purl.org/dc/terms/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    made |= _THEIRS
    made |= {name: {"@id": iri, "@type": "@id"} for name, iri in _THEIR_LINKS.items()}
    made |= {name: f"rec:{name}" for name in CLASSES}
    types = {"id": "@id", "date": "xsd:date"}
    for name, (kind, _) in PROPERTIES.items():
        made[name] = {"@id": f"rec:{name}", "@type": types[kind]} if kind else f"rec:{name}"
    return made


def own_words() -> Iterator[dict[str, Any]]:
    """Yield a node for each word of our own, so that a file explains itself."""
    for name, says in CLASSES.items():
        yield {"id": f"rec:{name}", "type": "Class", "label": name, "comment": says}
    for name, (_, says) in PROPERTIES.items():
        yield {"id": f"rec:{name}", "type": "Property", "label": name, "comment": says}


def thing(*parts: object) -> str:
    """
    Return the name of a thing of a record.

    >>> thing("clm_k6vdzzjbbiewsgmp", "passage"), thing("theirs: 7/ä")
    ('on:clm_k6vdzzjbbiewsgmp:passage', 'on:theirs%3A%207%2F%C3%A4')
    """
    return "on:" + ":".join([_quoted(str(part)) for part in parts])


def _quoted(part: str) -> str:
    return part if _SAFE.fullmatch(part) else quote(part, safe="", errors="replace")


PROGRAM = thing("program")


def rule(told: str) -> str:
    """
    Return the name of a rule.

    >>> rule("ucdp-ged:best-is-the-sum")
    'on:rule:ucdp-ged:best-is-the-sum'
    """
    return thing("rule", *told.split(":"))


def node(**told: Any) -> dict[str, Any]:
    """Return a node without what is not known: `None`, no words, nothing in a row."""
    return {name: value for name, value in told.items() if value or value in (0, False)}
