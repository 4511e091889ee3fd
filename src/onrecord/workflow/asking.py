"""A language model that the user connected: asked at most once, within a budget, and no more."""

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from onrecord import ask, extract, store
from onrecord.model import Document, MachineLacks, Problem, Question, Severity
from onrecord.workflow.outcome import Stopping

_SILENT = 3  # faults one after the other, after which it is asked no more in this build
_LETTERS = 3  # in a token, at the least: what an endpoint does not tell is not counted too low


class Asking:
    """
    One build's questions to a language model.

    It gives what was answered before, asks what was not, and stops asking when the budget is
    spent, when the endpoint has failed several times on end, or when the user wants to stop.

    Attributes:
        engine: The model's name, as stored with each claim.
        version: What a reading with it depends on: the model and the prompt.
    """

    def __init__(
        self,
        settings: store.AskedSettings,
        endpoint: ask.Endpoint,
        replies: store.Replies,
        stopping: Stopping,
    ) -> None:
        self.engine = f"llm:{settings.model}"
        self.version = f"{self.engine} {extract.asked.PROMPT}"
        self._settings = settings
        self._endpoint = endpoint
        self._replies = replies
        self._stopping = stopping
        self._tokens = 0
        self._silent = 0
        self._left = 0
        self._faults: Counter[str] = Counter()

    def notice(self) -> str:
        """Return the line that says what is sent where, to be shown before anything is."""
        return (
            f"paragraphs that may tell of harm will be sent to {self._settings.host} "
            f"(model {self._settings.model}), as [reader.llm] in {store.SETTINGS} says; "
            "what it answered before is not sent again"
        )

    def answer(self, question: Question) -> str | None:
        """Return what the model answers, now or before; None if it does not."""
        raw = self._replies.found(question, self._settings.model)
        known = ask.reply(raw) if raw is not None else None
        if known is not None:
            return known.words
        if self._is_spent or self._is_silent or self._stopping():
            self._left += 1
            return None
        return self._asked(question)

    @property
    def _is_spent(self) -> bool:
        return self._tokens >= self._settings.budget_tokens

    @property
    def _is_silent(self) -> bool:
        return self._silent >= _SILENT

    def _asked(self, question: Question) -> str | None:
        told = self._endpoint.ask(question)
        reply = ask.reply(told.raw) if told.raw is not None else None
        if told.raw is None or reply is None:
            self._tokens += _at_most(question, "")
            self._silent += 1
            self._faults[told.fault or "its answer was no chat completion"] += 1
            return None
        self._silent = 0
        self._tokens += _at_most(question, reply.words) if reply.tokens is None else reply.tokens
        self._replies.keep(
            question,
            self._settings.model,
            prompt=extract.asked.PROMPT,
            host=self._settings.host,
            raw=told.raw,
        )
        return reply.words

    def problems_of(self, document: Document) -> tuple[Problem, ...]:
        """Return the faults of the endpoint since this was last asked, as one problem."""
        faults, self._faults = self._faults, Counter()
        if not faults:
            return ()
        parts = ", ".join(f"{why} ({many})" for why, many in faults.most_common())
        return (
            Problem(
                code="model-not-answering",
                message=f"{self.engine} did not answer about {faults.total()} of this report's "
                f"paragraphs: {parts}. The other readers read them; the next build asks again.",
                where=document.name,
                severity=Severity.NOTE,
            ),
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return that it was asked no more, as one problem; none if it was asked everything."""
        if not self._left or not (self._is_spent or self._is_silent):
            return ()
        why = (
            f"this build's budget of {self._settings.budget_tokens:,} tokens was spent"
            if self._is_spent
            else f"it did not answer {_SILENT} times on end"
        )
        return (
            Problem(
                code="model-not-asked",
                message=f"{self.engine} was asked no more, since {why}: {self._left:,} "
                "paragraphs were left to the other readers. The next build goes on.",
                where=store.SETTINGS,
                severity=Severity.NOTE,
            ),
        )


def _at_most(question: Question, answered: str) -> int:
    letters = sum(map(len, (question.instructions, question.words, question.schema, answered)))
    return letters // _LETTERS + 1


def connected(settings: store.AskedSettings, record_folder: Path, stopping: Stopping) -> Asking:
    """
    Return a language model, ready to be asked; nothing is sent yet.

    Args:
        settings: What the record's `onrecord.toml` says.
        record_folder: Where its answers are kept.
        stopping: Says whether the user wants to stop.

    Raises:
        MachineLacks: The client library or the key is not there.
    """
    key = os.environ.get(settings.api_key_env) if settings.api_key_env else None
    if settings.api_key_env and not key:
        raise MachineLacks(
            f"[reader.llm] in {store.SETTINGS} takes its key from the environment variable "
            f"{settings.api_key_env}, which is not set"
        )
    endpoint = ask.Endpoint(
        base_url=settings.base_url,
        model=settings.model,
        key=key,
        timeout_seconds=settings.timeout_seconds,
    )
    return Asking(settings, endpoint, store.Replies(record_folder, _now), stopping)


def _now() -> datetime:
    return datetime.now(UTC)
