"""How the stand-in answers. Without being told otherwise it writes a note that quotes, with its evidence."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.clouds.openai.request import Asked, Json


@dataclass(frozen=True)
class Reply:
    """`text` in pieces, unless `status` is an error's, with its `body` and `headers`.

    `finish` is why it ends; None: the connection breaks off. `wait` is for the answer that never comes.
    """

    text: str = ""
    finish: str | None = "stop"
    status: int = 200
    body: Json = field(default_factory=dict[str, object])
    headers: dict[str, str] = field(default_factory=dict[str, str])
    refusal: str = ""
    wait: bool = False


Behaviour = Callable[[Asked], Reply]


def quoting(asked: Asked) -> Reply:
    """The first section quotes every passage, word for word; the others are empty."""
    quotes = [{"text": passage["text"], "evidence": [passage["id"]]} for passage in asked.passages]
    sections = {key: quotes if place == 0 else [] for place, key in enumerate(asked.keys)}
    answer: Json = {"sections": sections}
    if asked.schema and "unfollowed" in asked.schema["properties"]:
        answer["unfollowed"] = []
    return Reply(json.dumps(answer, ensure_ascii=False))


def answering(answer: Json | str) -> Behaviour:
    return lambda _: Reply(answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False))


def cut_off(asked: Asked) -> Reply:
    """The answer reached its most tokens."""
    text = quoting(asked).text
    return Reply(text[: len(text) // 2], finish="length")


def breaking_off(asked: Asked) -> Reply:
    text = quoting(asked).text
    return Reply(text[: len(text) // 2], finish=None)


def declining(asked: Asked) -> Reply:
    return Reply(refusal="I'm sorry, I cannot assist with that request.")


def hanging(asked: Asked) -> Reply:
    return Reply(wait=True)


def error(status: int, code: str | None = None, message: str = "no", **headers: str) -> Behaviour:
    """As OpenAI words its errors; `retry_after="0.01"` is a header."""
    body = {"error": {"message": message, "type": "error", "param": None, "code": code}}
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Reply(status=status, body=body, headers=told)


@dataclass
class Behaviours:
    """The `next` ones, one a request, then `usual`."""

    usual: Behaviour = quoting
    next: list[Behaviour] = field(default_factory=list[Behaviour])
    let_go: threading.Event = field(default_factory=threading.Event)

    def take(self) -> Behaviour:
        return self.next.pop(0) if self.next else self.usual
