"""Why something of the web was not brought in: raised where it shows, a Problem at the edge."""

from onrecord.model import Problem, Severity


class Missed(Exception):
    """
    A page, a list or a part did not come.

    Attributes:
        code: The problem's code.
        message: One sentence a recorder understands.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def at(self, where: str) -> Problem:
        """Return the same as a Problem with its place."""
        return Problem(code=self.code, message=self.message, where=where, severity=Severity.ERROR)
