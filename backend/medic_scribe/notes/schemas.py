"""The note and its findings as the API shows them."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from medic_scribe.edge.schemas import Key, Line, Passage, RequiredName, Schema, Whole
from medic_scribe.notes.models import FindingState, Origin
from medic_scribe.writing.contract import FindingKind


class EvidenceView(Schema):
    """Words that support a statement: `text.split()[first:last]` of one utterance."""

    utterance_id: Whole = Field(ge=0, le=1_000_000)
    first: Whole = Field(ge=0, le=1_000_000)
    last: Whole = Field(ge=0, le=1_000_000)


class StatementView(Schema):
    """`origin` says who wrote it. What the clinician wrote may have no evidence."""

    id: int
    text: str
    evidence: list[EvidenceView]
    origin: Origin


class SectionView(Schema):
    key: str
    title: str
    statements: list[StatementView]


class NoteView(Schema):
    """`version` is the ETag. `stale`: the transcript was corrected after this note was written.

    `engine` wrote it. `notice` says, in the caller's language, why that is not the engine that was chosen.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "consultation_id": "1f6d8a52-7f5e-4a40-9a34-1f0f5f3c2c11",
                "version": 2,
                "origin": "engine",
                "engine": "extractive",
                "notice": None,
                "template": "soap",
                "instruction": "",
                "unfollowed": [],
                "sections": [
                    {
                        "key": "subjective",
                        "title": "Subjetivo",
                        "statements": [
                            {
                                "id": 17,
                                "text": "Niega dolor torácico y palpitaciones.",
                                "evidence": [{"utterance_id": 6, "first": 0, "last": 5}],
                                "origin": "engine",
                            }
                        ],
                    }
                ],
                "open_findings": 1,
                "stale": False,
                "created_at": "2026-03-02T09:36:12Z",
                "signed_at": None,
                "signed_by": None,
            }
        }
    )

    consultation_id: str
    version: int
    origin: Origin
    engine: str | None
    notice: "NoticeView | None"
    template: str
    instruction: str
    unfollowed: list[str]
    sections: list[SectionView]
    open_findings: int
    stale: bool
    created_at: datetime
    signed_at: datetime | None
    signed_by: str | None


class NoticeView(Schema):
    """`code` is stable, `message` a sentence for people."""

    code: str
    message: str


class DraftStatement(Schema):
    text: str
    evidence: list[EvidenceView]


class DraftSection(Schema):
    key: str
    title: str
    statements: list[DraftStatement]


class NoteDraftView(Schema):
    """What is written so far of a note in the making, in the order of its sections; it may still change."""

    sections: list[DraftSection]


class VersionView(Schema):
    """One line of the note's history."""

    version: int
    origin: Origin
    template: str
    created_at: datetime
    signed_at: datetime | None


class VersionList(Schema):
    items: list[VersionView]


class StatementEdit(Schema):
    """With `id`, a statement of the version read, which keeps its evidence. Without, a new one.

    A new statement may name its evidence: that of the finding it answers, for example.
    """

    id: Whole | None = Field(None, ge=1, le=2**53)
    text: Line
    evidence: Annotated[tuple[EvidenceView, ...], Field(max_length=50)] = ()


class SectionEdit(Schema):
    key: Key
    title: RequiredName
    statements: Annotated[list[StatementEdit], Field(max_length=500)]


class NoteEdit(Schema):
    """The whole note as it shall be. It becomes a new version; the old one stays in the history."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "sections": [
                    {
                        "key": "plan",
                        "title": "Plan",
                        "statements": [{"id": 31, "text": "Metformina 850 mg cada 12 horas."}],
                    }
                ]
            }
        }
    )

    sections: Annotated[list[SectionEdit], Field(min_length=1, max_length=50)]


class Regeneration(Schema):
    """Write the note again, or one section of it, perhaps with another template or instruction."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"section": "plan", "instruction": "Separe lo urgente."}}
    )

    template: Key | None = None
    instruction: Passage | None = None
    section: Key | None = Field(None, description="Only this section; the others stay as they are.")


class NewAddendum(Schema):
    model_config = ConfigDict(
        json_schema_extra={"example": {"text": "El paciente llama para precisar que toma 1 g, no 850 mg."}}
    )

    text: Line


class FindingView(Schema):
    """`message` says in the caller's language what was found, and where: by words, a statement or seconds."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": 3,
                "kind": "omitted",
                "code": "allergy_omitted",
                "message": "En la consulta se dijo «alergia al metamizol»; la nota no lo recoge.",
                "quote": "alergia al metamizol",
                "evidence": [{"utterance_id": 12, "first": 2, "last": 5}],
                "statement_id": None,
                "span": None,
                "state": "open",
                "reason": "",
            }
        }
    )

    id: int
    kind: FindingKind
    code: str
    message: str
    quote: str
    evidence: list[EvidenceView]
    statement_id: int | None
    span: tuple[float, float] | None
    state: FindingState
    reason: str


class FindingList(Schema):
    items: list[FindingView]


class Dismissal(Schema):
    """Why it may stay as it is. The reason is kept with the note."""

    model_config = ConfigDict(json_schema_extra={"example": {"reason": "Ya figura en la historia."}})

    reason: Line
