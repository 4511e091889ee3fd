"""
Short reports that nobody wrote, as many as wanted: to measure with, never to learn from.

They repeat one another as reporting does: some happenings are told once and some twenty
times, half of the tellings are wire copy, whole or with small edits, and tolls rise from one
telling to the next. All is a function of the seed and of a report's number: the thousandth
report is the same whether it is made first or after a million others.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_BLOCK = 40  # reports in which the same happenings are told
# In which share of a block's reports each of its happenings is told.
_SHARES = (20, 8, 4, 3, 2, 1, 1, 1)
_FIRST = date(2023, 1, 2)

_PLACES = (
    "Latakia Baniyas Jableh Tartus Homs Hama Idlib Aleppo Daraa Sanaa Taiz Marib Hodeidah Aden "
    "Kharkiv Odesa Kherson Khartoum Omdurman Nyala Goma Bunia Mogadishu Kandahar Kunduz Mosul"
).split()
_SPOTS = (
    "a market", "a bus station", "a bakery", "a school", "a clinic", "a block of flats",
    "a farm road", "a fuel depot", "a queue for water", "a wedding hall",
)  # fmt: skip
_MEANS = (
    ("an air strike", "The air strike"), ("shelling", "The shelling"),
    ("a drone strike", "The drone strike"), ("a car bomb", "The blast"),
    ("gunfire", "The shooting"), ("a roadside bomb", "The explosion"),
)  # fmt: skip
_WHO = (
    "the health ministry", "a hospital director", "the civil defence", "a local council",
    "two residents", "the Red Crescent", "a monitoring group", "the police",
)  # fmt: skip
_OUTLETS = (
    "Coast Courier", "Valley Herald", "Harbour Wire", "Northern Post", "The Evening Ledger",
    "River Times",
)  # fmt: skip
_ASIDE = (
    "Power was out in most of the town until the evening.",
    "Shops on the main street stayed closed on the following day.",
    "Roads to the hospital were blocked by rubble for several hours.",
    "Nobody has said that they did it.",
    "Schools in the district will not open before Sunday.",
    "A witness spoke of a long line of cars leaving town.",
)
_EDITS = (
    ("said", "reported"), ("were killed", "died"), ("were wounded", "were injured"),
    ("on the following day", "the next day"), ("most of the town", "much of the town"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """
    A report that nobody wrote.

    Attributes:
        name: A file's name.
        text: Its words.
        publisher: Who is said to have published it.
        published: The day.
    """

    name: str
    text: str
    publisher: str
    published: date


@dataclass(frozen=True, slots=True)
class _Happening:
    place: str
    spot: str
    means: tuple[str, str]
    day: date
    killed: int
    wounded: int
    who: str


def reports(count: int, *, seed: int = 0, first: int = 0) -> Iterator[MadeUp]:
    """
    Return made-up reports, one after another.

    Args:
        count: How many.
        seed: Another seed gives another world.
        first: The number of the first of them.

    >>> [one.name for one in reports(2)]
    ['000/0000000.txt', '000/0000001.txt']
    >>> next(reports(1, first=700)) == list(reports(701))[-1]
    True
    """
    for number in range(first, first + count):
        yield _report(seed, number)


def _report(seed: int, number: int) -> MadeUp:
    dice = random.Random(f"{seed} report {number}")  # noqa: S311 - made-up words, no secrets
    block, within = divmod(number, _BLOCK)
    which = dice.choices(range(len(_SHARES)), _SHARES)[0]
    told = _happening(seed, block, which)
    stage = within * 4 // _BLOCK  # tolls rise while a happening is told
    way = dice.random()
    if way < 0.25:
        text = _wire(seed, block, which, told, stage)
    elif way < 0.5:
        text = _edited(_wire(seed, block, which, told, stage), dice)
    else:
        text = _own(told, stage, dice)
    return MadeUp(
        name=f"{number // 1000:03}/{number:07}.txt",
        text=text,
        publisher=dice.choice(_OUTLETS),
        published=told.day + timedelta(days=1 + stage // 2),
    )


def _happening(seed: int, block: int, which: int) -> _Happening:
    dice = random.Random(f"{seed} happening {block} {which}")  # noqa: S311 - as above
    return _Happening(
        dice.choice(_PLACES),
        dice.choice(_SPOTS),
        dice.choice(_MEANS),
        _FIRST + timedelta(days=block % 900),
        min(2 + int(dice.paretovariate(1.1) * 2), 300),
        min(3 + int(dice.paretovariate(1.0) * 3), 900),
        dice.choice(_WHO),
    )


def _wire(seed: int, block: int, which: int, told: _Happening, stage: int) -> str:
    return _own(told, stage, random.Random(f"{seed} wire {block} {which} {stage}"))  # noqa: S311


def _own(told: _Happening, stage: int, dice: random.Random) -> str:
    killed, wounded = told.killed + stage * (1 + told.killed // 6), told.wounded + stage * 2
    day = f"{told.day:%A} {told.day.day} {told.day:%B %Y}"
    hedge = dice.choice(("At least ", "", "", "More than "))
    lede = (
        f"{told.place}: {hedge}{killed} people were killed and {wounded} were wounded "
        f"when {told.means[0]} hit {told.spot} in {told.place} on {day}, {told.who} said."
    )
    more = [
        f"{told.means[1]} came at about {dice.randint(5, 11)} in the morning.",
        f"{max(2, killed // 3)} of the dead were children, {dice.choice(_WHO)} said.",
        *dice.sample(_ASIDE, 2),
    ]
    if stage:
        before = killed - 1 - told.killed // 6
        more.insert(0, f"The number of dead was earlier given as {before}.")
    dice.shuffle(more)
    return "\n\n".join([lede, " ".join(more[:3]), " ".join(more[3:])]).strip() + "\n"


def _edited(text: str, dice: random.Random) -> str:
    """Return wire copy as another desk prints it: a word changed, a sentence cut."""
    old, new = dice.choice(_EDITS)
    text = text.replace(old, new, 1)
    if dice.random() < 0.5:
        text = text.rstrip().rpartition(". ")[0] + ".\n"
    return text if dice.random() < 0.7 else f"(Harbour Wire) {text}"
