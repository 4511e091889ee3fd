"""
The levels of the own engine, said as SQL for Splink.

They choose the pairs that are worth keeping; those that come back are graded by
`onrecord.lists.linking.comparing`. What SQL tells less exactly (a forefather one place further
on is known by his skeleton alone, two places or numbers by being equal) is so told to err on
the side of keeping a pair.
"""

import re
from dataclasses import dataclass
from typing import Any

from onrecord.lists.linking.comparing import CLOSE, OTHER, PART, SAME, SPELLED
from onrecord.lists.linking.weighing import NAMES

LEAST_SHARE = 0.0001
"""Of those who bear a name: a rarer one weighs no more."""

_KIN = "(l.kin_father = r.kin_father or l.kin_grandfather = r.kin_grandfather)"
_NO_GRANDFATHER = "(l.grandfather is null or r.grandfather is null)"

# A forefather who stands one place further on the other list is known again by his skeleton.
_TURNED = (
    "((l.father is null or r.father is null) and l.given_s = r.family_s and l.family_s = r.given_s)"
)
_SHIFTED = {
    "given": _TURNED,
    "father": f"{_NO_GRANDFATHER} and (l.father_s = r.grandfather_s"
    " or r.father_s = l.grandfather_s)",
    "family": f"{_NO_GRANDFATHER} and (l.family_s = r.father_s or l.family_s = r.grandfather_s"
    f" or r.family_s = l.father_s or r.family_s = l.grandfather_s) or {_TURNED}",
}  # fmt: skip

_OF_ROW = re.compile(r"\b([lr])\.(\w+)")  # Splink calls `l.given` in a pair `given_l`

_BOTH_DAYS = "(l.born_day is not null and r.born_day is not null)"
_DAYS_APART = "abs(l.born_day - r.born_day)"
_YEARS_APART = (
    f"(case when {_BOTH_DAYS} then (case when {_DAYS_APART} < 549 then 1 when {_DAYS_APART} < 1281"
    f" then 3 when {_DAYS_APART} < 3660 then 9 else 99 end)"
    " else coalesce(abs(l.age - r.age), abs(l.born_year - r.born_year)) end)"
)
_SLIP_OF_DAY = (
    f"{_BOTH_DAYS} and (cast(l.born_year = r.born_year as int)"
    " + cast(l.born_month = r.born_month as int) + cast(l.born_dom = r.born_dom as int) = 2"
    " or (l.born_year = r.born_year and l.born_month = r.born_dom and l.born_dom = r.born_month))"
)
_GAP = "(greatest(l.harm_earliest, r.harm_earliest) - least(l.harm_latest, r.harm_latest))"
_NO_DAYS = (
    "(l.harm_earliest is null and l.harm_latest is null)"
    f" or (r.harm_earliest is null and r.harm_latest is null) or {_GAP} is null"
)
_EXACT = "l.harm_earliest = l.harm_latest and r.harm_earliest = r.harm_latest"


@dataclass(frozen=True, slots=True)
class LevelRule:
    """
    One level of a field.

    Attributes:
        grade: Its grade, as `onrecord.lists.linking.comparing` has them; None for missing.
        sql: When it holds, of rows `l` and `r`, if none before it does; `else` for the last.
        is_of_kin: Whether it agrees for the reason that families are harmed together: it
            weighs nothing, and nothing is learnt of it.
    """

    grade: int | None
    sql: str
    is_of_kin: bool = False


def rules(field: str) -> tuple[LevelRule, ...]:
    """Return the levels of one of `FIELDS`, missing first."""
    return _RULES[field] if field in _RULES else _name(field)


def _name(field: str) -> tuple[LevelRule, ...]:
    shifted = _SHIFTED.get(field)
    near = (f"near_{level}(l.{field}, r.{field})" for level in ("same", "spelled", "close", "part"))
    same, spelled, close, part = near
    return (
        LevelRule(None, f"l.{field} is null or r.{field} is null"),
        LevelRule(SAME, f"l.{field} = r.{field} or {same}"),
        LevelRule(SPELLED, spelled),
        LevelRule(CLOSE, close),
        LevelRule(PART, f"{part} or ({shifted})" if shifted else part),
        LevelRule(OTHER, "else"),
    )


_RULES = {
    "number": (
        LevelRule(None, "l.national_id is null or r.national_id is null"),
        LevelRule(SAME, "l.national_id = r.national_id"),
        LevelRule(OTHER, "else"),
    ),
    "sex": (
        LevelRule(None, "l.sex is null or r.sex is null"),
        LevelRule(SAME, "l.sex = r.sex"),
        LevelRule(OTHER, "else"),
    ),
    "born": (
        LevelRule(None, f"not {_BOTH_DAYS} and {_YEARS_APART} is null"),
        LevelRule(0, "l.born_day = r.born_day"),
        LevelRule(1, _SLIP_OF_DAY),
        *(
            LevelRule(2 + number, f"{_YEARS_APART} <= {most}")
            for number, most in enumerate((0, 1, 3, 9))
        ),
        LevelRule(6, "else"),
    ),
    "date": (
        LevelRule(None, _NO_DAYS),
        LevelRule(SAME, f"{_KIN} and {_GAP} <= 0 and {_EXACT}", is_of_kin=True),
        LevelRule(PART, f"{_KIN} and {_GAP} <= 0", is_of_kin=True),
        LevelRule(CLOSE, f"{_KIN} and {_GAP} <= 2", is_of_kin=True),
        LevelRule(SAME, f"{_GAP} <= 0 and {_EXACT}"),
        LevelRule(PART, f"{_GAP} <= 0"),
        LevelRule(CLOSE, f"{_GAP} <= 2"),
        LevelRule(OTHER, "else"),
    ),
    "place": (
        LevelRule(None, "l.place is null or r.place is null"),
        LevelRule(SAME, f"{_KIN} and l.place = r.place", is_of_kin=True),
        LevelRule(SAME, "l.place = r.place"),
        LevelRule(OTHER, "else"),
    ),
}


def _fixed(sql: str, m: float, u: float) -> dict[str, Any]:
    return {
        "sql_condition": sql,
        "label_for_charts": sql,
        "m_probability": m,
        "u_probability": u,
        "fix_m_probability": True,
        "fix_u_probability": True,
    }


# Pairs with one number of a state have to come back, whatever else they say.
_NUMBER = {
    "output_column_name": "number",
    "comparison_levels": [
        {
            "sql_condition": "national_id_l is null or national_id_r is null",
            "label_for_charts": "missing",
            "is_null_level": True,
        },
        _fixed("national_id_l = national_id_r", 0.9, 1e-30),
        _fixed("ELSE", 0.1, 0.1),
    ],
}


def comparisons(shares: dict[str, tuple[Any, Any]]) -> list[dict[str, Any]]:
    """
    Return what Splink compares.

    Args:
        shares: For each field that any row tells, shares of its grades among pairs of one
            person (to begin with) and of two (as drawn at random; they stay).
    """
    told = [
        {
            "output_column_name": field,
            "comparison_levels": [_level(field, rule, *shares[field]) for rule in rules(field)],
        }
        for field in shares
        if field != "number"
    ]
    return [*told, _NUMBER]


def _level(field: str, rule: LevelRule, m: Any, u: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "sql_condition": "ELSE" if rule.sql == "else" else _OF_ROW.sub(r"\2_\1", rule.sql),
        "label_for_charts": f"{field} {rule.grade}",
    }
    if rule.grade is None:
        return told | {"is_null_level": True}
    if rule.is_of_kin:
        return told | {
            "m_probability": 0.01, "u_probability": 0.01,
            "fix_m_probability": True, "fix_u_probability": True,
        }  # fmt: skip
    told |= {
        "m_probability": float(m[rule.grade]),
        "u_probability": float(u[rule.grade]),
        "fix_u_probability": True,
    }
    if field in NAMES and rule.grade in {SAME, SPELLED}:
        # What is the same in two spellings is the same skeleton; how many bear it counts.
        told |= {
            "tf_adjustment_column": f"{field}_s",
            "tf_adjustment_weight": 1.0,
            "tf_minimum_u_value": LEAST_SHARE,
            "disable_tf_exact_match_detection": True,
        }
    return told
