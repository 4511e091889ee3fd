"""
Where things stand in a WACZ.

Elsewhere: Web Archive Collection Zipped, version 1.1.1.
"""

MANIFEST = "datapackage.json"
DIGEST = "datapackage-digest.json"
ARCHIVES = "archive/"
INDEXES = "indexes/"
PAGES = "pages/pages.jsonl"
VERSION = "1.1.1"
WARC_SUFFIXES = (".warc", ".warc.gz")
INDEX_SUFFIXES = (".cdx", ".cdxj", ".cdx.gz", ".cdxj.gz")
INDEXED = frozenset({"response", "revisit", "resource"})
