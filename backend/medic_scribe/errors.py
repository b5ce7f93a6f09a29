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
    ├── AccountLocked                429
    ├── NotAllowed                   403
    ├── NotFound                     404
    ├── Conflict                     409
    │   ├── NoteSigned
    │   └── FindingsOpen
    ├── EditConflict                 412
    ├── BadRequest                   422
    ├── EngineUnavailable            503, trying again may help
    │   └── ModelDamaged             not before it is repaired
    └── SettingInvalid               stops the program at the start

The sentence for a person is in `messages/*.toml` under the error's code. No text of a patient's, a file's
or an engine's ever goes into an error.
"""

from typing import ClassVar


class MedicScribeError(Exception):
    """`status` is the HTTP status; `retry` says whether the same request may succeed later."""

    status: ClassVar[int] = 500
    retry: ClassVar[bool] = False

    def __init__(self, **params: str | int | float) -> None:
        super().__init__(self.code())
        self.params = params

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


class AccountLocked(MedicScribeError):
    """`minutes` until the account opens again."""

    status = 429
    retry = True


class NotAllowed(MedicScribeError):
    status = 403


class NotFound(MedicScribeError):
    status = 404


class Conflict(MedicScribeError):
    status = 409


class NoteSigned(Conflict): ...


class FindingsOpen(Conflict): ...


class EditConflict(MedicScribeError):
    """Somebody else saved a newer version: `If-Match` does not match."""

    status = 412


class BadRequest(MedicScribeError):
    """`field` names what is wrong."""

    status = 422


class EngineUnavailable(MedicScribeError):
    status = 503
    retry = True


class ModelDamaged(EngineUnavailable):
    """The packaged weights do not have the published hash."""

    retry = False


class SettingInvalid(MedicScribeError):
    """`setting` names it, `reason` says why."""
