"""Who waits for something to happen to a user, or to a recording, goes by its id."""

import asyncio
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager


class Waits:
    """On one event loop. A wake-up says only that it is worth looking again."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def waiting(self, name: str) -> Generator[asyncio.Event]:
        """An event that each `wake` of that name sets."""
        woken = asyncio.Event()
        self._waiting[name].add(woken)
        try:
            yield woken
        finally:
            self._waiting[name].discard(woken)
            if not self._waiting[name]:
                del self._waiting[name]

    def anybody(self, name: str) -> bool:
        return name in self._waiting

    def wake(self, name: str) -> None:
        for woken in self._waiting.get(name, ()):
            woken.set()

    def wake_all(self) -> None:
        for name in self._waiting:
            self.wake(name)
