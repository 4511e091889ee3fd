"""
Who is on which lists → how many there are in all, or why that cannot be said.

Written from the papers; each module names its own.
"""
