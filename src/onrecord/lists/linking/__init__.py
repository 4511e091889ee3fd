"""Entries of several lists → pairs with their evidence → groups of one person each."""
