"""How often somebody may try to sign in. Kept in memory: a restart forgives."""

import hashlib
from datetime import timedelta
from math import ceil
from time import time

from limits import RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter

from medic_scribe.errors import AccountLocked, TooManyRequests

FROM_ONE_ADDRESS = RateLimitItemPerMinute(20)


class Attempts:
    """`failures` and `lockout` are those of accounts, and hold for e-mail addresses without one too.

    So a lock-out does not tell who has an account.
    """

    def __init__(self, failures: int, lockout: timedelta) -> None:
        storage = MemoryStorage()
        self._by_address = MovingWindowRateLimiter(storage)
        self._by_stranger = FixedWindowRateLimiter(storage)
        self._lockout = RateLimitItemPerSecond(failures - 1, int(lockout.total_seconds()))

    async def count(self, address: str) -> None:
        """One more from this network address. Raises `TooManyRequests`."""
        if not await self._by_address.hit(FROM_ONE_ADDRESS, "address", address):
            window = await self._by_address.get_window_stats(FROM_ONE_ADDRESS, "address", address)
            raise TooManyRequests(seconds=max(1, ceil(window.reset_time - time())))

    async def count_stranger(self, email: str) -> None:
        """A failure for an address without an account. Raises `AccountLocked` just as an account would."""
        name = hashlib.sha256(email.strip().lower().encode()).hexdigest()
        if not await self._by_stranger.hit(self._lockout, "stranger", name):
            window = await self._by_stranger.get_window_stats(self._lockout, "stranger", name)
            raise AccountLocked(minutes=max(1, ceil((window.reset_time - time()) / 60)))
