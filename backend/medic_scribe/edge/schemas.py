"""What all requests and answers have in common."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Strict,
    StringConstraints,
)


class Schema(BaseModel):
    model_config = ConfigDict(from_attributes=True, frozen=True)


def _storable(text: str) -> str:
    if "\x00" in text:  # PostgreSQL has no place for it
        raise ValueError("a text has no NUL")
    return text


def _iso(value: object) -> object:
    """Pydantic would take a number for a moment as well."""
    if isinstance(value, int | float):
        raise ValueError("a moment is a text")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_iso)]
Whole = Annotated[int, Strict()]
"""A number, and not `true` or `"3"`."""

Storable = AfterValidator(_storable)

Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Storable]
RequiredName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable
]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000), Storable]
Passage = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000), Storable]
Key = Annotated[str, StringConstraints(min_length=1, max_length=64), Storable]
