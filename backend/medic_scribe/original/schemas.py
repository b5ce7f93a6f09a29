"""What the original routes answer."""

from pydantic import ConfigDict

from medic_scribe.edge.schemas import Schema
from medic_scribe.notes.schemas import SectionView


class Welcome(Schema):
    message: str = "Bienvenido al Escriba Médico Asistido por IA!"


class Summary(Schema):
    """`note` is the note as text, `sections` the same in parts, with the words that support each statement.

    `summary` is `note` under the name that the original system's clients know. `unfollowed` are the parts of
    the instruction that could not be followed.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "consultation_id": "1f6d8a52-7f5e-4a40-9a34-1f0f5f3c2c11",
                "transcript": "Médico: Buenos días, ¿qué le ocurre?\nPaciente: Me duele el abdomen.",
                "note": "SUBJETIVO\nRefiere dolor abdominal.\n",
                "summary": "SUBJETIVO\nRefiere dolor abdominal.\n",
                "sections": [
                    {
                        "key": "subjective",
                        "title": "Subjetivo",
                        "statements": [
                            {
                                "id": 17,
                                "text": "Refiere dolor abdominal.",
                                "evidence": [{"utterance_id": 1, "first": 1, "last": 4}],
                                "origin": "engine",
                            }
                        ],
                    }
                ],
                "open_findings": 0,
                "unfollowed": [],
            }
        }
    )

    consultation_id: str
    transcript: str
    note: str
    summary: str
    sections: list[SectionView]
    open_findings: int
    unfollowed: list[str]


class Accepted(Schema):
    """The work goes on. Ask at `Location`, or wait for `summary_ready` on the WebSocket."""

    consultation_id: str
    status: str
