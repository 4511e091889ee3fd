"""One name for each voice: aliases, short forms and publishers brought together."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.kit.folding import fold
from onrecord.kit.ids import content_id
from onrecord.model import Actor, Claim, Mention
from onrecord.reconcile.agencies import agency
from onrecord.reconcile.voices import names_of, short_forms

# "The newspaper El Faro", "the daily El Faro", "El Faro newspaper": what is told of a name.
_PAPER = (
    "(?:news)?paper|daily|weekly|magazine|website|news site|portal|broadcaster|"
    "radio station|station|television channel|channel|outlet|news agency|agency"
)
_GROUP = (
    "NGO|charity|non-profit|think tank|blog|watchdog|"
    "(?:rights|aid|relief|advocacy|campaign|monitoring|activist|civil society) "
    "(?:group|organi[sz]ation)"
)
# Where it was published: "Paz (blog)", "Red Cross on Twitter", "the Red Cross's Telegram channel".
_SHEET = "blog|weekly|daily|website|bulletin|newsletter|translated[^()]*|in translation"
_NETWORK = "Twitter|X|Facebook|Telegram|Instagram|WhatsApp|YouTube|Weibo"
_KIND_OF_PAPER = re.compile(
    rf"^(?:the |a )?(?:\w+ )?(?:{_PAPER}) (?=[A-Z])|^(?:the |an? )?(?:\w+ )?(?:{_GROUP}) (?=[A-Z])"
    rf"|(?<=\w) (?:newspaper|daily|website|magazine|blog)$"
    rf"|\s+\((?:{_SHEET})\)$|\s+on (?:{_NETWORK})$"
    rf"|(?:['’]s)? (?:{_NETWORK}) (?:account|channel|page|feed|post)$"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """
    Who says something, under one key however it is written.

    Attributes:
        key: What the origin's id is made from.
        name: The name to show.
        actor_id: The actor that speaks; None where it is no known one.
    """

    key: str
    name: str
    actor_id: str | None = None


def nobody(_name: str) -> Actor | None:
    """Know no actor by name."""
    return None


def origin_id(key: str) -> str:
    """Return the id of the origin that a voice's key makes; an imported one stays as it came."""
    return key.removeprefix("told:") if key.startswith("told:") else content_id("org", key)


class Register:
    """
    The voices that some claims name.

    A short form stands for the long name with those capitals where one document uses
    both, as readers of it understand.
    """

    def __init__(
        self,
        claims: Sequence[Claim],
        actor: Callable[[str], Actor | None],
        named: Callable[[str], Actor | None] = nobody,
    ) -> None:
        """Note the names in use; `named` gives an actor by a name that no claim mentions."""
        self._actor = actor
        self._named = named
        self._publishers: dict[str, Voice] = {}
        self._ids: dict[str, str] = {}
        self._long: dict[str, str] = {}
        # Thousands of claims of one document name the same few sources: each is looked at once.
        told = {
            (claim.document, source.name, source.best or ""): source
            for claim in claims
            for source in claim.sources
        }
        mentions = [(key[0], told[key]) for key in sorted(told)]
        for _, source in mentions:
            self._note_known(source)
        self._note_short_forms(mentions)

    def _note_known(self, source: Mention) -> None:
        if source.best is None:
            return
        known = self._actor(source.best)
        names = (source.name, *((known.name, *known.aliases) if known else ()))
        for name in names:
            self._ids.setdefault(fold(name), source.best)

    def _note_short_forms(self, mentions: Sequence[tuple[str, Mention]]) -> None:
        used: dict[str, set[str]] = defaultdict(set)
        for document, source in mentions:
            used[document] |= names_of(source)
        for document, source in mentions:
            long = fold(source.name)
            for short in (short_forms(source) | names_of(source)) & used[document] - {long}:
                self._long.setdefault(short, self._plain(source))

    @staticmethod
    def _plain(source: Mention) -> str:
        return max(names_of(source), key=len)

    def voice(self, mention: Mention) -> Voice:
        """Return whose voice a mention is."""
        names = sorted(names_of(mention), key=len, reverse=True)
        found = mention.best or next((self._ids[name] for name in names if name in self._ids), None)
        if found is None:
            full = self._long.get(names[0], names[0])
            found = self._ids.get(full)
        wire = agency(mention.name) if found is None else None
        if wire and wire.best and self._actor(wire.best):  # a list may name an unknown actor
            found = wire.best
        if found is None:
            told = self._long.get(names[0], names[0]) if wire is None else fold(wire.name)
            told = fold(_KIND_OF_PAPER.sub("", mention.name)) if told == names[0] else told
            return Voice(f"name:{told}", mention.name.strip() if wire is None else wire.name)
        known = self._actor(found)
        return Voice(found, known.name if known else mention.name.strip(), found)

    def publisher(self, name: str) -> Voice:
        """Return the voice of a publisher or author, by name; also that of a decided origin."""
        if name not in self._publishers:
            voice = self.voice(Mention(name=name))
            known = self._named(name) if voice.actor_id is None else None
            self._publishers[name] = Voice(known.id, known.name, known.id) if known else voice
        return self._publishers[name]
