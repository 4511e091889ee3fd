"""Files of named victims → entries; one issue of a list against the one before."""
