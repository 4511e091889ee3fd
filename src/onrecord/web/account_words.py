"""Roles, and what stands in the log of accounts, in the language of whoever looks."""

from onrecord.model import AccountRole, AuditEvent
from onrecord.web.words import _


def role(code: AccountRole) -> str:
    """Return what somebody with a role is called."""
    return {
        AccountRole.VIEWER: _("viewer"),
        AccountRole.CODER: _("coder"),
        AccountRole.REVIEWER: _("reviewer"),
        AccountRole.EDITOR: _("editor"),
        AccountRole.ADMIN: _("admin"),
    }[code]


def does(code: AccountRole) -> str:
    """Return what somebody with a role does; each may do what the one before it may."""
    return {
        AccountRole.VIEWER: _("reads, without testimony that may not be shared"),
        AccountRole.CODER: _("says what stands in a report: accepts, rejects, corrects, adds"),
        AccountRole.REVIEWER: _(
            "decides about incidents, names and persons, and where coders differ; "
            "reads testimony too"
        ),
        AccountRole.EDITOR: _("brings reports and lists in, takes exports out, signs off"),
        AccountRole.ADMIN: _("says who has an account, and changes the settings"),
    }[code]


def did(event: AuditEvent) -> str:
    """Return what somebody did; what has no words yet is called as the log has it."""
    told = {
        "signed-in": _("signed in"),
        "signed-out": _("signed out"),
        "signed-out-everywhere": _("ended all sessions of"),
        "refused": _("was refused at signing in"),
        "forbidden": _("was refused, for want of the role"),
        "asked": _("asked for"),
        "invited": _("invited"),
        "accepted": _("took up the invitation of"),
        "role-given": _("gave a role to"),
        "closed": _("closed the account of"),
        "password-changed": _("changed the password of"),
        "passkey-added": _("added a passkey to"),
        "passkey-removed": _("took a passkey from"),
        "session-ended": _("ended a session of"),
    }
    return told.get(event.did, event.did)
