"""What roles may do, and what nobody may."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import MAY, Account, AccountRole, Permission
from onrecord.workflow import permissions

NOW = datetime(2025, 3, 12, tzinfo=UTC)
ROLES = list(AccountRole)
roles = st.sampled_from(ROLES)
needs = st.sampled_from(Permission)


def account(role, closed=None):
    return Account(id="acc_1", name="Amal", role=role, since=NOW, closed=closed)


@given(roles, roles, needs)
def test_each_role_may_do_what_the_one_before_it_may(one, other, needed):
    low, high = sorted((one, other), key=ROLES.index)
    if permissions.may(account(low), needed):
        assert permissions.may(account(high), needed)


@given(needs)
def test_an_admin_may_do_everything(needed):
    assert permissions.may(account(AccountRole.ADMIN), needed)


@given(roles)
def test_roles_are_not_the_same_as_one_another(role):
    others = [MAY[one] for one in ROLES if one is not role]
    assert MAY[role] not in others


@given(roles, needs)
def test_a_closed_account_may_do_what_nobody_may(role, needed):
    closed = account(role, closed=NOW)
    assert permissions.may(closed, needed) == permissions.may(None, needed)


@given(needs)
def test_nobody_may_only_what_is_open(needed):
    assert permissions.may(None, needed) == (needed is Permission.OPEN)


@given(roles, st.text(), st.text())
def test_what_the_table_does_not_know_is_refused_to_everybody(role, method, path):
    if (method, path) not in permissions.ROUTES and method != "HEAD":
        assert not permissions.may(account(role), permissions.of_route(method, path))


@given(roles, st.sampled_from(list(permissions.ROUTES)))
def test_a_page_is_to_be_had_by_whoever_may_what_it_needs(role, route):
    needed = permissions.of_route(*route)
    assert permissions.may(account(role), needed) == (needed in MAY[role])
