"""Names of places that the gazetteer lacks, in Arabic: the word after "village" or "quarter"."""

from onrecord.model import Named
from onrecord.resolve.context import context
from onrecord.resolve.placing import Scene, neighbour

_NOUNS = frozenset("قرية بلدة مدينة حي مخيم قريتي بلدتي".split())
# First words of names of two words: "Kafr …", "Tell …", "Deir …".
_FIRST = frozenset(
    "دير كفر خان تل تلة جسر بيت عين رأس أم أبو جبل وادي باب بني دار برج قلعة مزرعة السيدة الشيخ"
    " معرة حي شيخ عرب ضهر خربة منبج سراقب".split()
)


def arabic_place(scene: Scene, at: int) -> Named | None:
    """Return the name that a place noun leads to; None if no such noun stands before."""
    word = scene.words[at]
    before = neighbour(scene.content, scene.words, at, -1)
    if before is None or before.low.removeprefix("و").removeprefix("ب") not in _NOUNS:
        return None
    if word.low in context().not_names | context().preposition or len(word.low) < _SHORTEST:
        return None
    last = word
    after = neighbour(scene.content, scene.words, at, 1)
    if word.low in _FIRST and after and after.low not in _LITTLE:
        last = after
    name = scene.content[word.start : last.end]
    return Named(start=word.start, end=last.end, kind="place", name=name)


_SHORTEST = 3
_LITTLE = frozenset("في من على إلى عن".split())
