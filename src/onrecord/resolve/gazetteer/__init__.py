"""Towns and villages of the world, from GeoNames, in one file that loads in a blink."""

from onrecord.resolve.gazetteer.index import Division, Index, Town, write

__all__ = ["Division", "Index", "Town", "write"]
