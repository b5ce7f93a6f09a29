"""A deployment on loopback: the real program in processes, behind the Nginx that ships."""

import os
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from medic_scribe.verification.deployment import Person, Wish
from medic_scribe.verification.points import Outcome, State
from medic_scribe.verification.run import verify
from tests.deploy.conftest import Certificate
from tests.deploy.nginx import HERE, Running, free_port, running, wait_for

# Until a file `stop` is there, a program that ends is started again, as by Docker or Kamal.
KEEP = """
while [ ! -e stop ]; do
  "$@" &
  echo $! >"$NAME.pid.new" && mv "$NAME.pid.new" "$NAME.pid"
  wait $!
done
"""
# Ends each and waits until it is started again.
RESTART = """
for name in serve worker; do
  old=$(cat $name.pid) && kill $old
  while [ "$(cat $name.pid)" = "$old" ]; do sleep 0.1; done
done
"""


@contextmanager
def program(command: str, folder: Path, settings: Mapping[str, str]) -> Generator[subprocess.Popen[bytes]]:
    """`medic-scribe <command>` with no other settings than these, and kept alive; its log is in `folder`."""
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    environment |= {**settings, "NAME": command}
    kept = ["sh", "-c", KEEP, "keep", sys.executable, "-m", "medic_scribe.cli", command]
    with (folder / f"{command}.log").open("ab") as log:
        process = subprocess.Popen(kept, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        yield process
    finally:
        (folder / "stop").touch()
        subprocess.run(["sh", "-c", f"kill $(cat {command}.pid)"], cwd=folder, check=False)
        process.wait()


@contextmanager
def api(folder: Path, settings: Mapping[str, str]) -> Generator[str]:
    """Where it listens."""
    port = free_port()
    with program("serve", folder, {**settings, "PORT": str(port)}) as process:
        wait_for(port, process)
        yield f"{HERE}:{port}"


@contextmanager
def edge(
    folder: Path,
    certificate: Certificate,
    behind: Mapping[str, str],
    broken: Mapping[str, str] | None = None,
) -> Generator[Running]:
    """`behind` has the edge's variables: where the API and the front end are, and the limit."""
    tls = {"CERTIFICATE": certificate.path, "CERTIFICATE_KEY": certificate.key}
    with running("edge", folder, {**behind, **tls}, broken) as nginx:
        yield nginx


def wish_for(
    nginx: Running,
    certificate: Certificate,
    limit_mb: int,
    *,
    quick: bool = False,
    people: tuple[Person, ...] = (),
    restart_with: str | None = None,
) -> Wish:
    return Wish(
        url=f"https://localhost:{nginx.tls_port}",
        plain_url=f"http://localhost:{nginx.port}",
        ca=certificate.path,
        limit_mb=limit_mb,
        quick=quick,
        people=people,
        restart_with=restart_with,
    )


def outcomes(wish: Wish) -> dict[str, Outcome]:
    return {outcome.name: outcome for outcome in verify(wish)}


def named(found: dict[str, Outcome], state: State) -> set[str]:
    return {name for name, outcome in found.items() if outcome.state is state}
