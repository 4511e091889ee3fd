"""Accounts as they are kept: in a database of their own, beside the record's evidence."""

from onrecord.store.accounts.book import AccountBook, Challenge, Passkey, Session
from onrecord.store.accounts.opening import DATABASE, open_book
from onrecord.store.accounts.proving import AccountsProven, prove

__all__ = [
    "DATABASE",
    "AccountBook",
    "AccountsProven",
    "Challenge",
    "Passkey",
    "Session",
    "open_book",
    "prove",
]
