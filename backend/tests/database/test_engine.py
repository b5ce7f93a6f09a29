"""Every connection to PostgreSQL is given up when its machine, or the way to it, has vanished."""

import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import URL

from medic_scribe.database.engine import with_driver, without_driver
from medic_scribe.database.own_connection import connected
from tests.vanishing import way_to


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="Linux gives up what is not acknowledged")
async def test_the_operating_system_gives_up_a_connection_that_fell_silent(
    new_database: Callable[[str, Path], AbstractContextManager[str]], tmp_path: Path
) -> None:
    names = (socket.TCP_USER_TIMEOUT, socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT)
    with new_database("postgresql", tmp_path) as url:
        async with way_to(url) as way, await connected(with_driver(way.url)) as connection:
            wire = socket.socket(fileno=connection.fileno())
            options = [wire.getsockopt(socket.IPPROTO_TCP, name) for name in names]
            wire.detach()
    assert options == [20_000, 10, 5, 3]


@pytest.mark.parametrize("rendered", [with_driver, without_driver])
def test_what_the_url_says_of_it_holds(rendered: Callable[[str], URL]) -> None:
    query = rendered("postgres://scribe@db/scribe?connect_timeout=3").query
    assert query["connect_timeout"] == "3"
    assert query["tcp_user_timeout"] == "20000"


@pytest.mark.parametrize("rendered", [with_driver, without_driver])
def test_sqlite_knows_nothing_of_it(rendered: Callable[[str], URL]) -> None:
    assert not rendered("sqlite:///some.db").query
