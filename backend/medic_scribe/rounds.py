"""The same with one thing after another, where one that fails must not hold up the rest.

with one_by_one() as going:
    for note in notes:
        await going.succeeds(file_note, note)
"""

from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from time import monotonic
from typing import ParamSpec

PATIENCE = 60.0  # seconds

P = ParamSpec("P")


class Round:
    """Once `PATIENCE` has gone by in failures, it is over: what all of them need is away."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self._patience = PATIENCE

    @property
    def is_over(self) -> bool:
        return self.failure is not None and self._patience <= 0

    async def succeeds(self, work: Callable[P, Awaitable[object]], *args: P.args, **kwargs: P.kwargs) -> bool:
        """When the round is over nothing does, and nothing is tried."""
        if self.is_over:
            return False
        begun = monotonic()
        try:
            await work(*args, **kwargs)
        except Exception as error:  # whatever it is, the others may succeed
            self.failure = self.failure or error
            self._patience -= monotonic() - begun
            return False
        return True


@contextmanager
def one_by_one() -> Generator[Round]:
    """Raises in the end what failed first."""
    going = Round()
    yield going
    if going.failure:
        raise going.failure
