"""How a server that speaks OpenAI's chat completions is asked, over OpenAI's own SDK.

The SDK tries again where a server is busy (after as long as its `Retry-After` says), fails or cannot be
reached. What is done here: what a compatible server does not know is left out and asked for in another way,
a stream that breaks off is asked for once more, and an answer that never ends is ended.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from typing import Any

import httpx2
import openai
from openai import omit
from openai.types.chat import ChatCompletionChunk
from openai.types.chat.completion_create_params import ResponseFormat

from medic_scribe.writing.openai_compatible.failures import (
    ContextTooSmall,
    Reason,
    failed,
    is_too_long,
    ours,
)
from medic_scribe.writing.openai_compatible.prompt import Messages
from medic_scribe.writing.usage import Meter

CONNECT = 10.0  # seconds
LONGEST_ANSWER = 900.0  # seconds, for an answer that trickles
BYTES_OF_A_TOKEN = 16  # more than any has on average: an answer beyond that does not end by itself
NO_KEY = "none"  # a server on one's own machine may want none; the SDK wants one


class Format(IntEnum):
    """How the form of the answer is asked for, the surest first. Below, only the prompt asks for it."""

    SCHEMA = 0
    OBJECT = 1
    PROMPT = 2


OPTIONAL = ("temperature", "stream_options", "max_completion_tokens")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a server takes of a request. `left_out` are the parameters that it refused."""

    format: Format = Format.SCHEMA
    left_out: frozenset[str] = frozenset()

    def conceding(self, error: openai.APIStatusError) -> "Dialect | None":
        """The next thing to try; None where nothing is left to give up."""
        said = f"{error.param} {error.message}".lower()
        for name in OPTIONAL:
            if name in said and name not in self.left_out:
                return replace(self, left_out=self.left_out | {name})
        return replace(self, format=Format(self.format + 1)) if self.format < Format.PROMPT else None


@dataclass
class Service:
    """A server and a model of it. `timeout` is for a silence, in seconds; `context` the model's, in tokens.

    Prices in US dollars a million tokens, 0 where they are not known.
    """

    model: str
    key: str = ""
    base_url: str | None = None
    timeout: float = 60.0
    retries: int = 3
    context: int = 64_000
    input_price: float = 0.0
    output_price: float = 0.0
    dialect: Dialect = field(default_factory=Dialect, init=False)

    @property
    def answer_room(self) -> int:
        """Tokens kept for the answer, thinking included."""
        return self.context // 4

    def ask(
        self, messages: Messages, schema: dict[str, Any], hear: Callable[[str], None] | None = None
    ) -> str:
        """The whole answer; `hear` is called with what there is of it, again and again.

        Raises `NoteServiceFailed`, and `ContextTooSmall` where question or answer is too long.
        """
        try:
            return self._heard(messages, schema, hear)
        except openai.APITimeoutError as error:
            raise ours(error) from None  # it was waited for long enough
        except openai.APIConnectionError:
            pass  # perhaps half the answer was there already
        except openai.OpenAIError as error:
            raise ours(error) from None
        try:
            return self._heard(messages, schema, hear)
        except openai.OpenAIError as error:
            raise ours(error) from None

    def _heard(self, messages: Messages, schema: dict[str, Any], hear: Callable[[str], None] | None) -> str:
        with self._opened(messages, schema) as stream:
            answer = _Answer(self.answer_room * BYTES_OF_A_TOKEN, time.monotonic() + LONGEST_ANSWER)
            for chunk in stream:
                answer.add(chunk)
                if hear and "]" in answer.latest:
                    hear(answer.text)
        Meter(self.model, self.input_price, self.output_price).count(answer.read, answer.written)
        if answer.declined:
            raise failed(Reason.DECLINED)
        if answer.cut:
            raise ContextTooSmall
        return answer.text

    def _opened(self, messages: Messages, schema: dict[str, Any]) -> openai.Stream[ChatCompletionChunk]:
        while True:
            dialect = self.dialect
            try:
                return self._create(messages, schema, dialect)
            except openai.APIStatusError as error:
                if error.status_code not in (400, 413, 422, 500, 501):
                    raise
                if is_too_long(error):
                    raise ContextTooSmall from None
                conceded = dialect.conceding(error) if error.status_code != 413 else None
                if conceded is None or (error.status_code >= 500 and not _names_a_format(error)):
                    raise
                self.dialect = conceded

    def _create(
        self, messages: Messages, schema: dict[str, Any], dialect: Dialect
    ) -> openai.Stream[ChatCompletionChunk]:
        left_out = dialect.left_out
        return self._client.chat.completions.create(
            model=self.model,
            messages=messages,
            stream=True,
            response_format=_response_format(dialect.format, schema) or omit,
            temperature=omit if "temperature" in left_out else 0,
            stream_options=omit if "stream_options" in left_out else {"include_usage": True},
            max_completion_tokens=omit if "max_completion_tokens" in left_out else self.answer_room,
        )

    @cached_property
    def _client(self) -> openai.OpenAI:
        return openai.OpenAI(
            api_key=self.key or NO_KEY,
            base_url=self.base_url,
            timeout=httpx2.Timeout(self.timeout, connect=min(CONNECT, self.timeout)),
            max_retries=self.retries,
        )


@dataclass
class _Answer:
    """What has come of an answer. `most` in bytes, `until` by the monotonic clock."""

    most: int
    until: float
    text: str = ""
    latest: str = ""
    read: int = 0
    written: int = 0
    declined: bool = False
    cut: bool = False

    def add(self, chunk: ChatCompletionChunk) -> None:
        if chunk.usage:
            self.read, self.written = chunk.usage.prompt_tokens, chunk.usage.completion_tokens
        self.latest = ""
        for choice in chunk.choices:
            self.latest = choice.delta.content or ""
            self.text += self.latest
            self.declined |= bool(choice.delta.refusal) or choice.finish_reason == "content_filter"
            self.cut |= choice.finish_reason == "length"
        if time.monotonic() > self.until:
            raise failed(Reason.SILENT)
        if len(self.text) > self.most:
            raise ContextTooSmall


def _response_format(kind: Format, schema: dict[str, Any]) -> ResponseFormat | None:
    match kind:
        case Format.SCHEMA:
            return {
                "type": "json_schema",
                "json_schema": {"name": "note", "schema": schema, "strict": True},
            }
        case Format.OBJECT:
            return {"type": "json_object"}
        case Format.PROMPT:
            return None


def _names_a_format(error: openai.APIStatusError) -> bool:
    """Some servers fail where they should refuse: "failed to parse grammar"."""
    said = error.message.lower()
    return any(word in said for word in ("grammar", "schema", "response_format"))
