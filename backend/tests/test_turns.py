"""Whose turn it is: by rank, then by arrival, and nobody's who has given up."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import pytest

from medic_scribe import turns
from medic_scribe.errors import EngineUnavailable
from medic_scribe.turns import Rank, Turns


class Place:
    """One turn at a time. `had` are the names of those who had theirs, in order."""

    def __init__(self) -> None:
        self.turns = Turns(1)
        self.had: list[str] = []
        self.asked: list[asyncio.Task[None]] = []

    async def ask(self, name: str, rank: Rank) -> asyncio.Task[None]:
        task = asyncio.create_task(self._take(name, rank))
        self.asked.append(task)
        await asyncio.sleep(0)  # until it waits
        return task

    async def _take(self, name: str, rank: Rank) -> None:
        async with self.turns.take(rank):
            self.had.append(name)

    @asynccontextmanager
    async def taken(self) -> AsyncGenerator[None]:
        """While somebody else has the turn; afterwards everybody has had theirs."""
        async with self.turns.take(Rank.SENT):
            yield
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*self.asked)


async def test_first_who_has_stopped_then_who_talks_then_what_was_sent_whole() -> None:
    place = Place()
    async with place.taken():
        await place.ask("sent", Rank.SENT)
        await place.ask("talks", Rank.LIVE)
        await place.ask("talks too", Rank.LIVE)
        await place.ask("has stopped", Rank.FINISHING)
    assert place.had == ["has stopped", "talks", "talks too", "sent"]


async def test_who_has_waited_long_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place()
    async with place.taken():
        await place.ask("sent", Rank.SENT)
        monkeypatch.setattr(turns, "LONGEST_WAIT", -1.0)
        await place.ask("has stopped", Rank.FINISHING)
    assert place.had == ["sent", "has stopped"]


async def test_who_goes_away_while_waiting_holds_nobody_up() -> None:
    place = Place()
    async with place.taken():
        gone = await place.ask("gone", Rank.FINISHING)
        await place.ask("talks", Rank.LIVE)
        gone.cancel()
    assert place.had == ["talks"]
    async with place.turns.take(Rank.SENT) as came:
        assert came


async def test_a_turn_is_given_up_once_it_is_not_wanted_any_more() -> None:
    place = Place()
    ended = asyncio.Event()

    async def wanted_no_more() -> None:
        await ended.wait()

    async def take() -> bool:
        async with place.turns.take(Rank.LIVE, wanted_no_more) as came:
            return came

    async with place.taken():
        waiting = asyncio.create_task(take())
        await asyncio.sleep(0)
        ended.set()
        assert not await waiting
    assert await take()


async def test_what_is_raised_by_who_watches_reaches_who_waits() -> None:
    place = Place()

    async def fails() -> None:
        raise EngineUnavailable

    async with place.taken():
        with pytest.raises(EngineUnavailable):
            async with place.turns.take(Rank.LIVE, fails):
                pass
    async with place.turns.take(Rank.SENT) as came:
        assert came
