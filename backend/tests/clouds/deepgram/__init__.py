"""Deepgram on loopback: its published protocol over HTTP and WebSocket, for the official SDK to talk to."""

from tests.clouds.deepgram.behaviour import Behaviour
from tests.clouds.deepgram.recogniser import KnownWord, Recogniser, known_words
from tests.clouds.deepgram.server import KEY, Deepgram, deepgram

__all__ = ["KEY", "Behaviour", "Deepgram", "KnownWord", "Recogniser", "deepgram", "known_words"]
