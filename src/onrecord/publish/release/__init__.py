"""
What is public, as a folder that anybody can check: pages, data, hashes, a signature.

`release.settled(public, place)` makes everything once and hashes it: that hash is what
people sign off. `release.release(...)` writes it, `checking.release(folder)` looks at one
anywhere.
"""

from onrecord.publish.release.checking import Checked, is_release
from onrecord.publish.release.content import Settled, settled
from onrecord.publish.release.making import Made, Making
from onrecord.publish.release.manifest import File, Manifest
from onrecord.publish.release.signing import Key, Looked, Password, make_key, open_key, public_key
from onrecord.publish.release.spool import in_batches
from onrecord.publish.release.target import Place, check_free, place, recover
from onrecord.publish.release.writing import About, Page, Pages, Written, preview, release

__all__ = [
    "About",
    "Checked",
    "File",
    "Key",
    "Looked",
    "Made",
    "Making",
    "Manifest",
    "Page",
    "Pages",
    "Password",
    "Place",
    "Settled",
    "Written",
    "check_free",
    "in_batches",
    "is_release",
    "make_key",
    "open_key",
    "place",
    "preview",
    "public_key",
    "recover",
    "release",
    "settled",
]
