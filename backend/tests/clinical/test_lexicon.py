"""The lexicons are readable, say where they come from, and hold no broken row."""

from importlib import resources
from importlib.resources.abc import Traversable

import pytest

from medic_scribe.clinical import lexicon
from medic_scribe.clinical.drugs import drugs_by_name
from medic_scribe.clinical.lexicon import rows
from medic_scribe.clinical.measures import MeasurementKind
from medic_scribe.clinical.terms import TermKind

FILES = [file for file in resources.files(lexicon).iterdir() if file.name.endswith((".tsv", ".toml", ".txt"))]


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_each_file_says_its_source_and_licence(file: Traversable) -> None:
    head = file.read_text(encoding="utf-8")[:600]

    assert "# Source:" in head
    assert "Licence: CC0-1.0" in head


def test_they_are_broad() -> None:
    assert len({drug.name for drug in drugs_by_name().values()}) >= 600
    concepts = {row[0] for name in ("symptoms", "findings", "diagnoses") for row in rows(name)}
    assert len(concepts) >= 450
    assert len(rows("measures")) >= 100


@pytest.mark.parametrize("kind", list(TermKind))
def test_every_concept_has_expressions(kind: TermKind) -> None:
    assert all(len(row) == 2 and row[1] for row in rows(kind.value))


def test_measures_have_a_kind_and_bounds() -> None:
    for row in rows("measures"):
        assert MeasurementKind(row[3])
        assert float(row[4]) <= float(row[5])
