"""What a model is told, and where what people said stands: in the last message, fenced, as JSON, and nowhere
else.

What is said in a consultation must not be able to instruct. It is data by its place (a message of its own),
by its form (a string of JSON in which no fence can be written) and by what the rules say of it. What a model
makes of it is checked all the same (`answer.py`, and the safety check).
"""

import json
import secrets
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

from openai.types.chat import ChatCompletionMessageParam

from medic_scribe.messages import Language, known_language
from medic_scribe.writing.contract import TemplateSpec
from medic_scribe.writing.openai_compatible.passages import Passage

Messages = list[ChatCompletionMessageParam]


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked of every stretch. All texts are masked already where they shall be."""

    template: TemplateSpec
    wish: str
    language: str

    def messages(
        self, stretch: Sequence[Passage], masked: Sequence[str], number: int, total: int
    ) -> Messages:
        """`masked` are the texts of all passages, by their ids."""
        fence = f"=== {secrets.token_hex(8)} ==="
        lines = [line_of(passage, masked[passage.id], self.language) for passage in stretch]
        return [
            {"role": "system", "content": self._rules(fence, number, total)},
            {"role": "user", "content": "\n".join((fence, *lines, fence))},
        ]

    def repair(self, answer: str, faults: Iterable[str], stretch: Sequence[Passage]) -> Messages:
        """The turn that asks for a better answer: it names faults and quotes nothing."""
        said = cast(dict[str, str], _texts(self.language)["fault"])
        told = self._text("repair").format(
            faults="; ".join(said[fault] for fault in faults), first=stretch[0].id, last=stretch[-1].id
        )
        return [{"role": "assistant", "content": answer}, {"role": "user", "content": told}]

    def schema(self) -> dict[str, Any]:
        """The JSON schema of an answer: OpenAI's strict kind, in which every property is required."""
        statement = _object(text={"type": "string"}, evidence=_list({"type": "integer"}))
        sections = _object(**{section.key: _list(statement) for section in self.template.sections})
        wish = {"unfollowed": _list({"type": "string"})} if self.wish else {}
        return _object(sections=sections, **wish)

    def _rules(self, fence: str, number: int, total: int) -> str:
        keys = [section.key for section in self.template.sections]
        unfollowed = self._text("unfollowed") if self.wish else ""
        parts = [
            self._text("task"),
            self._text("data").format(fence=fence),
            self._text("stretch").format(number=number, total=total) if total > 1 else "",
            self._text("sections").format(title=self.template.title),
            *(
                json.dumps([section.key, section.title, section.instruction], ensure_ascii=False)
                for section in self.template.sections
            ),
            self._text("wish").format(wish=json.dumps(self.wish, ensure_ascii=False)) if self.wish else "",
            self._text("format").format(keys=json.dumps(keys, ensure_ascii=False), unfollowed=unfollowed),
        ]
        return "\n".join(part.strip() for part in parts if part)

    def _text(self, name: str) -> str:
        return cast(str, _texts(self.language)[name])


def line_of(passage: Passage, text: str, language: str) -> str:
    """One passage as one line. JSON escapes line breaks; here `=` is escaped, so that nothing can end the
    fence, and `<`, with which models' own marks begin ("<|im_start|>")."""
    speakers = cast(dict[str, str], _texts(language)["speaker"])
    said = {"id": passage.id, "speaker": speakers[passage.speaker], "text": text}
    return json.dumps(said, ensure_ascii=False).replace("=", "\\u003d").replace("<", "\\u003c")


def _object(**properties: object) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}


def _texts(language: str) -> dict[str, object]:
    return _all_texts()[known_language(language)]


@cache
def _all_texts() -> dict[Language, dict[str, object]]:
    text = files("medic_scribe.writing.openai_compatible").joinpath("prompt.toml").read_text(encoding="utf-8")
    return cast(dict[Language, dict[str, object]], tomllib.loads(text))
