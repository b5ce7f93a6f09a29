"""The placeholders and what they stand for."""

import re
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    PERSON = "PERSONA"
    NAME = "NOMBRE"  # of somebody, a place or a firm: nobody can tell
    PHONE = "TELEFONO"
    DOCUMENT = "DOCUMENTO"
    EMAIL = "CORREO"
    ADDRESS = "DIRECCION"
    LITERAL = "TEXTO"  # what was said looked like one of these placeholders


@dataclass(frozen=True, slots=True)
class Span:
    """`text[begin:end]`."""

    begin: int
    end: int
    kind: Kind


# A model may lose the brackets, or the capitals.
PLACEHOLDER = re.compile(rf"\[?({'|'.join(Kind)})_(\d{{1,6}})\]?", re.IGNORECASE)


@dataclass
class Vault:
    """The same words get the same placeholder throughout. It never leaves this machine."""

    _placeholders: dict[tuple[Kind, str], str] = field(default_factory=dict[tuple[Kind, str], str])
    _originals: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])

    def put(self, kind: Kind, original: str) -> str:
        if known := self._placeholders.get((kind, original)):
            return known
        number = sum(one is kind for one, _ in self._placeholders) + 1
        placeholder = f"[{kind}_{number}]"
        self._placeholders[kind, original] = placeholder
        self._originals[kind.value, number] = original
        return placeholder

    def restore(self, text: str) -> str:
        """Every placeholder that was given out is what it stood for; others stay as they are."""
        return PLACEHOLDER.sub(
            lambda found: self._originals.get((found[1].upper(), int(found[2])), found[0]), text
        )

    def knows_all(self, text: str) -> bool:
        """Whether every placeholder in it was given out."""
        return all(
            (kind.upper(), int(number)) in self._originals for kind, number in PLACEHOLDER.findall(text)
        )
