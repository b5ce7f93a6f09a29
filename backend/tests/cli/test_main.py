import pytest

from medic_scribe.cli.exit_codes import ExitCode
from medic_scribe.cli.main import run

pytestmark = pytest.mark.usefixtures("home")


def test_a_command_that_does_not_exist_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["volar"]) == ExitCode.USAGE
    assert run(["doctor", "--alas"]) == ExitCode.USAGE
    shown = capsys.readouterr().err
    assert "--alas" in shown
    assert "no se entiende" in shown


def test_what_nobody_foresaw_is_a_sentence_without_the_errors_own_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(_: object) -> None:
        raise RuntimeError("Antonio García, 58 años")

    monkeypatch.setattr("medic_scribe.cli.checks.run_checks", break_down)
    assert run(["doctor"]) == ExitCode.FAILED
    shown = capsys.readouterr().err
    assert "RuntimeError" in shown
    assert "Antonio" not in shown
