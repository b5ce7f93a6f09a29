"""Reading stretches of decoded audio (`contract.Audio`) from the disk."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

SAMPLE_RATE = 16_000


def read_samples(path: Path, start: int, end: int) -> Samples:
    """Samples `start` to `end` (as far as there are any), from -1 to 1."""
    with path.open("rb") as file:
        file.seek(start * 2)
        raw = file.read((end - start) * 2)
    return (np.frombuffer(raw[: len(raw) // 2 * 2], "<i2") / 32768).astype(np.float32)


def count_samples(path: Path) -> int:
    return path.stat().st_size // 2
