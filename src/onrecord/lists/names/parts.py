"""What a name is made of."""

from dataclasses import dataclass

from onrecord.kit.folding import fold


@dataclass(frozen=True, slots=True)
class Part:
    """
    One part of a name: "Abd al-Rahman" is one.

    Attributes:
        written: As it stands.
        folded: In its own script, without marks, case, article and what spellers leave out.
        skeleton: Its consonants in classes that Latin and Arabic letters share: two
            spellings of one name most often have one skeleton. Never shown.
    """

    written: str
    folded: str
    skeleton: str


@dataclass(frozen=True, slots=True)
class NameParts:
    """
    A name taken apart, in the order given, father, grandfather …, family.

    Attributes:
        given: None if the list does not know it ("unknown", "daughter of").
        fathers: Father, grandfather and so on, as far as they are told.
        family: The last part; None for a name of one part.
    """

    given: Part | None
    fathers: tuple[Part, ...] = ()
    family: Part | None = None


def parts(name: str) -> NameParts:
    """Return the parts of a whole name."""
    made = [Part(word, fold(word), fold(word)) for word in name.split()]
    if not made:
        return NameParts(None)
    return NameParts(made[0], tuple(made[1:-1]), made[-1] if len(made) > 1 else None)
