"""What is asked of publishing, and what came of it."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from onrecord.model import Release
from onrecord.model.publishing import Allowed
from onrecord.publish.protection import Summary
from onrecord.publish.release import Key
from onrecord.workflow.past_releases import Compared
from onrecord.workflow.signing_off import Signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """
    What is asked for.

    Attributes:
        is_preview: Only pages to look at are written.
        sign: Sign off first.
        by: Who signs; "" for the name in the settings.
        why: In that person's words.
        content: How the hash begins of what was looked at; "" takes whatever is there.
        day: The day that it is made for; None for today.
        is_again: Release even where nothing changed.
        key: What signs the manifest; None for nothing.
    """

    is_preview: bool = False
    sign: bool = False
    by: str = ""
    why: str = ""
    content: str = ""
    day: date | None = None
    is_again: bool = False
    key: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    """
    What would be public, and what came of it.

    Attributes:
        out: The folder.
        summary: What would be public, in numbers.
        allowed: What the keepers let through.
        rulebooks: Each with its version.
        content: SHA-256 of all that would be public.
        day: The day that it was made for.
        previous: The last release before; None if there was none.
        compared: What is another than in it.
        signed: Who signed.
        is_new_signature: Whether the signature that was asked for had not been given before.
        release: What was released; None if nothing was.
        held_back: How many incidents are not public since nobody decided on every claim of them.
        lacking: Layouts that this machine cannot write.
        is_recovered: Whether a release that a killed run had left was put in its place.
    """

    out: Path
    summary: Summary
    allowed: Allowed
    rulebooks: tuple[tuple[str, str], ...]
    content: str
    day: date
    previous: Release | None
    compared: Compared
    signed: Signed = field(default_factory=Signed)
    is_new_signature: bool = False
    release: Release | None = None
    held_back: int = 0
    lacking: tuple[str, ...] = ()
    is_recovered: bool = False

    @property
    def is_same(self) -> bool:
        """Whether it is what the last release said already."""
        return self.previous is not None and self.previous.content == self.content

    @property
    def still_needed(self) -> int:
        """How many more people have to sign."""
        return max(0, self.allowed.sign_offs - len(self.signed.counting))
