"""What a file may be called, in every store."""

import re

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}(\.[a-z0-9]{1,8})?")


def checked(key: str) -> str:
    """Raises `ValueError` unless it is a plain name, which leads out of no folder."""
    if not _KEY.fullmatch(key):
        raise ValueError("not a file's key")
    return key
