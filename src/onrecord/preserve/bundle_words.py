"""The words of an evidence bundle: what it is, and how to check it without this program."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import fill

from onrecord.preserve.bundle_place import InOriginal


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """
    A time authority's answer in a bundle.

    Attributes:
        folder: Where it lies, beside the checkpoint that it seals.
        number: Of several beside one checkpoint.
        authority: Whose word it is.
        at: The time that it states.
        is_pinned: Whether the certificates that it is checked by were given by whoever
            sealed; else they are those that came with it.
    """

    folder: str
    number: int
    authority: str
    at: datetime
    is_pinned: bool

    @property
    def command(self) -> str:
        """The command that checks it; it prints `Verification: OK`."""
        trusted = "trusted" if self.is_pinned else "chain"
        return (
            f"openssl ts -verify -data {self.folder}/checkpoint.json "
            f"-in {self.folder}/token-{self.number}.tsr "
            f"-CAfile {self.folder}/{trusted}-{self.number}.pem "
            f"-untrusted {self.folder}/chain-{self.number}.pem "
            f"-partial_chain -attime {int(self.at.timestamp())}"
        )


WHOLE = "sha256sum --check --quiet SHA256SUMS && echo every file is as it was packed"
LISTED = """\
for f in claim.json rows/*.json original.* kept/*; do
  [ -e "$f" ] || continue
  grep -q -F "$(sha256sum < "$f" | cut -c1-64)" proof/*/rows-*.txt proof/*/files-*.txt \\
    && echo "$f is listed" || echo "$f IS NOT LISTED"
done"""
ORIGINAL = """\
for f in original.*; do
  grep -q -F "$(sha256sum < "$f" | cut -c1-64)" rows/snapshots-*.json \
    && echo "$f is what was kept" || echo "$f IS NOT WHAT WAS KEPT"
done"""
CHECKED = """\
for f in proof/*/rows-*.txt proof/*/files-*.txt; do
  grep -q -F "$(sha256sum < "$f" | cut -c1-64)" "$(dirname "$f")/checkpoint.json" \\
    && echo "$f is in the checkpoint" || echo "$f IS NOT IN THE CHECKPOINT"
done"""


def readme(
    *,
    claim: str,
    level: str,
    tokens: Sequence[Token],
    checkpoints: Sequence[str],
    later: int,
    place: InOriginal | None,
) -> str:
    """
    Return the README of a bundle, for people who never saw this program.

    Its commands are the lines that begin with four spaces; they need `sha256sum`, `grep`,
    `cut` and `openssl`, and to show the words in the original `tail`, `head` and `iconv`; they
    are run in the folder where the README lies.

    Args:
        claim: The claim's id.
        level: How far the last checkpoint is sealed, in words.
        tokens: The answers of time authorities.
        checkpoints: The folders of the checkpoints; empty if none covers the claim yet.
        later: How many rows were written after the last of them.
        place: Where the words stand in the original; None if it is not in the bundle.
    """
    parts = [_HEAD.format(claim=claim), _indented(WHOLE)]
    if checkpoints:
        parts += [
            _LISTS,
            _indented(LISTED),
            _ORIGINAL,
            _indented(ORIGINAL),
            _CHECKPOINT,
            _indented(CHECKED),
        ]
        if later:
            parts.append(_LATER.format(many=later))
        parts += [_sealed(tokens, level)]
    else:
        parts.append(_NOT_SEALED)
    return "\n\n".join([*parts, *_shown(place), _NOT_PROVEN]) + "\n"


def _shown(place: InOriginal | None) -> Iterable[str]:
    """Yield where the words stand in the original, and the command that shows them there."""
    if place is None:
        return
    yield _PLACE + fill(f"{place.words()}.", 90)
    if place.command:
        yield _PRINTS
        yield _indented(place.command)


def _sealed(tokens: Sequence[Token], level: str) -> str:
    if not tokens:
        return _UNSIGNED
    parts = [_TOKENS.format(level=level)]
    for one in tokens:
        parts.append(
            f"{' '.join(one.authority.split())} states that {one.folder}/checkpoint.json was "
            f"there on {one.at:%d %B %Y at %H:%M:%S} UTC:"
        )
        parts.append(_indented(one.command))
    if not all(one.is_pinned for one in tokens):
        parts.append(_AS_IT_CAME)
    return "\n\n".join(parts)


def _indented(command: str) -> str:
    return "\n".join(f"    {line}" for line in command.splitlines())


_HEAD = """\
What this is
============

A claim that somebody came to harm, in the exact words of the document that makes it, with
everything that is needed to check that document and words are what they were when they were
kept. The claim is {claim}. Open claim.html to read it.

  claim.html      the claim, its words in their context, who decided what, how the document
  -               came and what was done with it since
  claim.json      the same claim as the record holds it, byte for byte
  original.*      the document's bytes as they came
  text.txt        the words that were read from them (the same as in rows/texts-*.json)
  words.txt       the exact words of the claim
  kept/           what was kept with the document: the exchange with the server, pictures
  rows/           the rows of the record about all this, byte for byte
  later/          such rows that were written after the record was last sealed
  proof/          the hashes that tie rows and files to a sealed moment
  manifest.json   what each file is
  SHA256SUMS      the hash of each file

A hash (SHA-256) is a number worked out from a file. Nobody knows a way to make another file
with the same hash.


How to check it
===============

You need a shell with sha256sum, grep, openssl, tail and head, as every Linux and Mac computer
has; nothing else, no network, and not the program that made this. Unpack the file, go into its
folder, and type the lines that are set in.

1. Every file is as it was packed. The line prints that, and nothing else:"""
_LISTS = """\
2. The rows and the original stand in lists of everything that the record held. Each line
   that is printed must end with "is listed":"""
_ORIGINAL = """\
   And the original is the one that this claim's row of the record (rows/snapshots-*.json) is
   about; claim.json names that row as its snapshot_id:"""
_CHECKPOINT = """\
3. The lists belong to a checkpoint: one small file that holds the hash of every list. Each
   line that is printed must end with "is in the checkpoint":"""
_LATER = """\
   {many} rows in later/ were written after that; no seal covers them yet."""
_TOKENS = """\
4. Time authorities signed the hash of the checkpoint with the time. Whoever wanted to change
   the claim, the document or any row since then would have to forge their signatures.
   (Level: {level}.) Each command must print "Verification: OK":"""
_AS_IT_CAME = """\
   The authorities' certificates were taken as they came. To be sure whose they are, get the
   authority's certificates from itself, and name that file after -CAfile instead."""
_UNSIGNED = """\
4. No time authority has signed this checkpoint. Its hash may have been written down
   elsewhere; compare it with:

    sha256sum proof/*/checkpoint.json"""
_NOT_SEALED = """\
2. The record was not sealed when this was made. The hashes above show that nothing was
   changed since it was packed, and nothing about the time before."""
_PLACE = """\

Where the words stand in the original
=====================================

"""
_PRINTS = """\
This prints them as they stand there; in a page with its tags between them, else as they are
in words.txt:"""
_NOT_PROVEN = """\

What it does not prove
======================

That what the document says is true. That nobody altered the document before it was kept; its
server may have said anything. That the clock of the machine was right: only the times that
authorities signed are anybody else's word. Who the person is who kept it: names are
pseudonyms."""
