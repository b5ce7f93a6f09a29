"""A stage for Kamal: a repository to deploy from, and a server that it reaches by SSH on loopback.

async with stage(folder) as set_up:
    await set_up.kamal("setup")

The SSH server runs what it is told for real, in a folder of its own; only Docker is stood in for (docker.py).
"""

import asyncio
import json
import os
import shutil
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncssh

ROOT = Path(__file__).parents[4]
DOCKER = Path(__file__).with_name("docker.py")
SHIPPED = ("config", ".kamal", "deploy", "bin")  # what Kamal and we ourselves run

SECRETS = {
    "KAMAL_REGISTRY_PASSWORD": "secret-of-the-registry",
    "POSTGRES_PASSWORD": "secret-of-the-database",
    "TOKEN_SECRET": "secret-that-signs-tokens-0123456789",
    "OPENAI_API_KEY": "secret-of-openai",
}
DEPLOYMENT = {
    "MEDIC_SCRIBE_SERVER": "127.0.0.1",
    "MEDIC_SCRIBE_HOST": "scribe.hospital.example",
    "MEDIC_SCRIBE_IMAGE": "hospital/medic-scribe",
    "KAMAL_REGISTRY_USERNAME": "hospital",
}


@dataclass(frozen=True, slots=True)
class Phase:
    """One command of Kamal's: how it ended, what it printed, and what Docker was asked, as
    [`builder` or `server`, argument, …]."""

    code: int
    output: str
    asked: list[list[str]]


class Stage:
    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = environment
        self._repository = folder / "repository"

    async def kamal(self, *arguments: str, **environment: str) -> Phase:
        return await self.run("kamal", *arguments, **environment)

    async def run(self, *command: str, **environment: str) -> Phase:
        before = len(self._asked())
        ran = await asyncio.create_subprocess_exec(
            *command,
            cwd=self._repository,
            env={**self._environment, **environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await ran.communicate()
        return Phase(ran.returncode or 0, output.decode(), self._asked()[before:])

    async def new_version(self) -> str:
        """Commit what is there; its name is the version that Kamal deploys next."""
        identity = ("-c", "user.name=Stage", "-c", "user.email=stage@hospital.example")
        await self.run("git", "add", "--all")
        await self.run("git", *identity, "commit", "--quiet", "--allow-empty", "--message", "A version")
        return (await self.run("git", "rev-parse", "HEAD")).output.strip()

    def server_file(self, path: str) -> str:
        return (self._folder / "server" / path).read_text()

    def _asked(self) -> list[list[str]]:
        log = self._folder / "asked.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


@asynccontextmanager
async def stage(folder: Path) -> AsyncGenerator[Stage]:
    key = _new_key()
    (folder / "key").write_bytes(key.export_private_key())
    (folder / "key").chmod(0o600)
    async with _server(folder, key) as port:
        repository = folder / "repository"
        for name in SHIPPED:
            shutil.copytree(ROOT / name, repository / name, symlinks=True)
        _reach(repository / "config" / "deploy.yml", port, folder / "key")
        (folder / "tmp").mkdir()
        # What Kamal finds on the machine of whoever deploys, and nothing else from ours.
        found = {"HOME": str(folder), "TMPDIR": str(folder / "tmp"), "PATH": _path(folder, "builder")}
        set_up = Stage(folder, {**found, **SECRETS, **DEPLOYMENT})
        await set_up.run("git", "init", "--quiet")
        await set_up.new_version()
        yield set_up


def _reach(deploy: Path, port: int, key: Path) -> None:
    """Where the server is. And nothing starts up here that a delay would have to wait for."""
    text = deploy.read_text().replace("readiness_delay: 10", "readiness_delay: 0")
    ssh = f"ssh:\n  port: {port}\n  keys: [{key}]\n  keys_only: true\n  config: false\n"
    deploy.write_text(f"{text}\n{ssh}")


@asynccontextmanager
async def _server(folder: Path, key: asyncssh.SSHKey) -> AsyncGenerator[int]:
    home = folder / "server"
    home.mkdir()
    environment = {"HOME": str(home), "PATH": _path(folder, "server")}

    async def obey(process: "asyncssh.SSHServerProcess[str]") -> None:
        ran = await asyncio.create_subprocess_exec(
            "bash",
            "-c",
            process.command or "",
            cwd=home,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        output, complaints = await ran.communicate()
        process.stdout.write(output.decode())
        process.stderr.write(complaints.decode())
        process.exit(ran.returncode or 0)

    def files(channel: "asyncssh.SSHServerChannel[bytes]") -> asyncssh.SFTPServer:
        return asyncssh.SFTPServer(channel, chroot=str(home).encode())

    server = await asyncssh.listen(
        "127.0.0.1",
        0,
        server_host_keys=[_new_key()],
        authorized_client_keys=asyncssh.import_authorized_keys(key.export_public_key().decode()),
        process_factory=obey,
        sftp_factory=files,
        allow_scp=True,
    )
    async with server:
        yield server.get_port()


def _new_key() -> asyncssh.SSHKey:
    return asyncssh.generate_private_key("ssh-ed25519")  # pyright: ignore[reportUnknownMemberType] - untyped options


def _path(folder: Path, where: str) -> str:
    """Programs as that machine finds them: our Docker first."""
    programs = folder / f"programs-{where}"
    programs.mkdir()
    docker = programs / "docker"
    docker.write_text(f'#!/bin/sh\nSTAGE={folder} WHERE={where} exec {sys.executable} {DOCKER} "$@"\n')
    docker.chmod(0o755)
    kamal = Path(sys.executable).parent if where == "builder" else None
    return os.pathsep.join(str(one) for one in (programs, kamal, "/usr/bin", "/bin") if one)
