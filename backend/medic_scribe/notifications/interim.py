"""What may still change: sent to who listens right now, kept nowhere and never sent again.

It reaches the sockets of the process that hears the recording. Elsewhere the clinician reads the text once it
is final: patients' words take no way between processes but the database.
"""

from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping

from pydantic import TypeAdapter

from medic_scribe.database.base import now
from medic_scribe.speech.contract import Speaker
from medic_scribe.waits import Waits

_as_json = TypeAdapter(Mapping[str, object]).dump_json


class Interim(Waits):
    """One per process. Who is slow misses some: each message takes the place of the one before."""

    def __init__(self) -> None:
        super().__init__()
        self._newest: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def tell(
        self, user_id: str, consultation_id: str, utterance: int, text: str, start: float, end: float
    ) -> None:
        """Of one consultation, `utterance` is the id after the last final one."""
        if not self.anybody(user_id):
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
        self.wake(user_id)

    async def follow(self, user_id: str) -> AsyncGenerator[str]:
        """The messages as they are sent."""
        sent: dict[str, str] = {}
        try:
            with self.waiting(user_id) as told:
                while True:
                    await told.wait()
                    told.clear()
                    for consultation_id, message in list(self._newest[user_id].items()):
                        if sent.get(consultation_id) != message:
                            sent[consultation_id] = message
                            yield message
        finally:
            if not self.anybody(user_id):
                self._newest.pop(user_id, None)
