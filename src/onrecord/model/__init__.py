"""
The record: frozen values, no input or output, the standard library only.

Import from here: `from onrecord.model import Claim, Passage`.
"""

from onrecord.model.actor import Actor, ActorKind
from onrecord.model.alert import Alert, AlertKind, Followed, Poll
from onrecord.model.backing import Backing, backings, host
from onrecord.model.bound import Bound, Conflict
from onrecord.model.capture import Act, Capture, CustodyEvent, Hop, Part, Seal, Way
from onrecord.model.caution import caution
from onrecord.model.checkpoint import ArchiveState, Checkpoint, LogState, TableState
from onrecord.model.claim import (
    AGREED,
    Candidate,
    Claim,
    Count,
    Measure,
    Mention,
    Outcome,
    Qualifier,
    Stance,
    VictimClass,
)
from onrecord.model.corroboration import (
    Contradiction,
    Corroboration,
    End,
    Knowing,
    NotCounted,
    PassedOn,
    Sensitivity,
    Statement,
    Telling,
    Without,
)
from onrecord.model.decision import (
    OF_CLAIMS,
    OF_INCIDENTS,
    Choice,
    Decision,
    standing,
    undone,
)
from onrecord.model.document import DAY_FIRST, MONTH_FIRST, Document, Snapshot, Told
from onrecord.model.incident import (
    Aside,
    Figure,
    GivenId,
    Grouping,
    Incident,
    Origin,
    SetAside,
    Sum,
)
from onrecord.model.medium import FileClaim, FileTells, Medium
from onrecord.model.place import Place, PlaceKind, Point
from onrecord.model.ports import LanguageModel, Named, Names, Question, Reader
from onrecord.model.problem import MachineLacks, OnRecordError, Problem, RecordUnusable, Severity
from onrecord.model.record import Record
from onrecord.model.release import Release, SignOff, release_id
from onrecord.model.ruling import Cell, Rule, Ruled, Ruling, Share, Weighed
from onrecord.model.side import Role, Side
from onrecord.model.statement import Protection, Purpose, Testimony, may, withheld
from onrecord.model.text import EMBEDDED, Block, Passage, Text, Voice
from onrecord.model.tracing import How, Shared, Trace, trail
from onrecord.model.when import Grain, When

__all__ = [
    "AGREED",
    "DAY_FIRST",
    "EMBEDDED",
    "MONTH_FIRST",
    "OF_CLAIMS",
    "OF_INCIDENTS",
    "Act",
    "Actor",
    "ActorKind",
    "Alert",
    "AlertKind",
    "ArchiveState",
    "Aside",
    "Backing",
    "Block",
    "Bound",
    "Candidate",
    "Capture",
    "Cell",
    "Checkpoint",
    "Choice",
    "Claim",
    "Conflict",
    "Contradiction",
    "Corroboration",
    "Count",
    "CustodyEvent",
    "Decision",
    "Document",
    "End",
    "Figure",
    "FileClaim",
    "FileTells",
    "Followed",
    "GivenId",
    "Grain",
    "Grouping",
    "Hop",
    "How",
    "Incident",
    "Knowing",
    "LanguageModel",
    "LogState",
    "MachineLacks",
    "Measure",
    "Medium",
    "Mention",
    "Named",
    "Names",
    "NotCounted",
    "OnRecordError",
    "Origin",
    "Outcome",
    "Part",
    "Passage",
    "PassedOn",
    "Place",
    "PlaceKind",
    "Point",
    "Poll",
    "Problem",
    "Protection",
    "Purpose",
    "Qualifier",
    "Question",
    "Reader",
    "Record",
    "RecordUnusable",
    "Release",
    "Role",
    "Rule",
    "Ruled",
    "Ruling",
    "Seal",
    "Sensitivity",
    "SetAside",
    "Severity",
    "Share",
    "Shared",
    "Side",
    "SignOff",
    "Snapshot",
    "Stance",
    "Statement",
    "Sum",
    "TableState",
    "Telling",
    "Testimony",
    "Text",
    "Told",
    "Trace",
    "VictimClass",
    "Voice",
    "Way",
    "Weighed",
    "When",
    "Without",
    "backings",
    "caution",
    "host",
    "may",
    "release_id",
    "standing",
    "trail",
    "undone",
    "withheld",
]  # fmt: skip
