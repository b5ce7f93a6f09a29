"""Every error a person can meet, as a fact.

    MedicScribeError
    ├── RecordingRejected            422
    │   ├── RecordingEmpty
    │   ├── RecordingTruncated
    │   ├── NoSpeech
    │   └── ChunkCorrupt
    ├── NotAudio                     415
    ├── RecordingTooLong             413
    ├── Unauthenticated              401
    │   └── WrongCredentials
    ├── TooManyRequests              429, trying again helps
    │   └── AccountLocked
    ├── NotAllowed                   403
    ├── NotFound                     404
    ├── Conflict                     409
    │   ├── NoteSigned
    │   ├── FindingsOpen
    │   ├── AlreadyExists
    │   ├── ChunksMissing
    │   └── NotReady                 trying again helps
    ├── EditConflict                 412
    ├── VersionRequired              428
    ├── RangeNotSatisfiable          416
    ├── BadRequest                   422
    ├── FileStoreUnavailable         503, trying again helps
    ├── EngineUnavailable            503, trying again may help
    │   ├── NoteServiceFailed
    │   ├── ModelDamaged             not before it is repaired
    │   ├── SpeechKeyRejected        not before the setting is put right
    │   ├── SpeechCreditSpent        not before it is paid for
    │   └── SpeechRequestRefused     not before the settings are put right
    ├── IdentityUnavailable          503, trying again helps
    ├── SettingInvalid               stops the program at the start
    └── RestoreRefused               stops a restoring; nothing has been changed
        ├── BackupDamaged
        ├── BackupOfAnotherVersion
        └── DatabaseNotEmpty

The sentence for a person is in `messages/*.toml` under the error's code. No text of a patient's, a file's
or an engine's ever goes into an error.
"""

from collections.abc import Iterator
from typing import Any, ClassVar


class MedicScribeError(Exception):
    """`status` is the HTTP status; `retry` says whether the same request may succeed later."""

    status: ClassVar[int] = 500
    retry: ClassVar[bool] = False

    def __init__(self, **params: str | int | float) -> None:
        super().__init__(self.code())
        self.params = params

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors cross process borders: workers raise them, and a workflow's step keeps them."""
        return _rebuilt, (type(self), self.params)

    @classmethod
    def code(cls) -> str:
        """`RecordingTooLong` → `recording_too_long`: the key of its sentence."""
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("_")


class RecordingRejected(MedicScribeError):
    status = 422


class RecordingEmpty(RecordingRejected): ...


class RecordingTruncated(RecordingRejected): ...


class NoSpeech(RecordingRejected): ...


class ChunkCorrupt(RecordingRejected):
    retry = True


class NotAudio(MedicScribeError):
    status = 415


class RecordingTooLong(MedicScribeError):
    """`limit` in megabytes."""

    status = 413


class Unauthenticated(MedicScribeError):
    status = 401


class WrongCredentials(Unauthenticated): ...


class TooManyRequests(MedicScribeError):
    """`seconds` until the next request is taken."""

    status = 429
    retry = True


class AccountLocked(TooManyRequests):
    """`minutes` until the account opens again."""


class NotAllowed(MedicScribeError):
    status = 403


class NotFound(MedicScribeError):
    status = 404


class Conflict(MedicScribeError):
    status = 409


class NoteSigned(Conflict): ...


class FindingsOpen(Conflict): ...


class AlreadyExists(Conflict): ...


class ChunksMissing(Conflict):
    """The recording cannot be finished: not every chunk has arrived."""


class NotReady(Conflict):
    """What is asked for is still being made."""

    retry = True


class EditConflict(MedicScribeError):
    """Somebody else saved a newer version: `If-Match` does not match."""

    status = 412


class VersionRequired(MedicScribeError):
    """A change without `If-Match` could overwrite somebody else's."""

    status = 428


class RangeNotSatisfiable(MedicScribeError):
    """`size` of the file in bytes."""

    status = 416


class BadRequest(MedicScribeError):
    """`field` names what is wrong."""

    status = 422


class FileStoreUnavailable(MedicScribeError):
    """Recordings cannot be written or read now."""

    status = 503
    retry = True


class EngineUnavailable(MedicScribeError):
    status = 503
    retry = True


class ModelDamaged(EngineUnavailable):
    """The packaged weights do not have the published hash."""

    retry = False


class NoteServiceFailed(EngineUnavailable):
    """The language model wrote no note. `reason` says why: `writing/openai_compatible/failures.py`."""


class SpeechKeyRejected(EngineUnavailable):
    """The speech service does not take our key."""

    retry = False


class SpeechCreditSpent(EngineUnavailable):
    """The speech service wants to be paid."""

    retry = False


class SpeechRequestRefused(EngineUnavailable):
    """The speech service understands us and does not do what we ask: the model, the address or the size."""

    retry = False


class IdentityUnavailable(MedicScribeError):
    """Who calls cannot be known now: the identity provider does not answer."""

    status = 503
    retry = True


class SettingInvalid(MedicScribeError):
    """`setting` names it, `reason` says why."""


class RestoreRefused(MedicScribeError): ...


class BackupDamaged(RestoreRefused): ...


class BackupOfAnotherVersion(RestoreRefused):
    """`version` made it."""


class DatabaseNotEmpty(RestoreRefused): ...


def error_of(code: str) -> MedicScribeError:
    """The error of which only the code was kept: a job's, or a consultation's."""
    return next((kind() for kind in _kinds(MedicScribeError) if kind.code() == code), MedicScribeError())


def _kinds(root: type[MedicScribeError]) -> Iterator[type[MedicScribeError]]:
    yield root
    for kind in root.__subclasses__():
        yield from _kinds(kind)


def _rebuilt(kind: type[MedicScribeError], params: dict[str, str | int | float]) -> MedicScribeError:
    return kind(**params)
