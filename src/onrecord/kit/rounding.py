"""How far a round number may be off."""


def tolerance(number: int) -> int:
    """
    Return how far an approximate number may be off: half its last unit, at least one.

    >>> [tolerance(n) for n in (779, 40, 45, 1_200, 3_000, 0)]
    [1, 5, 1, 50, 500, 1]
    """
    unit = 1
    while number and number % (unit * 10) == 0:
        unit *= 10
    return max(1, unit // 2)
