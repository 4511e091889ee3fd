"""
Reports that are no plain text and no web page: PDF, Word, mail, workbooks.

Each is taken apart in a process of its own (see `onrecord.kit.apart`); what comes back is words
with what their file says of them, and here they get voices as all other texts do.
"""

from onrecord.read.papers.mail import read_mail
from onrecord.read.papers.pdf import Area, boxes, read_pdf
from onrecord.read.papers.sheet import read_sheet
from onrecord.read.papers.tables import Rows, pdf_rows, sheet_rows
from onrecord.read.papers.word import read_word

__all__ = [
    "Area",
    "Rows",
    "boxes",
    "pdf_rows",
    "read_mail",
    "read_pdf",
    "read_sheet",
    "read_word",
    "sheet_rows",
]
