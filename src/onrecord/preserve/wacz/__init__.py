"""WACZ: web captures in one file that others can open, written here and verified strictly."""

from onrecord.preserve.wacz.verifying import Level, Verified, verified
from onrecord.preserve.wacz.writing import Page, Written, write

__all__ = ["Level", "Page", "Verified", "Written", "verified", "write"]
