"""Templates as the API shows them."""

from typing import Annotated

from pydantic import ConfigDict, Field, field_validator

from medic_scribe.edge.schemas import Key, Passage, RequiredName, Schema
from medic_scribe.writing.contract import SectionSpec, Topic


class TemplateSection(Schema):
    """Without `topics`, what belongs here follows from title and instruction."""

    key: Key
    title: RequiredName
    instruction: Passage = ""
    topics: tuple[Topic, ...] = ()


class NewTemplate(Schema):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "title": "Revisión breve",
                "sections": [
                    {"key": "cambios", "title": "Qué ha cambiado", "topics": ["illness", "medication"]},
                    {"key": "plan", "title": "Plan", "instruction": "Una línea por decisión."},
                ],
            }
        }
    )

    title: RequiredName
    sections: Annotated[list[TemplateSection], Field(min_length=1, max_length=30)]

    @field_validator("sections")
    @classmethod
    def _keys_differ(cls, sections: list[TemplateSection]) -> list[TemplateSection]:
        if len({section.key for section in sections}) < len(sections):
            raise ValueError("two sections have the same key")
        return sections

    def specs(self) -> tuple[SectionSpec, ...]:
        """As the note engines take them."""
        return tuple(
            SectionSpec(section.key, section.title, section.instruction, section.topics)
            for section in self.sections
        )


class TemplateView(Schema):
    """`built_in` templates cannot be changed: duplicate one to have your own."""

    key: str
    title: str
    sections: list[TemplateSection]
    built_in: bool
    is_default: bool


class TemplateList(Schema):
    items: list[TemplateView]
