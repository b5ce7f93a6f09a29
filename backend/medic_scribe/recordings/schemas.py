"""A recording on its way and once it is here."""

from pydantic import ConfigDict, Field

from medic_scribe.edge.schemas import Schema, Whole


class RecordingView(Schema):
    """`chunks` are the numbers that have arrived, in order; `received`: the whole recording came.

    `erased`: its audio was deleted since, after the time that the clinician's profile says. `abandoned`:
    nobody finished it, so after a while it was, with what had arrived.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "received": False,
                "erased": False,
                "size": 1048576,
                "seconds": None,
                "abandoned": False,
                "chunks": [0, 1, 3],
            }
        }
    )

    received: bool
    erased: bool
    size: int = Field(description="Bytes that have arrived.")
    seconds: float | None
    abandoned: bool
    chunks: list[int]


class Finish(Schema):
    """How many chunks there are. Numbers run from 0 to one less."""

    model_config = ConfigDict(json_schema_extra={"example": {"chunks": 12}})

    chunks: Whole = Field(ge=1, le=100_000)
    media_type: str | None = Field(None, max_length=100, examples=["audio/webm;codecs=opus"])
