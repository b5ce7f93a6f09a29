"""Which bytes of a recording a player asks for (RFC 9110, section 14)."""

import re

from medic_scribe.errors import RangeNotSatisfiable


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """The one range that is asked for, both ends included. None, for the whole, where it is none or several.

    Raises `RangeNotSatisfiable` (RFC 9110, section 14.2).
    """
    match = re.fullmatch(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", header)
    if (
        match is None
        or not (match[1] or match[2])
        or (match[1] and match[2] and int(match[1]) > int(match[2]))
    ):
        return None
    if match[1]:
        first, last = int(match[1]), min(int(match[2] or size), size - 1)
    else:
        first, last = max(0, size - int(match[2])), size - 1
    if first > last:
        raise RangeNotSatisfiable(size=size)
    return first, last
