import multiprocessing
from pathlib import Path

import pytest

from medic_scribe.errors import ModelDamaged
from medic_scribe.speech import model
from medic_scribe.speech.model import packaged_model
from medic_scribe.speech.whisper import WhisperEngine


def test_a_damaged_file_is_refused_also_when_the_engine_has_used_it(tmp_path: Path) -> None:
    folder = packaged_model(tmp_path / "whisper-base")
    weights = folder / "model.bin"
    assert packaged_model(folder) == folder

    with weights.open("r+b") as file:
        file.seek(70_000_000)
        file.write(b"\0\1\2\3")

    with pytest.raises(ModelDamaged):
        packaged_model(folder)
    with pytest.raises(ModelDamaged):
        WhisperEngine(models_folder=tmp_path).load()


def test_without_the_packages_the_model_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "PARTS", (("no_such_package_part1", "model.bin.part1"),))

    with pytest.raises(ModelDamaged):
        packaged_model(tmp_path / "whisper-base")


def test_two_processes_can_make_it_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "whisper-base"
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(packaged_model, [folder, folder]) == [folder, folder]

    assert sorted(path.name for path in folder.iterdir()) == sorted([*model.BESIDE_THE_WEIGHTS, "model.bin"])
