"""The transcript as the API shows it."""

from pydantic import ConfigDict, Field, model_validator

from medic_scribe.edge.schemas import Line, Schema
from medic_scribe.speech.contract import Speaker


class WordView(Schema):
    """As it was heard; seconds, and confidence from 0 to 1."""

    text: str
    start: float
    end: float
    confidence: float


class UtteranceView(Schema):
    """`words` stay as they were heard when `text` is corrected; `heard` is then what the engine wrote."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": 4,
                "speaker": "patient",
                "start": 31.2,
                "end": 33.9,
                "text": "Tomo metformina de ochocientos cincuenta.",
                "words": [{"text": "Tomo", "start": 31.2, "end": 31.5, "confidence": 0.98}],
                "edited": False,
                "heard": None,
            }
        }
    )

    id: int
    speaker: Speaker
    start: float
    end: float
    text: str
    words: list[WordView]
    edited: bool
    heard: str | None


class TranscriptView(Schema):
    """`version` is its ETag and grows with every correction; `complete` once the engine is at the end."""

    consultation_id: str
    version: int
    complete: bool
    utterances: list[UtteranceView]


class UtteranceChange(Schema):
    """A new text, a new speaker, or both."""

    model_config = ConfigDict(json_schema_extra={"example": {"speaker": "companion"}})

    text: Line | None = None
    speaker: Speaker | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> "UtteranceChange":
        if self.text is None and self.speaker is None:
            raise ValueError("text or speaker")
        return self


class SpeakerChange(Schema):
    """Everything said by `speaker` was said by `becomes`."""

    model_config = ConfigDict(json_schema_extra={"example": {"speaker": "unknown", "becomes": "patient"}})

    speaker: Speaker = Field(description="As it is now.")
    becomes: Speaker
