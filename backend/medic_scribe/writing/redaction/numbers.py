"""Telephone and document numbers, e-mails and addresses, written in figures or said in words."""

import re
from collections.abc import Iterator

from medic_scribe.clinical.text import fold
from medic_scribe.writing.redaction.vault import Kind, Span
from medic_scribe.writing.redaction.words import cues

_EMAIL = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\w+(?:\s+(?:punto|guion|guión)(?:\s+bajo)?\s+\w+)*\s+arroba\s+\w+(?:\s+punto\s+\w+)+",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"\b(?:\d{8}[ -]?[A-Za-z]|\d{1,2}\.\d{3}\.\d{3}-?[A-Za-z])\b"  # Spain: DNI
    r"|\b[XYZxyz][ -]?\d{7}[ -]?[A-Za-z]\b"  # Spain: NIE
    r"|\b\d{2}-\d{7,8}-\d\b"  # Argentina: CUIT, CUIL
    r"|\b\d{1,2}\.\d{3}\.\d{3}-[\dkK]\b"  # Chile: RUT
    r"|\b[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d\b"  # Mexico: CURP
    r"|\b[A-Z]{4}\d{6}[A-Z0-9]{3}\b"  # Mexico: RFC
)
_LONG_FIGURE = re.compile(r"(?<![\d.,/])\+?\d(?:[ .()-]{0,2}\d){7,19}(?![\d/])")
_DATE = re.compile(r"\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d{2}|(?:19|20)\d{2}[ .-]\d{1,2}[ .-]\d{1,2}")
_PRESSURES = re.compile(r"(?:\d{1,3} ){2,}\d{1,3}")  # "80 75 90": groups of a pulse, not of a telephone
_UNITS = re.compile(r"\s*(?:unidades|ui|mg|mcg|g|ml|miligramos|gramos|leucocitos|plaquetas|hematies)\b")
_DIGIT = "cero|uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
_NUMBER = (
    rf"(?:{_DIGIT}|diez|once|doce|trece|catorce|quince|dieci\w+|veinte|veinti\w+|treinta|cuarenta|cincuenta"
    r"|sesenta|setenta|ochenta|noventa|cien|ciento|doscient\w+|trescient\w+|cuatrocient\w+|quinient\w+"
    r"|seiscient\w+|setecient\w+|ochocient\w+|novecient\w+|mil|millon(?:es)?)"
)
_DICTATED = re.compile(rf"\b(?:{_DIGIT})(?:,?\s+(?:{_DIGIT})){{6,}}\b")
_SAID = rf"{_NUMBER}(?:,?\s+(?:y\s+)?{_NUMBER}){{2,}}"
_WRITTEN = r"(?=[a-z]{0,4}[ -]?\d)[a-z]{0,4}[ .-]?\d(?:[ ./-]?\d){2,}(?:[ -]?[a-z]\b)?"
_CAPITAL = r"[A-ZÁÉÍÓÚÑ]\w+"
_STREET = r"(?:(?:de|del|la|las|los|el|y)\s+){0,3}"


def find_numbers(text: str) -> Iterator[Span]:
    """What no other of them overlaps, the surest first."""
    taken: list[Span] = []
    for span in _all(text):
        if not any(span.begin < other.end and other.begin < span.end for other in taken):
            taken.append(span)
            yield span


def _all(text: str) -> Iterator[Span]:
    folded = _folded(text)
    yield from (Span(*found.span(), Kind.EMAIL) for found in _EMAIL.finditer(text))
    yield from (Span(*found.span(), Kind.DOCUMENT) for found in _DOCUMENTS.finditer(text))
    yield from _after_cue(folded)
    yield from _addresses(text)
    for found in _LONG_FIGURE.finditer(folded):
        date = _DATE.fullmatch(found[0]) or _PRESSURES.fullmatch(found[0])
        if not date and not _UNITS.match(folded, found.end()):
            yield Span(*found.span(), Kind.PHONE)
    yield from (Span(*found.span(), Kind.PHONE) for found in _DICTATED.finditer(folded))


def _after_cue(folded: str) -> Iterator[Span]:
    """ "Teléfono", "historia clínica" …, at most a few words, then a number of three figures or more."""
    small = "es|el|la|mi|su|de|numero|nro|num|n|no|al|con|movil|identidad|clinica|social"
    between = rf"[\s:.,]*(?:(?:{small})[\s:.º°]+){{0,5}}"
    for found in re.finditer(rf"\b(?:{_alternatives('number')})\b{between}({_WRITTEN}|{_SAID})", folded):
        yield Span(*found.span(1), Kind.DOCUMENT)


def _addresses(text: str) -> Iterator[Span]:
    """ "Calle Mayor 15, 3º B", "carrera 15 # 82-30": from the kind of street to the last number."""
    streets, numbered = _alternatives("street"), _alternatives("numbered_street")
    number = r"(?:numero|número|nº|n\.º|#|no\.|con)?\s*\d+(?:\s*[-–]\s*\d+)?[\wºª]*"
    house = rf"(?:,?\s*{number}(?:,?\s*\d+[ºª.o]?)?(?:\s?[A-Z]\b)?)?"
    named = rf"(?i:(?:av|avda|c/)\.|{streets}|c/)\s+{_STREET}{_CAPITAL}"
    pattern = rf"\b(?:{named}|(?i:{numbered})\s+\d+)(?:\s+{_STREET}(?:{_CAPITAL}|\d+)){{0,4}}{house}"
    for found in re.finditer(pattern, text):
        yield Span(*found.span(), Kind.ADDRESS)


def _alternatives(cue: str) -> str:
    return "|".join(sorted(map(re.escape, cues(cue)), key=len, reverse=True))


def _folded(text: str) -> str:
    """Folded letter by letter, so that places stay the same."""
    return "".join(one if len(one := fold(letter)) == 1 else letter for letter in text)
