"""Several processes of the program on one PostgreSQL and one file store, each as on a machine of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    running: subprocess.Popen[str]

    def wait_until_ready(self) -> None:
        """Both commands say so in one line on standard error, and say nothing before."""
        if self.running.stderr is None or not self.running.stderr.readline():
            raise RuntimeError(f"it ended with {self.running.wait()}")

    def freeze(self) -> None:
        self.running.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.running.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        self.running.kill()
        self.running.wait()

    def stop(self) -> tuple[int, float]:
        """As a supervisor does. Its exit code, and how many seconds it took."""
        begin = time.monotonic()
        self.running.send_signal(signal.SIGTERM)
        return self.running.wait(60), time.monotonic() - begin


@dataclass(frozen=True, slots=True)
class Cluster:
    """`apis` are the addresses of the API processes."""

    apis: tuple[str, ...]
    workers: tuple[Process, ...]


@contextmanager
def cluster(folder: Path, database_url: str, file_store_url: str, *, workers: int) -> Generator[Cluster]:
    """Two API processes that do not work themselves, and workers: the first has the slot number 1."""
    with ExitStack() as stack:

        def start(name: str, *command: str) -> Process:
            environment = _environment(folder / name, database_url, file_store_url)
            return stack.enter_context(_started(command, environment))

        ports = _free_ports(2)
        first = start("worker-1", "worker")
        first.wait_until_ready()  # the database is migrated now, and it has its slot
        apis = [start(f"api-{port}", "serve", "--no-work", "--port", str(port)) for port in ports]
        others = [start(f"worker-{number}", "worker") for number in range(2, workers + 1)]
        for process in (*apis, *others):
            process.wait_until_ready()
        addresses = tuple(f"127.0.0.1:{port}" for port in ports)
        yield Cluster(addresses, (first, *others))


def _environment(folder: Path, database_url: str, file_store_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "ENVIRONMENT": "test",
        "SPEECH_ENGINE": "fake",
        "NOTE_ENGINE": "fake",
        "IDENTITY": "open",
        "LOG_LEVEL": "ERROR",
        "VAR_FOLDER": str(folder),
        "DATABASE_URL": database_url,
        "FILE_STORE_URL": file_store_url,
    }


@contextmanager
def _started(command: Sequence[str], environment: dict[str, str]) -> Generator[Process]:
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "medic_scribe.cli", *command],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield Process(running)
        finally:
            running.kill()


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
