"""One ONNX network with a typed face: onnxruntime publishes no types."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]

Floats = npt.NDArray[np.float32]
Network = Callable[[Mapping[str, Floats]], list[Floats]]


def load_network(path: Path, threads: int = 1) -> Network:
    """Without a memory arena: these networks are small and must not grow the process."""
    runtime = cast("Any", onnxruntime)
    options = runtime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    session = runtime.InferenceSession(str(path), sess_options=options, providers=["CPUExecutionProvider"])

    def run(inputs: Mapping[str, Floats]) -> list[Floats]:
        return cast("list[Floats]", session.run(None, dict(inputs)))

    return run
