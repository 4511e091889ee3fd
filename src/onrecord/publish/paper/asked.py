"""What a report is asked for, and which incidents of a record that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.model import OnRecordError
from onrecord.model.public import Public, PublicIncident

MOST = 500  # incidents in one report: nobody reads more, and a table is the better file


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    What to report on, and how.

    Attributes:
        incident: The id of the one incident; None for a period or the whole record.
        first, last: The period's days; None where it is open.
        rulebook: Whose figure stands first; "" for what the origins say, by none.
        language: `en` or `ar`.
    """

    incident: str | None = None
    first: date | None = None
    last: date | None = None
    rulebook: str = ""
    language: str = "en"

    @property
    def is_period(self) -> bool:
        """Whether a day bounds it."""
        return self.first is not None or self.last is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """
    The incidents of a report.

    Attributes:
        incidents: In order of time.
        perhaps: Ids of those of which the days reach beyond the period: they may be of it.
        undated: How many incidents have no day known, and so are of no period.
    """

    incidents: tuple[PublicIncident, ...]
    perhaps: frozenset[str] = frozenset()
    undated: int = 0


def chosen(public: Public, asked: Asked) -> Chosen:
    """
    Return the incidents that are asked for, going through the record once.

    An incident is of a period if one of the days on which it may have happened is; where not
    all of them are, it is told apart, for nobody knows that it is. An incident of which no
    day is known is of no period: it is counted, and nothing is guessed.

    Raises:
        OnRecordError: There is none, or there are more than a report holds.
    """
    undated = 0
    found: list[PublicIncident] = []
    for one in public.incidents:
        if asked.is_period and one.when is None:
            undated += 1
        elif _is_asked(one, asked):
            found.append(one)
            if len(found) > MOST:
                raise OnRecordError(
                    f"that is more than {MOST} incidents, the most that a report holds: "
                    "ask for a shorter period, or `onrecord export` writes tables of any size"
                )
    if not found:
        raise OnRecordError(_nothing(public, asked, undated))
    perhaps = frozenset(one.id for one in found if asked.is_period and not _is_within(one, asked))
    return Chosen(incidents=tuple(found), perhaps=perhaps, undated=undated)


def meant(typed: str, public: Public) -> str:
    """
    Return the id of the public incident that a person typed, whole or its beginning.

    An id that an incident had once leads to the one that holds its claims now.

    Raises:
        OnRecordError: None or several fit.
    """
    found = _fitting(typed, (one.id for one in public.incidents))
    if not found:
        later = dict(public.retired)
        gone = _fitting(typed, later)
        found = list(dict.fromkeys(i for one in gone for i in later[one]))
    if len(found) == 1:
        return found[0]
    if not found:
        raise OnRecordError(
            f"no incident that may be published is called {typed}; one of which nobody "
            "decided yet is let through by --proposals"
        )
    raise OnRecordError(f"{typed} may mean {', '.join(found[:5])}: type more of it")


def _fitting(typed: str, ids: Iterable[str]) -> list[str]:
    fit = [one for one in ids if one.startswith(typed) or one.partition("_")[2].startswith(typed)]
    return [typed] if typed in fit else fit


def _is_asked(one: PublicIncident, asked: Asked) -> bool:
    if asked.incident is not None:
        return one.id == asked.incident
    if not asked.is_period or one.when is None:
        return True
    starts_late = one.when.earliest and asked.last and one.when.earliest > asked.last
    ends_early = one.when.latest and asked.first and one.when.latest < asked.first
    return not (starts_late or ends_early)


def _is_within(one: PublicIncident, asked: Asked) -> bool:
    if one.when is None:
        return False
    begins = asked.first is None or bool(one.when.earliest and one.when.earliest >= asked.first)
    ends = asked.last is None or bool(one.when.latest and one.when.latest <= asked.last)
    return begins and ends


def _nothing(public: Public, asked: Asked, undated: int) -> str:
    where = f" from {asked.first}" if asked.first else ""
    where += f" to {asked.last}" if asked.last else ""
    line = f"{public.name} holds no incident{where} that may be published"
    if undated:
        line += f"; of {undated:,} no day is known"
    if public.method.held_back:
        line += f"; {public.method.held_back:,} are held back (--proposals)"
    return line
