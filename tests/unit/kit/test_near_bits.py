"""Numbers that differ in few bits are found, and none that differ in more."""

import random

import pytest

from onrecord.kit.near_bits import BITS, SURE, NearBits


def turned(number, bits, dice):
    for bit in dice.sample(range(BITS), bits):
        number ^= 1 << bit
    return number


@pytest.mark.parametrize("bits", [0, 1, 16, SURE - 1, SURE])
def test_every_number_within_the_sure_distance_is_found(bits):
    dice = random.Random(bits)  # noqa: S311 - the same bits at every run
    held = NearBits()
    for name in range(300):
        held.add(dice.getrandbits(BITS), str(name))
    for name in range(60):
        number = dice.getrandbits(BITS)
        held.add(number, f"own {name}")
        assert (bits, f"own {name}") in held.near(turned(number, bits, dice), SURE)


def test_of_numbers_farther_off_most_are_found():
    dice = random.Random(1)  # noqa: S311 - the same bits at every run
    found = 0
    for _ in range(400):
        number, held = dice.getrandbits(BITS), NearBits()
        held.add(number, "x")
        found += bool(list(held.near(turned(number, 48, dice), 48)))
    assert found > 0.92 * 400


def test_nothing_farther_than_asked_is_told():
    dice = random.Random(2)  # noqa: S311 - the same bits at every run
    number, held = dice.getrandbits(BITS), NearBits()
    held.add(number, "x")
    assert list(held.near(turned(number, 12, dice), 11)) == []
