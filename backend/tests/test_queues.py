"""How many jobs are worked on at once: here, everywhere, and begun in a minute."""

from typing import Any

import pytest

from medic_scribe.queues import HEARING, WRITING, Limits, queues
from medic_scribe.settings import load_settings

DEEPGRAM = {"speech_engine": "deepgram", "deepgram_api_key": "key"}
OPENAI = {"note_engine": "openai", "openai_api_key": "key"}
LIMITS = {"deepgram_at_once": 20, "deepgram_per_minute": 90, "openai_at_once": 12, "openai_per_minute": 60}
HERE = {"speech_engine": "whisper", "note_engine": "extractive", "speech_workers": 4}


@pytest.mark.parametrize(
    ("engines", "hearing", "writing"),
    [
        ({}, Limits(2), Limits(4)),
        (DEEPGRAM, Limits(8, 20, 90), Limits(4)),
        (OPENAI, Limits(2, 6, 30), Limits(6, 6, 30)),  # each queue gets half of what OpenAI allows
        (DEEPGRAM | OPENAI, Limits(6, 6, 30), Limits(6, 6, 30)),
    ],
)
def test_a_queue_keeps_to_the_limits_of_its_engines(
    engines: dict[str, Any], hearing: Limits, writing: Limits
) -> None:
    settings = load_settings(_env_file=None, **(HERE | LIMITS | engines))
    limits = {queue.name: queue.limits for queue in queues(settings)}
    assert (limits[HEARING], limits[WRITING]) == (hearing, writing)
