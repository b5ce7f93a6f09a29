"""The templates that come with the program: one file each in `builtin/`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import TypedDict

from medic_scribe.writing.contract import SectionSpec, TemplateSpec, Topic

ORDER = ("soap", "primary-care", "follow-up", "emergency", "paediatrics", "free-text")
FALLBACK_LANGUAGE = "es"

_Translated = dict[str, str]


class _RawSection(TypedDict, total=False):
    key: str
    title: _Translated
    instruction: _Translated
    topics: list[str]


class _RawTemplate(TypedDict):
    key: str
    title: _Translated
    sections: list[_RawSection]


@cache
def builtin_templates(language: str = FALLBACK_LANGUAGE) -> tuple[TemplateSpec, ...]:
    """All of them, the default (SOAP) first, with their titles in `language` ("es" or "en")."""
    return tuple(_read(name, language) for name in ORDER)


def builtin_template(key: str, language: str = FALLBACK_LANGUAGE) -> TemplateSpec:
    """Raises `KeyError` where there is none of that key."""
    return {template.key: template for template in builtin_templates(language)}[key]


def _read(name: str, language: str) -> TemplateSpec:
    text = files("medic_scribe.templates").joinpath("builtin", f"{name}.toml").read_text(encoding="utf-8")
    raw: _RawTemplate = tomllib.loads(text)  # pyright: ignore[reportAssignmentType] - our own files
    return TemplateSpec(
        key=raw["key"],
        title=_in(language, raw["title"]),
        sections=tuple(_section(section, language) for section in raw["sections"]),
    )


def _section(raw: _RawSection, language: str) -> SectionSpec:
    return SectionSpec(
        key=raw.get("key", ""),
        title=_in(language, raw.get("title", {})),
        instruction=_in(language, raw.get("instruction", {})),
        topics=tuple(Topic(topic) for topic in raw.get("topics", [])),
    )


def _in(language: str, text: _Translated) -> str:
    return text.get(language) or text.get(FALLBACK_LANGUAGE, "")
