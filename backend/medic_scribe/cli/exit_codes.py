"""What the number that a command ends with means. The table in docs/cli.md is tested against this."""

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
