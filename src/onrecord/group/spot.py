"""Where a claim's finest place lies, and what lies around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.kit.folding import fold
from onrecord.kit.spelling import ARTICLES, skeleton
from onrecord.model import Mention, Place, PlaceKind

FINENESS = {kind: rank for rank, kind in enumerate(PlaceKind)}  # a site is 0, a country 5
_KINDS = frozenset(
    "village town city district subdistrict lga local government area areas governorate province "
    "state region department county countryside municipality oblast quarter neighbourhood "
    "neighborhood commune locality wilaya cercle woreda zone outskirts near rural".split()
)
_STRETCHES = frozenset(
    "north south east west northern southern eastern western central northwest northeast southwest "
    "southeast northwestern northeastern southwestern southeastern coast coastal border valley "
    "desert mountains region regions countryside rural plains basin strip enclave axis".split()
)
_LOCAL = frozenset({PlaceKind.SITE, PlaceKind.TOWN, PlaceKind.DISTRICT, None})
_A_GUESS = 0.3  # below this the gazetteer's answer has nothing of the text behind it
_WEAK, _SURE = 0.4, 0.6  # of one claim's places: the former is hardly known, the latter surely
_DEEPEST = 12  # containers followed upwards: no gazetteer nests deeper, a circle would
_OF_THE_DOCUMENT = "the document's"  # how a slot that nothing nearer fills says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """
    Where a claim's finest place lies.

    Attributes:
        name: Its name, folded.
        shown: Its name as written.
        best: The id of what it most likely is; None if nothing known fits.
        may_be: All the ids that it may be.
        kind: None if unresolved.
        around: Ids and folded names of what contains it.
        province, country: Ids of the first-order division and the country around it or
            itself; None if not known.
        is_supposed: Whether it is only the place that the document is mostly about: too
            little to keep two claims apart.
        sound: The consonants of its bare name, as any transliteration leaves them; empty
            where too few are left to know a name by.
        around_sounds: Likewise of what contains it.
        is_mapped: Whether it is surely a place on the map: not one known by its name alone,
            nor one of the name picked where nothing in the text speaks for it.
        home: The id of the town that it surely lies in, where it is known by name only.
        words: Those of its own name, bare of nouns that say what it is, and of articles.
        words_around: Likewise of what contains it.
    """

    name: str
    shown: str
    best: str | None
    may_be: frozenset[str]
    kind: PlaceKind | None
    around: frozenset[str]
    province: str | None
    country: str | None
    is_supposed: bool = False
    sound: str = ""
    around_sounds: frozenset[str] = frozenset()
    is_mapped: bool = False
    home: str | None = None
    words: frozenset[str] = frozenset()
    words_around: frozenset[str] = frozenset()

    @property
    def is_local(self) -> bool:
        """Whether it is told for itself, and no wider than a district as far as is known."""
        return self.kind in _LOCAL and not self.is_supposed

    @property
    def known_by(self) -> tuple[str, ...]:
        """What finds it again in other reports, where it is local: its id, its sound, or both."""
        if not self.is_local:
            return ()
        told = (self.best if self.is_mapped else None, f"~{self.sound}" if self.sound else None)
        return tuple(key for key in told if key)

    @property
    def is_region(self) -> bool:
        """Whether it is wider than a district, so that much may happen in it in a day."""
        return self.kind in {PlaceKind.PROVINCE, PlaceKind.AREA, PlaceKind.COUNTRY}


def spot_of(mentions: tuple[Mention, ...], place: Callable[[str], Place | None]) -> Spot | None:
    """Return where the finest of some places lies; None if there is none."""
    if not mentions:
        return None
    finest = _finest(mentions, place)
    others = [mention for mention in mentions if mention is not finest]
    chain = [] if _is_outweighed(finest, others, place) else _chain(finest.best, place)
    around = {item.id for item in chain[1:]} | {fold(item.name) for item in chain[1:]}
    for mention in others:
        if not _is_coarser(mention, chain[0] if chain else None, place):
            continue
        around.add(fold(mention.name))
        around.update(item.id for item in _chain(mention.best, place))
    known = chain or [item for mention in others for item in _chain(mention.best, place)]
    if _is_guessed(finest, others):
        known = []
    country = next((item.country for item in known if item.country), None)
    if country:
        around.add(f"country:{country}")
    around.discard(finest.best or "")
    outer = [item.name for item in chain[1:]] + [mention.name for mention in others]
    return Spot(
        name=fold(finest.name),
        shown=finest.name,
        best=finest.best,
        may_be=frozenset(candidate.id for candidate in finest.candidates),
        kind=_kind(finest, chain),
        around=frozenset(around),
        province=next((item.id for item in known if item.kind is PlaceKind.PROVINCE), None),
        country=country,
        is_supposed=is_supposed(finest),
        sound=sound_of(finest.name),
        around_sounds=frozenset(map(sound_of, outer)) - {"", sound_of(finest.name)},
        is_mapped=bool(known) and finest.best is not None and not finest.best.startswith("within:"),
        home=_home(finest) if known else None,
        words=frozenset(_bare_words(finest.name)),
        words_around=frozenset(word for name in outer for word in _bare_words(name)),
    )


def _kind(finest: Mention, chain: Sequence[Place]) -> PlaceKind | None:
    """Return what kind of place it is; None where of a name only the country is known."""
    in_a_country = bool(finest.best and finest.best.startswith("within:country:"))
    is_stretch = any(word in _STRETCHES for word in fold(finest.name).split())
    return chain[0].kind if chain and (is_stretch or not in_a_country) else None


def _is_guessed(finest: Mention, others: Sequence[Mention]) -> bool:
    """Whether nothing in the text speaks for where a place, or what it lies in, is."""
    return any(is_guess(mention) for mention in (finest, *others))


def _is_outweighed(
    finest: Mention, others: Sequence[Mention], place: Callable[[str], Place | None]
) -> bool:
    """
    Whether a name is hardly known, and told with a town that surely is: then it lies there.

    A quarter of Srinagar may be called like a village far away, which the gazetteer has.
    """
    if not finest.candidates or finest.candidates[0].score > _WEAK:
        return False
    held = {item.id for item in _chain(finest.best, place)}
    return any(
        other.candidates[0].score >= _SURE and _is_town(other, place) and other.best not in held
        for other in others
        if other.candidates
    )


def _is_town(mention: Mention, place: Callable[[str], Place | None]) -> bool:
    known = place(mention.best) if mention.best else None
    return known is not None and known.kind is PlaceKind.TOWN


def is_guess(mention: Mention) -> bool:
    """Whether nothing in the text speaks for what the gazetteer answered."""
    return bool(mention.candidates) and mention.candidates[0].score < _A_GUESS


def _home(finest: Mention) -> str | None:
    """Return the town that a place known by name lies in: `within:geo:170063:old market`."""
    best = finest.best or ""
    parent = best.removeprefix("within:").rpartition(":")[0]
    return parent if best.startswith("within:geo:") else None


def sound_of(name: str) -> str:
    """
    Return what spellings of one place's name share, without the nouns that say what it is.

    >>> sound_of("Barwanah") == sound_of("Barwana village"), sound_of("Zurmi LGA")
    (True, 'srm')
    >>> sound_of("Haql checkpoint") == sound_of("al-Haql"), sound_of("the city")
    (True, '')
    """
    bones = skeleton(" ".join(word for word in _words(name) if word not in _KINDS))
    return bones if len(bones) > 1 else ""


def _words(name: str) -> list[str]:
    """The words of a name, folded; those in small letters only where there are no others."""
    capitals = " ".join(word for word in name.replace("-", " ").split() if word[:1].isupper())
    return fold(capitals or name).split()


def _bare_words(name: str) -> list[str]:
    return [word for word in _words(name) if word not in _KINDS and word not in ARTICLES]


def is_supposed(mention: Mention) -> bool:
    """Whether a slot is only filled with what the document is mostly about."""
    return (mention.carried or "").startswith(_OF_THE_DOCUMENT)


def _finest(mentions: tuple[Mention, ...], place: Callable[[str], Place | None]) -> Mention:
    """
    Return the first mention unless a later one is known to be finer.

    A name that a town shares with the province around another of the mentions is the
    province's ("Al Hudaydah: in Zabid"; UCDP GED codes the higher level of one name).
    """
    held = {mention.best: _chain(mention.best, place) for mention in mentions}

    def fineness(mention: Mention) -> int:
        chain = held[mention.best]
        if not chain:
            return 0
        others = [held[other.best] for other in mentions if other is not mention]
        return FINENESS[chain[0].kind] + _is_province_too(mention, chain, others)

    return min(mentions, key=fineness)


def _is_province_too(
    mention: Mention, chain: Sequence[Place], others: Sequence[Sequence[Place]]
) -> bool:
    """Whether a town's name may be that of its province, around a place told beside it."""
    may_be = {candidate.id for candidate in mention.candidates}
    provinces = (item for item in chain[1:] if item.kind is PlaceKind.PROVINCE)
    sound = sound_of(mention.name)
    above = {item.id for item in provinces if sound_of(item.name) == sound} & may_be
    return any(item.id in above for other in others for item in other[1:])


def _is_coarser(
    mention: Mention, finest: Place | None, place: Callable[[str], Place | None]
) -> bool:
    chain = _chain(mention.best, place)
    if not chain or finest is None:
        return True
    return FINENESS[chain[0].kind] > FINENESS[finest.kind]


def _chain(place_id: str | None, place: Callable[[str], Place | None]) -> list[Place]:
    """Return a place and what contains it, outwards."""
    chain: list[Place] = []
    while place_id and len(chain) < _DEEPEST:
        known = place(place_id) or _named_within(place_id)
        if known is None:
            break
        chain.append(known)
        place_id = known.within
    return chain


def _named_within(place_id: str) -> Place | None:
    """Return the place that an id `within:<parent>:<name>` describes by itself."""
    if not place_id.startswith("within:"):
        return None
    parent, _, name = place_id.removeprefix("within:").rpartition(":")
    return Place(
        id=place_id,
        name=name,
        kind=PlaceKind.SITE,
        country=None,
        latitude=None,
        longitude=None,
        within=parent or None,
    )
