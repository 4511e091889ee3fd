"""Roles, and what stands in the log of accounts, in the language of whoever looks."""

from onrecord.model import AccountRole, AuditEvent, OnRecordError, Refused
from onrecord.web.words import _
from onrecord.workflow.accounts import SHORTEST_PASSWORD


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
    own = {
        "accepted": _("took up the invitation"),
        "password-changed": _("changed the password"),
        "passkey-added": _("added a passkey"),
        "passkey-removed": _("took a passkey out"),
        "signed-out-everywhere": _("signed out everywhere"),
    }
    told = {
        "signed-in": _("signed in"),
        "signed-out": _("signed out"),
        "signed-out-everywhere": _("ended all sessions of"),
        "refused": _("was not let in as"),
        "forbidden": _("was refused, for want of the role"),
        "asked": _("asked for"),
        "invited": _("invited"),
        "role-given": _("gave a role to"),
        "closed": _("closed the account of"),
        "known-as": _("said how the organisation’s provider knows"),
        "provider-fixed": _("the organisation’s provider knows from now on"),
    }
    found = own.get(event.did) if event.about in {"", event.by} else None
    return found or told.get(event.did) or own.get(event.did) or event.did


def details(event: AuditEvent) -> str:
    """Return what else a line of the log tells: which role, by what somebody was let in."""
    ways = {
        "password": _("by password"),
        "passkey": _("by passkey"),
        "invitation": _("by invitation"),
        "provider": _("by the organisation’s provider"),
    }
    roles = {one.value: role(one) for one in AccountRole}
    known = {"how": ways, "role": roles}
    found = (known.get(name, {}).get(value, f"{name} {value}") for name, value in event.details)
    return _(", ").join(found)


def line(fault: OnRecordError) -> str:
    """Return why somebody was not let in or a password not taken; as it came if without words."""
    told = str(fault)
    if isinstance(fault, Refused) and fault.wait:
        return _("Too many tries. Try again in %(n)s seconds.") % {"n": fault.wait}
    if told == f"a password needs {SHORTEST_PASSWORD} signs or more":
        return _("A password needs at least %(n)s characters.") % {"n": SHORTEST_PASSWORD}
    return {
        "this is one of the passwords that are tried first": _(
            "This is one of the passwords that are tried first. Take another."
        ),
        "this is hardly more than the name": _("This is hardly more than the name. Take another."),
        "this invitation does not hold, or no longer; ask for another": _(
            "This invitation does not hold, or no longer. Ask for another."
        ),
        "that is not the password that holds now": _("That is not the password that holds now."),
        "you could not sign in any more: set a password first": _(
            "You could not sign in any more. Set a password first."
        ),
        "that passkey does not open an account here": _(
            "That passkey does not open an account here."
        ),
        "that took too long, or was answered before; try again": _(
            "That took too long, or was answered before. Try again."
        ),
        "the provider did not let you in": _("Your organisation’s provider did not let you in."),
        "the provider knows you; this desk does not: ask an admin": _(
            "The provider knows you, but this desk does not. Ask an admin."
        ),
    }.get(told, told)
