"""README.txt of a release: what it is and how anybody checks it, in plain words."""

from onrecord.publish.release.manifest import Manifest

NAME = "README.txt"
SUMS = "SHA256SUMS"

_WHAT = """\
{title}
{line}

This folder is a release: what {keeper} made public
on {day}, under the number {id}.

  index.html      opens the site: pages that work without a network and without scripts
  data/           the same, for programs
  manifest.json   what this release is, and the size and SHA-256 of each of its files
  SHA256SUMS      the same hashes, for the program sha256sum

{incidents} incidents, {claims} claims of {documents} documents.{follows}
{licence}Questions, corrections, removals: {contact}

How people are protected here
-----------------------------

{protection}

How to check it
---------------

You need no program of ours. In this folder type:

  sha256sum --quiet -c SHA256SUMS && echo "every file is what was released"
  grep -q "$(sha256sum SHA256SUMS | cut -c 1-64)" manifest.json && echo "the list is the manifest's"

(On a Mac: shasum -a 256 in place of sha256sum.) A file that the list does not name is not of
this release.
{signed}
With onrecord, everything at once, on any machine:

  onrecord verify .

What that proves: that the files are those of the release. It does not prove that a report is
true.
"""
_SIGNED = """
The manifest is signed, with the key {key}. With minisign (https://jedisct1.github.io/minisign):

  minisign -V -m manifest.json -p minisign.pub

minisign.pub in this folder came with the release, so whoever changed one could have changed
the other: compare the key with one that you have from elsewhere.
"""
_UNSIGNED = """
Nobody signed the manifest: whoever changed a file could have changed the hashes with it.
Compare the SHA-256 of manifest.json with one that you have from elsewhere.
"""


def readme(one: Manifest, key: str) -> bytes:
    """
    Return the words.

    Args:
        one: The manifest, as far as it is known before its files are.
        key: Id of the key that signs it; "" where none does.
    """
    follows = f" It follows on {one.previous[0]}." if one.previous else ""
    title = _line(one.name)
    told = _WHAT.format(
        title=title,
        line="=" * len(title),
        keeper=_line(one.keeper) or "the keepers of this record",
        day=one.made_at.date().isoformat(),
        id=one.id,
        incidents=f"{one.incidents:,}",
        claims=f"{one.claims:,}",
        documents=f"{one.documents:,}",
        follows=follows,
        licence=f"Licence: {_line(one.licence)}\n" if one.licence else "",
        contact=_line(one.contact),
        protection="\n".join(f"- {sentence}" for sentence in one.protection),
        signed=_SIGNED.format(key=key) if key else _UNSIGNED,
    )
    return told.encode("utf-8")


def sums(one: Manifest) -> bytes:
    """Return the list of hashes that `sha256sum -c` reads."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in one.files).encode("ascii")


def _line(words: str) -> str:
    return " ".join(words.split())
