"""A server on loopback that speaks OpenAI's chat completions, for the official SDK to talk to."""

from tests.clouds.openai.behaviour import (
    Behaviour,
    Reply,
    answering,
    breaking_off,
    cut_off,
    declining,
    error,
    hanging,
    quoting,
)
from tests.clouds.openai.request import Asked
from tests.clouds.openai.server import KEY, OpenAIStandIn, openai_server

__all__ = [
    "KEY",
    "Asked",
    "Behaviour",
    "OpenAIStandIn",
    "Reply",
    "answering",
    "breaking_off",
    "cut_off",
    "declining",
    "error",
    "hanging",
    "openai_server",
    "quoting",
]
