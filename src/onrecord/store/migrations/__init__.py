"""How the tables came to be: one small step a file, in `versions`."""
