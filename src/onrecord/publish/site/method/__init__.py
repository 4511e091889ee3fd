"""
The page on the method, written from the record's own settings and numbers.

Its order is that of Every Casualty, *Standards for Casualty Recording* (2016): sources,
collection, evaluation, corroboration, quality control; definitions; what is counted and what
is not; changes of method.
"""

from onrecord.publish.site.method.naming import rule_anchor
from onrecord.publish.site.method.pages import pages

__all__ = ["pages", "rule_anchor"]
