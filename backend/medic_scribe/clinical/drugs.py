"""The drug lexicon: names, brands, strengths and usual routes."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from medic_scribe.clinical.lexicon import cell, rows
from medic_scribe.clinical.text import fold

_STRENGTHS = re.compile(r"^((?:[\d/,.]+ )*)(\S+)$")


@dataclass(frozen=True, slots=True)
class Drug:
    """`name` is the international one in Spanish; `written` the one said, rightly spelled ("aspirina").

    `strengths` maps each usual unit to the usual figures ("850", "875/125").
    """

    name: str
    units: tuple[str, ...] = ()
    strengths: tuple[tuple[str, frozenset[str]], ...] = ()
    route: str = ""
    written: str = ""

    def unit_of(self, dose: str) -> str:
        """The unit of a dose said without one: the drug's only unit, or the only one with that strength.

        Empty where nobody takes so much of it: "biotina de diez mil" counts micrograms.
        """
        figure = dose.replace(".", ",")
        if len(self.units) == 1:
            too_much = self.units[0] == "mg" and _value(figure) > _MOST_MILLIGRAMS
            return "" if too_much else self.units[0]
        fitting = [unit for unit, figures in self.strengths if figure in figures]
        return fitting[0] if len(fitting) == 1 else ""


_MOST_MILLIGRAMS = 4_000  # of any drug at once


def _value(figure: str) -> float:
    return float(figure.replace(",", ".")) if re.fullmatch(r"\d+(,\d+)?", figure) else 0.0


@lru_cache
def drugs_by_name() -> dict[str, Drug]:
    """Every name and brand, folded, to its drug. Names of several words hold single spaces."""
    named: dict[str, Drug] = {}
    for row in rows("drugs"):
        drug = _drug(row)
        for name in (drug.name, *cell(row, 1).split(";")):
            if name:
                written = drug.name if "/" in drug.name or len(name) < 4 else name
                named.setdefault(key(name), replace(drug, written=written))
    for brand, content in rows("brands"):
        known = named.get(key(content))
        named.setdefault(key(brand), replace(known or Drug(content), written=brand.capitalize()))
    return named


@lru_cache
def paired_strengths() -> frozenset[str]:
    """The strengths of combinations: "49/51", "875/125"."""
    strengths = {
        figure for drug in drugs_by_name().values() for _, group in drug.strengths for figure in group
    }
    return frozenset(figure for figure in strengths if "/" in figure)


@lru_cache
def names_by_first_word() -> dict[str, tuple[tuple[tuple[str, ...], Drug], ...]]:
    """Names as word tuples by their first word, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Drug]]] = {}
    for name, drug in drugs_by_name().items():
        parts = tuple(name.split())
        index.setdefault(parts[0], []).append((parts, drug))
    return {first: tuple(sorted(names, key=lambda n: -len(n[0]))) for first, names in index.items()}


def key(name: str) -> str:
    """A name as it stands among folded tokens: "amoxicilina/ácido" → "amoxicilina acido"."""
    return " ".join(re.sub(r"[/]", " ", fold(name)).split())


def _drug(row: tuple[str, ...]) -> Drug:
    groups: list[tuple[str, frozenset[str]]] = []
    for group in cell(row, 2).split(";"):
        match = _STRENGTHS.match(group.strip())
        if match:
            groups.append((match[2], frozenset(match[1].split())))
    return Drug(row[0], tuple(dict.fromkeys(unit for unit, _ in groups)), tuple(groups), cell(row, 3))
