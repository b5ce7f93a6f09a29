"""What the number that a command ends with means. The table in docs/cli.md is tested against this."""

from collections.abc import Iterator
from enum import IntEnum

from medic_scribe.errors import (
    AlreadyExists,
    BadRequest,
    EngineUnavailable,
    MedicScribeError,
    NotAudio,
    NotFound,
    RecordingRejected,
    RecordingTooLong,
    SettingInvalid,
)


class ExitCode(IntEnum):
    OK = 0
    FAILED = 1
    USAGE = 2
    RECORDING = 3
    ENGINE = 4
    SETTING = 5
    NOT_READY = 6
    INTERRUPTED = 130


_BY_ERROR: tuple[tuple[type[MedicScribeError], ExitCode], ...] = (
    (RecordingRejected, ExitCode.RECORDING),
    (NotAudio, ExitCode.RECORDING),
    (RecordingTooLong, ExitCode.RECORDING),
    (EngineUnavailable, ExitCode.ENGINE),
    (SettingInvalid, ExitCode.SETTING),
    (BadRequest, ExitCode.USAGE),
    (AlreadyExists, ExitCode.USAGE),
    (NotFound, ExitCode.USAGE),
)


def exit_code_of(error: MedicScribeError) -> ExitCode:
    return next((code for kind, code in _BY_ERROR if isinstance(error, kind)), ExitCode.FAILED)


def error_of(code: str) -> MedicScribeError:
    """The error that the pipeline stopped with, of which a job keeps only the code."""
    return next((kind() for kind in _kinds(MedicScribeError) if kind.code() == code), MedicScribeError())


def _kinds(root: type[MedicScribeError]) -> Iterator[type[MedicScribeError]]:
    yield root
    for kind in root.__subclasses__():
        yield from _kinds(kind)
