import json
from pathlib import Path

import pytest

from medic_scribe.cli.exit_codes import ExitCode
from medic_scribe.cli.main import run

CASE = {
    "utterances": [
        {"speaker": "clinician", "text": "¿Qué le pasa?"},
        {"speaker": "patient", "text": "Me duele la barriga desde hace dos días."},
    ],
    "facts": [{"section": "S", "fact": "dolor de barriga", "all": ["barriga|abdom"]}],
}


@pytest.fixture
def folder(home: Path) -> Path:
    (home / "consultas").mkdir()
    (home / "consultas" / "abdomen.json").write_text(json.dumps(CASE))
    return home / "consultas"


def test_the_measures_are_json_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(folder), "--json"]) == ExitCode.OK
    measured = json.loads(capsys.readouterr().out)
    assert measured["cases"][0]["case"] == "abdomen"
    assert {"fact_recall", "section_recall", "length_ratio", "rouge1", "rougeL", "traps"} <= measured[
        "overall"
    ].keys()


def test_the_table_names_each_case_and_the_notes_are_shown_when_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", str(folder)]) == ExitCode.OK
    table = capsys.readouterr().out
    assert "abdomen" in table
    assert "barriga" not in table
    assert run(["evaluate", str(folder), "--show"]) == ExitCode.OK
    assert len(capsys.readouterr().out) > len(table)


def test_a_folder_without_consultations_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(home)]) == ExitCode.USAGE
    assert run(["evaluate", str(home / "nada")]) == ExitCode.USAGE
    assert "No hay ninguna consulta" in capsys.readouterr().err


def test_a_file_of_another_format_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "otra.json").write_text('{"facts": [{"fact": "sin sección"}]}')
    assert run(["evaluate", str(folder)]) == ExitCode.USAGE
    assert "docs/evaluation.md" in capsys.readouterr().err
