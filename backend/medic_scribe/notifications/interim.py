"""What may still change: sent to who listens right now, kept nowhere and never sent again.

It reaches the sockets of the process that hears the recording. Elsewhere the clinician reads the text once it
is final: patients' words take no way between processes but the database.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping

from pydantic import TypeAdapter

from medic_scribe.database.base import now
from medic_scribe.speech.contract import Speaker

_as_json = TypeAdapter(Mapping[str, object]).dump_json


class Interim:
    """One per process. Who is slow misses some: each message takes the place of the one before."""

    def __init__(self) -> None:
        self._newest: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._listening: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def tell(
        self, user_id: str, consultation_id: str, utterance: int, text: str, start: float, end: float
    ) -> None:
        """Of one consultation, `utterance` is the id after the last final one."""
        if not self._listening.get(user_id):
            return
        said = {"id": utterance, "speaker": Speaker.UNKNOWN, "text": text, "start": start, "end": end}
        message = {
            "id": None,
            "type": "utterances",
            "consultation_id": consultation_id,
            "at": now(),
            "data": {"final": False, "utterances": [said]},
        }
        self._newest[user_id][consultation_id] = _as_json(message).decode()
        for told in self._listening[user_id]:
            told.set()

    async def follow(self, user_id: str) -> AsyncGenerator[str]:
        """The messages as they are sent."""
        told = asyncio.Event()
        sent: dict[str, str] = {}
        self._listening[user_id].add(told)
        try:
            while True:
                await told.wait()
                told.clear()
                for consultation_id, message in list(self._newest[user_id].items()):
                    if sent.get(consultation_id) != message:
                        sent[consultation_id] = message
                        yield message
        finally:
            self._listening[user_id].discard(told)
            if not self._listening[user_id]:
                self._listening.pop(user_id, None)
                self._newest.pop(user_id, None)
