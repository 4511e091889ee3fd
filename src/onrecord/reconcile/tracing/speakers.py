"""Who speaks where a document names nobody: the agency that it credits, else its publisher."""

from dataclasses import dataclass

from onrecord.kit.folding import fold
from onrecord.model import Claim, How, Trace
from onrecord.reconcile.agencies import Credit, agency, credit
from onrecord.reconcile.register import Voice
from onrecord.reconcile.tracing.copied import Copied
from onrecord.reconcile.tracing.found import Found
from onrecord.reconcile.tracing.reports import Reports

_PRINTINGS = 20  # later printings that are asked for a credit


@dataclass(frozen=True, slots=True)
class Speaker:
    """
    The voice of a document.

    Attributes:
        voice: The agency that it credits, else its publisher or author.
        credited: How the credit reads, and in whose words; None where there is none.
        outlet: Who published it, where that is somebody else than the voice.
    """

    voice: Voice
    credited: str | None = None
    outlet: str | None = None


class Speakers:
    """Whose voice each document is, worked out once."""

    def __init__(self, reports: Reports, copied: Copied) -> None:
        """Remember where documents and their later printings are."""
        self._reports = reports
        self._copied = copied
        self._known: dict[str, Speaker] = {}
        self._credits: dict[str, Credit | None] = {}
        self._outlets = {fold(d.publisher) for d in reports.documents.values() if d.publisher}

    def voice(self, document: str) -> Voice:
        """Return the voice of a document."""
        return self.of(document).voice

    def of(self, document: str) -> Speaker:
        """Return who speaks in a document, and why."""
        if document not in self._known:
            self._known[document] = self._find(document)
        return self._known[document]

    def _find(self, document: str) -> Speaker:
        publisher = self._publisher(document)
        told = self._reports.documents.get(document)
        if told and told.publisher and agency(told.publisher):
            return Speaker(publisher)
        found = self._credit(document)
        words = f"credited: “{found.words}”" if found else ""
        if found is None:
            found, words = self._by_a_later_printing(document)
        if found is None:
            return Speaker(publisher)
        voice = self._reports.register.publisher(found.agency.name)
        if voice.key == publisher.key:
            return Speaker(publisher)
        return Speaker(voice, words, publisher.name)

    def _credit(self, document: str) -> Credit | None:
        if document not in self._credits:
            told, text = self._reports.documents.get(document), self._reports.texts.get(document)
            self._credits[document] = credit(told, text, self._is_outlet)
        return self._credits[document]

    def _is_outlet(self, name: str) -> bool:
        return fold(name) in self._outlets

    def _by_a_later_printing(self, document: str) -> tuple[Credit | None, str]:
        """Return the one agency that later printings of the whole text credit."""
        found: dict[str, tuple[Credit, str]] = {}
        for later in self._copied.later_printings(document)[:_PRINTINGS]:
            told = self._credit(later)
            if told is not None:
                words = f"credited by {later}, which prints the same text: “{told.words}”"
                found.setdefault(told.agency.name, (told, words))
        return next(iter(found.values())) if len(found) == 1 else (None, "")

    def own(self, claim: Claim) -> Found:
        """Return the document's own voice, or that of somebody without a name in it."""
        speaker = self.of(claim.document)
        note, shared = self._copied.revised(claim) or ("", None)
        how = How.CREDITED if speaker.credited else How.REVISED if note else How.OWN
        voice, why = speaker.voice, speaker.credited or "the document's own voice"
        if claim.sources:
            heard = claim.sources[-1].name
            voice = Voice(f"in:{claim.document}:{heard}", f"{heard}, as told to {voice.name}")
            why = f"a voice without a name, in {claim.document} only"
            why += f"; {speaker.credited}" if speaker.credited else ""
        trace = Trace(
            claim_id=claim.id,
            how=how,
            why=f"{why}; {note}" if note else why,
            through=self._carriers(claim, speaker),
            shared=shared,
        )
        return Found(voice, trace, is_own=not claim.sources)

    @staticmethod
    def _carriers(claim: Claim, speaker: Speaker) -> tuple[str, ...]:
        """Return who passed it on: the outlet, and all sources before the last."""
        outlet = (speaker.outlet,) if speaker.outlet else ()
        agencies = (speaker.voice.name,) if speaker.outlet and claim.sources else ()
        return (*outlet, *agencies, *(source.name for source in claim.sources[:-1]))

    def _publisher(self, name: str) -> Voice:
        document = self._reports.documents.get(name)
        told = (document.publisher or document.author or document.title) if document else None
        if told and told.strip():
            return self._reports.register.publisher(told)
        return Voice(f"document:{name}", f"{name} (no publisher known)")
