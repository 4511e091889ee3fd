"""The trained tagger for English: its network, words and card lie beside this file."""

VERSION = "2"
