"""The speech engine that asks Deepgram, in the cloud or on a server of one's own (docs/engines.md)."""

from medic_scribe.speech.deepgram.engine import DeepgramEngine

__all__ = ["DeepgramEngine"]
