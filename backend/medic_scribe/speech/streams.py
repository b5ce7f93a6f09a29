"""The streams of a recording, one after the other in a file: several where it was interrupted and went on.

Each has a header of its own, and times that begin at 0.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

# How the streams of browsers begin: WebM (RFC 8794, section 8.1) and MP4 (ISO 14496-12, section 4.3). Some
# pictures begin as MP4 does (ISO 23008-12) and lie in the middle of a file that is one stream.
BEGINNING = re.compile(
    rb"\x1a\x45\xdf\xa3(?=.{0,48}webm)|\x00\x00\x00.(?=ftyp(?!heic|heix|mif1|msf1|avif))", re.DOTALL
)
LONGEST_BEGINNING = 64  # bytes

MARKS = b"\x1a\x45\xdf\xa3", b"ftyp"  # one of them is in each: where there is none, one need not look closer
READ_AT_ONCE = 1 << 20

Part = tuple[int, int]  # the bytes of a file from the first number to the one before the second


def streams_of(source: Path) -> list[Part | None]:
    """Where each is. None for a file that is one stream, as any that does not begin as a browser's."""
    with source.open("rb") as file:
        if not BEGINNING.match(file.read(LONGEST_BEGINNING)):
            return [None]
        beginnings = list(_beginnings(file))
    if len(beginnings) == 1:
        return [None]
    return list(pairwise([*beginnings, source.stat().st_size]))


def _beginnings(file: BinaryIO) -> Iterator[int]:
    place = file.seek(0)
    while block := file.read(READ_AT_ONCE + LONGEST_BEGINNING):
        if any(mark in block for mark in MARKS):
            found = (match.start() for match in BEGINNING.finditer(block))
            yield from (place + begin for begin in found if begin < READ_AT_ONCE)
        place = file.seek(place + READ_AT_ONCE)
