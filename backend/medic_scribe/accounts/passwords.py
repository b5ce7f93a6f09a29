"""Passwords: kept as argon2, compared off the event loop, and as long for a user who does not exist."""

import asyncio
import secrets
from functools import cache

from pwdlib import PasswordHash

from medic_scribe.errors import BadRequest

SHORTEST = 10
LONGEST = 128

_argon2 = PasswordHash.recommended()


async def hashed(password: str) -> str:
    """Raises `BadRequest` for a password that is too short: length is what counts (NIST SP 800-63B)."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadRequest(field="password")
    return await asyncio.to_thread(_argon2.hash, password)


async def matches(password: str, password_hash: str | None) -> bool:
    """Whether it is the password. Without a hash to compare with it takes as long, and is not."""
    if password_hash is None or len(password) > LONGEST:
        await asyncio.to_thread(_compare_with_nobody)
        return False
    return await asyncio.to_thread(_argon2.verify, password, password_hash)


def _compare_with_nobody() -> None:
    _argon2.verify("", _nobodys_hash())


@cache
def _nobodys_hash() -> str:
    return _argon2.hash(secrets.token_urlsafe())
