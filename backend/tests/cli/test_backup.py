import io
from pathlib import Path

import pytest

from medic_scribe.cli.exit_codes import ExitCode
from medic_scribe.cli.main import run

pytestmark = pytest.mark.usefixtures("home")


def test_a_backup_is_restored_elsewhere(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("una frase larga\n"))
    assert run(["user", "add", "ana@example.org"]) == ExitCode.OK
    assert run(["backup", "copia.tar"]) == ExitCode.OK
    assert (home / "copia.tar").stat().st_mode & 0o077 == 0

    monkeypatch.setenv("VAR_FOLDER", str(home / "elsewhere"))
    assert run(["restore", "copia.tar"]) == ExitCode.OK
    assert "restaurados" in capsys.readouterr().err
    # The account is there: it cannot be made again.
    monkeypatch.setattr("sys.stdin", io.StringIO("una frase larga\n"))
    assert run(["user", "add", "ana@example.org"]) == ExitCode.USAGE


def test_a_backup_replaces_no_file(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "copia.tar").write_text("something else")
    assert run(["backup", "copia.tar"]) == ExitCode.USAGE
    assert "ya existe" in capsys.readouterr().err
    assert (home / "copia.tar").read_text() == "something else"


def test_what_is_no_backup_is_refused_in_words(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "copia.tar").write_text("something else")
    assert run(["restore", "copia.tar"]) == ExitCode.FAILED
    assert "está cortado o alterado" in capsys.readouterr().err


def test_a_backup_that_is_not_there_is_missed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["restore", "copia.tar"]) == ExitCode.USAGE
    assert "No existe el archivo" in capsys.readouterr().err


def test_the_database_is_brought_up_to_date(home: Path) -> None:
    assert run(["migrate"]) == ExitCode.OK
    assert (home / "var" / "medic_scribe.db").exists()
    assert run(["migrate"]) == ExitCode.OK  # once more does no harm
