"""
Lists of named victims → `MatchGroup`s: one person once.

`tables` turns a file into entries, `names` takes names in Latin and Arabic letters apart,
`linking` finds which rows of several lists are one person.
"""
