"""Accounts as they are kept: in a database of their own, beside the record's evidence."""

from onrecord.store.accounts.book import AccountBook, Challenge, Passkey, Session
from onrecord.store.accounts.moving import copy_accounts
from onrecord.store.accounts.opening import DATABASE, open_book
from onrecord.store.accounts.proving import AccountsProven, prove

__all__ = [
    "DATABASE",
    "AccountBook",
    "AccountsProven",
    "Challenge",
    "Passkey",
    "Session",
    "copy_accounts",
    "open_book",
    "prove",
]
