"""Every sentence a person reads, from `messages/es.toml` and `messages/en.toml`.

A sentence says what happened, what is safe and what to do. Its key is the path in the file:
`error.no_speech.detail`. A clinician can edit the files; a test holds the two together.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, cast

Language = Literal["es", "en"]

LANGUAGES: tuple[Language, ...] = ("es", "en")
DEFAULT_LANGUAGE: Language = "es"


def message(key: str, language: str = DEFAULT_LANGUAGE, **params: str | int | float) -> str:
    """The sentence with `params` in its `{places}`. Raises KeyError where the files lack it."""
    return sentences(known_language(language))[key].format_map(params)


def has_message(key: str) -> bool:
    return key in sentences(DEFAULT_LANGUAGE)


@cache
def sentences(language: Language) -> dict[str, str]:
    """All sentences of a language by key."""
    file = Path(__file__).parent / "messages" / f"{language}.toml"
    return dict(_flat("", tomllib.loads(file.read_text(encoding="utf-8"))))


def negotiate(accept_language: str | None) -> Language:
    """The language that an `Accept-Language` header likes best among ours (RFC 9110, section 12.5.4)."""
    wishes = [_wish(part) for part in (accept_language or "").split(",") if part.strip()]
    for tag, quality in sorted(wishes, key=lambda wish: -wish[1]):
        if quality > 0 and tag in LANGUAGES:
            return tag
    return DEFAULT_LANGUAGE


def known_language(language: str) -> Language:
    """`language` where we speak it, Spanish otherwise."""
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def _wish(part: str) -> tuple[str, float]:
    tag, _, parameter = part.strip().partition(";")
    primary = tag.strip().lower().split("-")[0]
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return primary, 1.0
    try:
        return primary, float(value)
    except ValueError:
        return primary, 0.0


def _flat(prefix: str, table: dict[str, object]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flat(f"{prefix}{name}.", cast(dict[str, object], value))
        else:
            found.append((f"{prefix}{name}", str(value)))
    return found
