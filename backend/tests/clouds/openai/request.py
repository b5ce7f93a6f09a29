"""What the stand-in was asked, and whether OpenAI would take it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

Json = dict[str, Any]

# As its reference documents them; another name is an error there.
PARAMETERS = {"model", "messages", "stream", "stream_options", "response_format", "temperature"} | {
    "max_completion_tokens"
}


@dataclass(frozen=True)
class Asked:
    """One request. `passages` are the lines between the two fences of its last data message."""

    body: Json
    headers: Mapping[str, str]

    @property
    def messages(self) -> list[Json]:
        return self.body["messages"]

    @property
    def rules(self) -> str:
        """Everything but the data and what the model said itself."""
        told = [one for one in self.messages if one["role"] != "assistant"]
        return "\n".join(one["content"] for place, one in enumerate(told) if place != 1)

    @property
    def data(self) -> str:
        return self.messages[1]["content"]

    @property
    def passages(self) -> list[Json]:
        first, *lines, last = self.data.split("\n")
        assert first == last, "the data stands between two equal fences"
        assert first in self.messages[0]["content"], "the rules name the fence"
        assert first not in lines
        return [json.loads(line) for line in lines]

    @property
    def schema(self) -> Json | None:
        given: Json = self.body.get("response_format", {})
        return given["json_schema"]["schema"] if given.get("type") == "json_schema" else None

    @property
    def keys(self) -> list[str]:
        """The sections asked for: of the schema, or of the rules where a server takes no schema."""
        if self.schema:
            return list(self.schema["properties"]["sections"]["properties"])
        lines = self.messages[0]["content"].split("\n")
        listed = [json.loads(line) for line in lines if line.startswith('["') and line.endswith("]")]
        return [line[0] for line in listed]


def refusal(body: Json) -> str | None:
    """Why OpenAI would refuse it; None where it would not."""
    if unknown := set(body) - PARAMETERS:
        return f"Unrecognized request argument supplied: {', '.join(sorted(unknown))}"
    if not isinstance(body.get("model"), str) or not body.get("messages"):
        return "you must provide a model and messages"
    given = body.get("response_format")
    if given and given["type"] == "json_schema":
        return next(_loose(given["json_schema"]["schema"]), None)
    return None


def _loose(schema: Json) -> Iterator[str]:
    """What OpenAI's strict schemas may not leave open."""
    if schema["type"] == "object":
        properties = cast(dict[str, Json], schema["properties"])
        open_ended = schema.get("additionalProperties") is not False
        if open_ended or sorted(schema["required"]) != sorted(properties):
            yield "Invalid schema for response_format 'note': required and additionalProperties"
        for one in properties.values():
            yield from _loose(one)
    if schema["type"] == "array":
        yield from _loose(schema["items"])
