"""The file that a backup is: a tar that any system can open.

    manifest.json           what made it, and the database's schema
    tables/<name>.jsonl     a row a line
    recordings/<key>        as they lie in the file store
    notes/<key>
    SHA256SUMS              of all above; `sha256sum --check SHA256SUMS` understands it

It is written and read from front to end, so that it may go through a pipe.
"""

import hashlib
import io
import tarfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from medic_scribe.errors import BackupDamaged

SUMS = "SHA256SUMS"
ONLY_OWNER = 0o600


@dataclass
class Writer:
    tar: tarfile.TarFile
    sums: dict[str, str] = field(default_factory=dict[str, str])

    def add(self, name: str, data: bytes) -> None:
        self._add(name, len(data), io.BytesIO(data))

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self._add(name, path.stat().st_size, file)

    def finish(self) -> None:
        lines = (f"{digest}  {name}\n" for name, digest in self.sums.items())
        self.add(SUMS, "".join(lines).encode())

    def _add(self, name: str, size: int, file: IO[bytes]) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, ONLY_OWNER
        hashed = _Hashed(file)
        self.tar.addfile(entry, hashed)  # pyright: ignore[reportArgumentType] - it only reads
        self.sums[name] = hashed.digest.hexdigest()


class _Hashed:
    """Reads through, and keeps the sum of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        with _damage_told():
            data = self._file.read(size)
        self.digest.update(data)
        return data


@contextmanager
def writing(target: IO[bytes]) -> Generator[Writer]:
    with tarfile.open(fileobj=target, mode="w|") as tar:
        writer = Writer(tar)
        yield writer
        writer.finish()


@dataclass
class Entry:
    """Read it before asking for the next one."""

    name: str
    file: _Hashed


def entries(source: IO[bytes]) -> Iterator[Entry]:
    """Each entry, in order; whoever has come to the end knows that every byte is what it was.

    Raises `BackupDamaged`.
    """
    sums: dict[str, str] = {}
    with _readable(source) as tar:
        for member in tar:
            file = tar.extractfile(member)
            if file is None:
                raise BackupDamaged
            hashed = _Hashed(file)
            if member.name == SUMS:
                _compare(hashed.read().decode(), sums)
                return
            yield Entry(member.name, hashed)
            while hashed.read(1 << 20):
                pass
            sums[member.name] = hashed.digest.hexdigest()
    raise BackupDamaged  # it was cut off


@contextmanager
def _readable(source: IO[bytes]) -> Generator[tarfile.TarFile]:
    with _damage_told(), tarfile.open(fileobj=source, mode="r|") as tar:
        yield tar


@contextmanager
def _damage_told() -> Generator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError, UnicodeDecodeError):
        raise BackupDamaged from None


def _compare(written: str, found: dict[str, str]) -> None:
    promised: dict[str, str] = {}
    for line in written.splitlines():
        with suppress(ValueError):
            digest, name = line.split("  ", 1)
            promised[name] = digest
    if promised != found:
        raise BackupDamaged
