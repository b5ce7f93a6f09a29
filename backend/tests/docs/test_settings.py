"""Every setting is in both READMEs and in .env.example, with its default, and nothing else is."""

import re
from pathlib import Path

import pytest

from medic_scribe.settings import Settings, load_settings
from tests.docs.documents import ENV_EXAMPLE, README, README_ES, code, section, table_rows

SETTINGS = {name.upper() for name in Settings.model_fields}
TABLES = [(README, "## Settings"), (README_ES, "## Ajustes")]


@pytest.mark.parametrize(("document", "heading"), TABLES)
def test_the_table_names_every_setting_and_no_other(document: Path, heading: str) -> None:
    rows = table_rows(section(document.read_text(), heading))
    named = [code(row[0])[0] for row in rows]
    assert sorted(named) == sorted(SETTINGS)


@pytest.mark.parametrize(("document", "heading"), TABLES)
def test_the_table_gives_the_default(
    document: Path, heading: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)  # where there is no .env
    settings = load_settings()
    for row in table_rows(section(document.read_text(), heading)):
        name, told = code(row[0])[0], (code(row[1]) or [""])[0]
        value = getattr(settings, name.lower())
        actual = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        assert told == actual, name


def test_the_example_has_every_setting_and_no_other() -> None:
    named = re.findall(r"^#? ?([A-Z][A-Z_]+)=", ENV_EXAMPLE.read_text(), flags=re.MULTILINE)
    assert sorted(named) == sorted(SETTINGS)


def test_the_example_changes_nothing_as_it_is() -> None:
    lines = ENV_EXAMPLE.read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []
