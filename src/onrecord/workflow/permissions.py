"""
What each page and each command needs of whoever asks: one table, and what is not in it is refused.

`tests/web/test_permissions.py` walks every route and `tests/cli/test_permissions.py` every
command: one that has no line here fails there, and would be refused to everybody.
"""

from collections.abc import Mapping

from onrecord.model import Account, Permission

_OPEN = Permission.OPEN
_OWN = Permission.OWN
_READ = Permission.READ
_PROTECTED = Permission.READ_PROTECTED
_CODE = Permission.CODE
_REVIEW = Permission.REVIEW
_BRING_IN = Permission.BRING_IN
_TAKE_OUT = Permission.TAKE_OUT
_ACCOUNTS = Permission.ACCOUNTS

# By method and the path as the desk has it. What only reads and has no method named is GET;
# HEAD needs what GET needs.
ROUTES: Mapping[tuple[str, str], Permission] = {
    # Without an account: signing in, styles, ending letters by their token.
    ("GET", "/static/{version}/{name:path}"): _OPEN,
    ("GET", "/unsubscribe/{token}"): _OPEN,
    ("POST", "/unsubscribe/{token}"): _OPEN,
    ("POST", "/language"): _OPEN,
    ("POST", "/scheme"): _OPEN,
    ("GET", "/sign-in"): _OPEN,
    ("POST", "/sign-in"): _OPEN,
    ("GET", "/sign-in/passkey"): _OPEN,
    ("POST", "/sign-in/passkey"): _OPEN,
    ("GET", "/sign-in/outside"): _OPEN,
    ("GET", "/sign-in/outside/back"): _OPEN,
    ("GET", "/invitation"): _OPEN,
    ("POST", "/invitation"): _OPEN,
    ("POST", "/invitation/passkey"): _OPEN,
    ("POST", "/invitation/passkey/options"): _OPEN,
    # One's own account.
    ("POST", "/sign-in/on"): _OWN,
    ("POST", "/sign-out"): _OWN,
    ("GET", "/account"): _OWN,
    ("POST", "/account/password"): _OWN,
    ("POST", "/account/passkeys"): _OWN,
    ("POST", "/account/passkeys/options"): _OWN,
    ("POST", "/account/passkeys/remove"): _OWN,
    ("POST", "/account/sign-out-everywhere"): _OWN,
    ("GET", "/person"): _OWN,
    ("POST", "/person"): _OWN,
    ("POST", "/today/seen"): _OWN,
    # Reading.
    ("GET", "/"): _READ,
    ("GET", "/state"): _READ,
    ("GET", "/incidents"): _READ,
    ("GET", "/incidents/{incident_id}"): _READ,
    ("GET", "/incidents/{incident_id}/corroboration"): _READ,
    ("GET", "/incidents/{incident_id}/rulebooks"): _READ,
    ("GET", "/incidents/{incident_id}/history"): _READ,
    ("GET", "/queue"): _READ,
    ("GET", "/queue/like"): _READ,
    ("GET", "/queue/disagreements"): _READ,
    ("GET", "/agreement"): _READ,
    ("GET", "/documents"): _READ,
    ("GET", "/documents/{document_id}"): _READ,
    ("POST", "/documents/fold"): _READ,
    ("GET", "/documents/{document_id}/original"): _READ,
    ("GET", "/documents/{document_id}/difference"): _READ,
    ("GET", "/claims/{claim_id:path}"): _READ,
    ("GET", "/media/{medium_id}"): _READ,
    ("GET", "/media/{medium_id}/picture"): _READ,
    ("GET", "/explore"): _READ,
    ("GET", "/actors"): _READ,
    ("GET", "/actors/{actor_id:path}"): _READ,
    ("GET", "/places"): _READ,
    ("GET", "/places/{place_id:path}"): _READ,
    ("GET", "/sources"): _READ,
    ("GET", "/sources/{origin_id}"): _READ,
    ("GET", "/names"): _READ,
    ("GET", "/names/{kind}/{folded:path}"): _READ,
    ("GET", "/same"): _READ,
    ("GET", "/estimates"): _READ,
    ("GET", "/estimates/{estimate_id}"): _READ,
    ("GET", "/estimates/{estimate_id}/page.html"): _READ,
    ("GET", "/follow"): _READ,
    ("GET", "/follow.atom"): _READ,
    ("GET", "/follow.json"): _READ,
    ("GET", "/checks"): _READ,
    ("POST", "/checks/kept"): _READ,
    ("GET", "/checks/{problem_id}"): _READ,
    ("GET", "/history"): _READ,
    ("GET", "/history/{decision_id}"): _READ,
    ("GET", "/api"): _READ,
    ("GET", "/api/openapi.json"): _READ,
    ("GET", "/api/record"): _READ,
    ("GET", "/api/documents"): _READ,
    ("GET", "/api/documents/{document_id}"): _READ,
    ("GET", "/api/documents/{document_id}/custody"): _READ,
    ("GET", "/api/documents/{document_id}/claims"): _READ,
    ("GET", "/api/claims"): _READ,
    ("GET", "/api/claims/{claim_id}"): _READ,
    ("GET", "/api/incidents"): _READ,
    ("GET", "/api/incidents/{incident_id}"): _READ,
    ("GET", "/api/incidents/{incident_id}/rulings"): _READ,
    ("GET", "/api/incidents/{incident_id}/corroboration"): _READ,
    ("GET", "/api/figures"): _READ,
    ("GET", "/api/origins"): _READ,
    ("GET", "/api/places"): _READ,
    ("GET", "/api/places.geojson"): _READ,
    ("GET", "/api/actors"): _READ,
    ("GET", "/api/problems"): _READ,
    ("GET", "/api/problems/kept"): _READ,
    ("GET", "/api/problems/{problem_id}"): _READ,
    ("GET", "/api/decisions"): _READ,
    ("GET", "/api/decisions/{decision_id}"): _READ,
    ("GET", "/api/log"): _READ,
    ("GET", "/api/state"): _READ,
    ("GET", "/api/lookup"): _READ,
    ("GET", "/api/explore"): _READ,
    ("GET", "/api/search"): _READ,
    ("GET", "/api/queue"): _READ,
    ("GET", "/api/today"): _READ,
    ("GET", "/api/agreement"): _READ,
    # Lists of named persons hold more than reports do.
    ("GET", "/lists"): _PROTECTED,
    ("GET", "/lists/list/{name}"): _PROTECTED,
    ("GET", "/lists/list/{name}/{issue_id}"): _PROTECTED,
    ("GET", "/lists/pairs"): _PROTECTED,
    ("GET", "/lists/people/{person_id}"): _PROTECTED,
    # What stands in a report.
    ("POST", "/decide/accept"): _CODE,
    ("POST", "/decide/unsure"): _CODE,
    ("POST", "/decide/reject"): _CODE,
    ("POST", "/decide/correct"): _CODE,
    ("POST", "/decide/add"): _CODE,
    ("POST", "/decide/note"): _CODE,
    ("POST", "/edit"): _CODE,
    # Their own; of others', and of more than a report, only with REVIEW (web/refusing.py).
    ("POST", "/decide/undo"): _CODE,
    # And for each thing decided what its page needs, `/decide/…`.
    ("POST", "/api/decisions"): _CODE,
    # What claims have in common, and whatever a decision may be about.
    ("GET", "/incidents/{incident_id}/merge"): _REVIEW,
    ("GET", "/incidents/{incident_id}/split"): _REVIEW,
    ("GET", "/incidents/{incident_id}/trace"): _REVIEW,
    ("GET", "/decide/merge/preview"): _REVIEW,
    ("POST", "/decide/split/preview"): _REVIEW,
    ("GET", "/decide/trace/preview"): _REVIEW,
    ("POST", "/decide/merge"): _REVIEW,
    ("POST", "/decide/split"): _REVIEW,
    ("POST", "/decide/trace"): _REVIEW,
    ("POST", "/queue/settle"): _REVIEW,
    ("POST", "/decide/settle"): _REVIEW,
    ("GET", "/places/new"): _REVIEW,
    ("POST", "/decide/name"): _REVIEW,
    ("POST", "/decide/same"): _REVIEW,
    ("POST", "/decide/one-person"): _REVIEW,
    ("POST", "/decide/other-persons"): _REVIEW,
    ("POST", "/decide/take-out"): _REVIEW,
    ("POST", "/api/decisions/preview"): _REVIEW,
    # In, and out.
    ("POST", "/names/import"): _BRING_IN,
    ("POST", "/history/take"): _BRING_IN,
    ("POST", "/api/decisions/take"): _BRING_IN,
    ("GET", "/names.csv"): _TAKE_OUT,
    ("GET", "/history/decisions.jsonl"): _TAKE_OUT,
    ("GET", "/documents/{document_id}/bytes"): _TAKE_OUT,
    ("GET", "/media/{medium_id}/bytes"): _TAKE_OUT,
    ("GET", "/api/claims.jsonl"): _TAKE_OUT,
    ("GET", "/api/decisions.jsonl"): _TAKE_OUT,
    # Who has an account.
    ("GET", "/people"): _ACCOUNTS,
    ("POST", "/people/invite"): _ACCOUNTS,
    ("POST", "/people/invite-again"): _ACCOUNTS,
    ("POST", "/people/role"): _ACCOUNTS,
    ("POST", "/people/close"): _ACCOUNTS,
    ("POST", "/people/sign-out"): _ACCOUNTS,
    ("GET", "/people/log"): _ACCOUNTS,
}

# By the words after `onrecord`. At a terminal whoever can open the files can do everything;
# the line says what an account needs that a command writes under (`signed_by`).
COMMANDS: Mapping[str, Permission] = {
    "accounts add": _ACCOUNTS,
    "accounts close": _ACCOUNTS,
    "accounts invite": _ACCOUNTS,
    "accounts known-as": _ACCOUNTS,
    "accounts list": _ACCOUNTS,
    "accounts log": _ACCOUNTS,
    "accounts role": _ACCOUNTS,
    "accounts sign-out": _ACCOUNTS,
    "add": _BRING_IN,
    "attach": _BRING_IN,
    "backup": Permission.SETTLE,
    "build": _BRING_IN,
    "check": _READ,
    "corroborate": _READ,
    "decide accept": _CODE,
    "decide add": _CODE,
    "decide correct": _CODE,
    "decide list": _READ,
    "decide merge": _REVIEW,
    "decide name": _REVIEW,
    "decide note": _CODE,
    "decide reject": _CODE,
    "decide same": _REVIEW,
    "decide settle": _REVIEW,
    "decide split": _REVIEW,
    "decide trace": _REVIEW,
    "decide undo": _REVIEW,
    "decide unsure": _CODE,
    "encrypt": Permission.SETTLE,
    "evaluate": _OPEN,
    "evidence": _TAKE_OUT,
    "export": _TAKE_OUT,
    "figure": _READ,
    "follow": _BRING_IN,
    "import": _BRING_IN,
    "lists add": _BRING_IN,
    "lists estimate": _TAKE_OUT,
    "lists export": _TAKE_OUT,
    "lists link": _BRING_IN,
    "lists review": _REVIEW,
    "lists show": _PROTECTED,
    "lists simulate": _OPEN,
    "publish": Permission.PUBLISH,
    "read": _OPEN,
    "report": _TAKE_OUT,
    "move": Permission.SETTLE,
    "restore": Permission.SETTLE,
    "seal": Permission.SETTLE,
    "serve": Permission.SETTLE,
    "show": _READ,
    "testimony add": _BRING_IN,
    "testimony list": _PROTECTED,
    "testimony open": _PROTECTED,
    "testimony show": _PROTECTED,
    "testimony withdraw": Permission.SETTLE,
    "verify": _READ,
}


def of_route(method: str, path: str) -> Permission | None:
    """
    Return what a page needs; None where the table does not know it, and nobody may have it.

    Args:
        method: As HTTP has it.
        path: As the desk has it, with names in place of what varies.

    >>> of_route("POST", "/decide/merge"), of_route("HEAD", "/")
    (<Permission.REVIEW: 'review'>, <Permission.READ: 'read'>)
    >>> of_route("DELETE", "/") is None
    True
    """
    return ROUTES.get(("GET" if method == "HEAD" else method, path))


def may(account: Account | None, needed: Permission | None) -> bool:
    """
    Return whether somebody may have what needs a permission.

    >>> may(None, Permission.OPEN), may(None, Permission.READ), may(None, None)
    (True, False, False)
    """
    if needed is None:
        return False
    return needed is Permission.OPEN or (account is not None and account.may(needed))
