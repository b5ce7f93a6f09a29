"""Sound for tests. The fake speech engine hears the same sentences in whatever sounds."""

import math
import struct
import wave
from io import BytesIO

RATE = 16_000


def tone(seconds: float = 2.5) -> bytes:
    return _wav([int(8000 * math.sin(n / 9)) for n in range(int(RATE * seconds))])


def silence(seconds: float = 2.0) -> bytes:
    return _wav([0] * int(RATE * seconds))


def _wav(samples: list[int]) -> bytes:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return buffer.getvalue()
