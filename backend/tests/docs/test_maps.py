"""The packages of the note engine say what each of their modules is for."""

import re
from pathlib import Path

import pytest

from tests.docs.documents import ROOT

ENGINE = ROOT / "backend" / "medic_scribe" / "writing" / "extractive"
PACKAGES = sorted(path.parent for path in ENGINE.glob("*/__init__.py"))


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_a_map_names_every_module_once(package: Path) -> None:
    rows = re.findall(r"^([a-z_, ]+?)  ", (package / "__init__.py").read_text(), flags=re.MULTILINE)
    named = [module for row in rows for module in row.split(", ")]
    assert sorted(named) == sorted(path.stem for path in package.glob("[!_]*.py"))
