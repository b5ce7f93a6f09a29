"""The Nginx that ships, run for real: the files of deploy/nginx on ports of loopback."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.docs.documents import ROOT

SHIPPED = ROOT / "deploy" / "nginx"
HERE = "127.0.0.1"
START_WITHIN = 30.0  # seconds; only a broken one takes so long

needs_nginx = pytest.mark.skipif(
    not os.environ.get("CI") and not (shutil.which("nginx") and shutil.which("envsubst")),
    reason="Nginx or envsubst is not installed",
)


@dataclass(frozen=True)
class Running:
    port: int
    tls_port: int
    folder: Path

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def log_of(self, lines: int) -> list[str]:
        """The log once it has so many lines: a request's is written after its answer."""
        end = time.monotonic() + START_WITHIN
        while len(found := self.log.splitlines()) < lines and time.monotonic() < end:
            time.sleep(0.02)
        return found


@contextmanager
def running(
    site: str, folder: Path, variables: Mapping[str, str | Path], broken: Mapping[str, str] | None = None
) -> Generator[Running]:
    """`site` is `edge` or `frontend`; `variables` are those of deploy/nginx/start.

    `broken` replaces text of the templates, as who edits them by mistake would.
    """
    folder.mkdir(parents=True, exist_ok=True)
    templates = _broken(folder / "templates", broken) if broken else SHIPPED
    found = Running(free_port(), free_port(), folder)
    ports = {"HTTP_PORT": found.port, "HTTPS_PORT": found.tls_port, "PUBLIC_HTTPS_PORT": found.tls_port}
    given = {"RUN_FOLDER": folder / "run", **ports, **variables}
    environment = {
        "PATH": f"{os.environ['PATH']}:/usr/sbin",
        **{name: str(value) for name, value in given.items()},
    }
    # As root it would give its workers to nobody, who cannot read the tests' folders.
    as_root = ["-g", "user root;"] if os.geteuid() == 0 else []
    with (folder / "log").open("w") as log:
        command = [templates / "start", site, *as_root]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_for(found.port, process)
        yield found
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return probe.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody listens there."""
    end = time.monotonic() + START_WITHIN
    while time.monotonic() < end:
        assert process.poll() is None, f"{process.args} ended with {process.returncode}"
        with socket.socket() as probe:
            if probe.connect_ex((HERE, port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail(f"nobody listens on port {port}")


def _broken(folder: Path, changes: Mapping[str, str]) -> Path:
    shutil.copytree(SHIPPED, folder)
    for old, new in changes.items():
        files = [path for path in folder.iterdir() if old in path.read_text()]
        assert files, f"no file has {old!r}"
        for path in files:
            path.write_text(path.read_text().replace(old, new))
    return folder
