"""
The review desk in the browser: one module a screen, over a record held open.

A screen is one module with a `router` for its pages and, if programs can do the same, an
`api` for `/api/…`; each is one line in `web/app.py`. It is given the record as it is
(`Now`), the desk to decide at (`Held`) and who decides (`Decider`) by `web/desk_of.py`,
and answers with `pages.page(request, "screen.html.j2", …)`. Its template extends
`base.html.j2` and takes what several screens show from `parts.html.j2`:

    router = APIRouter()

    @router.get("/checks")
    def checks(request: Request, now: Now, page: int = 1) -> Response:
        return pages.page(request, "checks.html.j2", told=desk.checks.listed(now, page))

    @router.post("/checks/settle")
    def settle(
        desk: Held, by: Decider, problem: Annotated[str, Form()], why: Annotated[str, Form()]
    ) -> Response:
        desk.decide(workflow.settle(problem), by=by, why=why)
        return RedirectResponse("/checks", 303)

Errors are raised, never answered: an `OnRecordError` (with `faults.NotThere` for an id that
is not in the record, and `Overtaken` for what somebody else decided meanwhile) becomes one
line with the right status, as a page, a piece of one, or JSON.
"""

from onrecord.web.app import app
from onrecord.web.serving import serve

__all__ = ["app", "serve"]
