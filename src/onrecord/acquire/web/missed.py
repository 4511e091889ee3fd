"""Why something of the web was not brought in: raised where it shows, a Problem at the edge."""

from onrecord.model import Problem, Severity


class Missed(Exception):
    """
    A page, a list or a part did not come.

    Attributes:
        code: The problem's code.
        message: One sentence a recorder understands.
        rest: Seconds for which a server asked to be left alone; None if it did not.
    """

    def __init__(self, code: str, message: str, rest: float | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.rest = rest

    def at(self, where: str) -> Problem:
        """Return the same as a Problem with its place."""
        return Problem(code=self.code, message=self.message, where=where, severity=Severity.ERROR)
