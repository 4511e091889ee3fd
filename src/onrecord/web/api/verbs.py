"""What a program may ask to be decided: one shape for each verb, as on the pages."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from onrecord import model
from onrecord.model import OnRecordError
from onrecord.workflow import choosing, correcting, handing
from onrecord.workflow.choosing import Asked
from onrecord.workflow.desk import View, checks, document

Picked = Annotated[
    dict[str, list[str]],
    Field(
        description="By slot, what fills it: words of the text as START:END, what was there "
        "as keep:N, an id as @ID, codes, numbers, dates."
    ),
]
Row = Annotated[
    dict[str, Any],
    Field(
        description="The whole claim as claims.jsonl has it; without `mentions`, names are "
        "looked up."
    ),
]


class _Verb(BaseModel):
    """What is common to all."""

    model_config = ConfigDict(extra="forbid")

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        raise NotImplementedError

    @property
    def concerning(self) -> tuple[str, ...]:
        """Ids of the incidents and claims that it is about, for a preview."""
        return ()


class Accept(_Verb):
    """The claim says what its words say."""

    choice: Literal["accept"]
    claim: str

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        del now
        return choosing.accept(self.claim)

    @property
    def concerning(self) -> tuple[str, ...]:
        """The claim."""
        return (self.claim,)


class Reject(_Verb):
    """Its words do not say this; needs `why`."""

    choice: Literal["reject"]
    claim: str

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        del now
        return choosing.reject(self.claim)

    @property
    def concerning(self) -> tuple[str, ...]:
        """The claim."""
        return (self.claim,)


class Unsure(_Verb):
    """Looked at, and left open."""

    choice: Literal["unsure"]
    claim: str

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        del now
        return choosing.leave_open(self.claim)


class Correct(_Verb):
    """It is a claim, and this is what its words say: either `picked` or `row`."""

    choice: Literal["correct"]
    claim: str
    picked: Picked | None = None
    row: Row | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "Correct":
        if (self.picked is None) == (self.row is None):
            raise ValueError("give either picked or row")
        return self

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        del now
        if self.picked is not None:
            return correcting.correct(self.claim, self.picked)
        return handing.correct(self.claim, self.row or {})

    @property
    def concerning(self) -> tuple[str, ...]:
        """The claim."""
        return (self.claim,)


class Add(_Verb):
    """A claim that no reader found: either `document` (its id or name) and `picked`, or `row`."""

    choice: Literal["add"]
    document: str | None = None
    picked: Picked | None = None
    row: Row | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "Add":
        if (self.picked is None) == (self.row is None) or bool(self.picked) != bool(self.document):
            raise ValueError("give either document and picked, or row")
        return self

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        if self.row is not None:
            return handing.add(self.row)
        told = document.called(now, self.document or "")
        name = told.name if told else self.document or ""
        return correcting.add(name, self.picked or {})


class Merge(_Verb):
    """Incidents, and claims that are in none, are one incident."""

    choice: Literal["merge"]
    things: list[str]

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        del now
        return choosing.merge(self.things)

    @property
    def concerning(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(self.things)


class Split(_Verb):
    """The claims leave their incident."""

    choice: Literal["split"]
    incident: str
    claims: list[str]

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        del now
        return choosing.split(self.incident, self.claims)

    @property
    def concerning(self) -> tuple[str, ...]:
        """The incident."""
        return (self.incident,)


class Trace(_Verb):
    """The claim goes back to a named origin."""

    choice: Literal["trace"]
    claim: str
    origin: str

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        del now
        return choosing.trace(self.claim, self.origin)

    @property
    def concerning(self) -> tuple[str, ...]:
        """The claim."""
        return (self.claim,)


class Name(_Verb):
    """A name means a place or an actor: one known by its id, or one described."""

    choice: Literal["name"]
    name: str
    means: str | model.Place | model.Actor

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        if isinstance(self.means, str) and correcting.known(now.record, self.means) is None:
            raise OnRecordError(f"“{self.means:.60}” is the id of nothing that is known here")
        return choosing.name(self.name, self.means)


class Same(_Verb):
    """Two places, or two actors, are one."""

    choice: Literal["same"]
    given_up: str
    kept: str | model.Place | model.Actor

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        del now
        return choosing.same(self.given_up, self.kept)


class Note(_Verb):
    """Words of discussion beside something: they are the `why`."""

    choice: Literal["note"]
    thing: str

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        del now
        return choosing.note(self.thing)


class Settle(_Verb):
    """The problem has been looked at; needs `why`."""

    choice: Literal["settle"]
    problem: str

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        (asked,) = checks.settling(now, [self.problem])
        return asked


class Undo(_Verb):
    """An earlier decision, or undoing, no longer holds; needs `why`."""

    choice: Literal["undo"]
    decision: str

    def asked(self, now: View) -> Asked:
        """Return what is asked of the record."""
        if self.decision not in now.decisions:
            raise OnRecordError(f"no decision of {now.record.name} is called {self.decision}")
        return choosing.undo(self.decision)


Verb = Annotated[
    Accept | Reject | Unsure | Correct | Add | Merge | Split | Trace | Name | Same | Note
    | Settle | Undo,
    Field(discriminator="choice"),
]  # fmt: skip
