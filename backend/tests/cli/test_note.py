"""`medic-scribe note` as a person runs it: a process of its own, with the tests' engines."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from medic_scribe.cli.exit_codes import ExitCode
from medic_scribe.cli.main import run


def note(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "medic_scribe.cli", "note", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def test_a_recording_becomes_a_note_that_is_kept(recording: Path, home: Path) -> None:
    done = note(recording, "--json")
    assert done.returncode == ExitCode.OK, done.stderr
    document = json.loads(done.stdout)
    said = " ".join(utterance["text"] for utterance in document["transcript"])
    assert "dolor abdominal" in said
    statements = [row for section in document["sections"] for row in section["statements"]]
    assert statements
    assert all(row["evidence"] for row in statements)
    kept = home / "var" / "notes" / f"{document['consultation_id']}.json"
    assert json.loads(kept.read_text())["sections"] == document["sections"]


def test_the_transcript_is_shown_with_the_note_and_the_note_goes_to_a_file(
    recording: Path, home: Path
) -> None:
    done = note(recording, "--transcript")
    assert done.returncode == ExitCode.OK, done.stderr
    assert done.stdout.index("Transcripción") < done.stdout.index("[0]")
    done = note(recording, "--output", home / "nota.md")
    assert done.returncode == ExitCode.OK, done.stderr
    assert done.stdout == ""
    assert (home / "nota.md").read_text().startswith("## ")


def test_a_file_that_is_not_audio_is_refused_and_nothing_kept(home: Path) -> None:
    text = home / "consulta.wav"
    text.write_text("esto no es audio")
    done = note(text)
    assert done.returncode == ExitCode.RECORDING
    assert "no es una grabación" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((home / "var" / "uploads").iterdir()) == []


def test_what_does_not_exist_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["note", "perdida.wav"]) == ExitCode.USAGE
    assert "perdida.wav" in capsys.readouterr().err
    (home / "a.wav").touch()
    assert run(["note", "a.wav", "--template", "poema"]) == ExitCode.USAGE
    assert "soap" in capsys.readouterr().err
