"""
What strangers made is taken apart in a process of its own.

Pages, PDFs, mails and archives come from anybody. A parser that hangs, eats memory or crashes
on one of them takes its own process with it and not the program; it opens no connection
and starts no program.
"""

from onrecord.kit.apart.asking import SECONDS, Answer, TooHard, asked, stop

__all__ = ["SECONDS", "Answer", "TooHard", "asked", "stop"]
