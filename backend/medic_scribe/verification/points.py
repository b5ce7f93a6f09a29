"""A point that is verified, and how it came out.

A point is a function of a `Deployment`. It returns if all is as it should be, raises `Failed` with what is
not, or `Skipped` with why it could not be looked at. `cli.verify.point.<name>` in the message files says what
should be, and `cli.verify.reason.<code>` what was found.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medic_scribe.verification.deployment import Deployment

Params = Mapping[str, str | int | float]


class State(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


class _Found(Exception):
    def __init__(self, code: str, **params: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Failed(_Found):
    """It is not as it should be."""


class Skipped(_Found):
    """It could not be looked at."""


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    state: State
    seconds: float
    code: str | None = None
    params: Params = field(default_factory=dict[str, str | int | float])


Point = Callable[["Deployment"], None]
