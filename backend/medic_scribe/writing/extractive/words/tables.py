"""This package's tables, which lie in `data/`: rows (`.tsv`) and groups of cues (`.toml`)."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any


def rows(name: str) -> Iterator[list[str]]:
    """The rows of `name`.tsv, without comments and empty lines; spaces count."""
    for line in _text(f"{name}.tsv").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def groups(name: str) -> dict[str, Any]:
    """What `name`.toml holds."""
    return tomllib.loads(_text(f"{name}.toml"))


def patterns(name: str) -> dict[str, str]:
    """What `name`.toml holds, each group as one pattern that any of its cues matches."""
    return {group: "|".join(cues) for group, cues in groups(name).items()}


def word_lists(name: str) -> dict[str, frozenset[str]]:
    """What `name`.toml holds, each group as the words in it."""
    return {group: frozenset(words.split()) for group, words in groups(name).items()}


def cell(row: list[str], place: int) -> str:
    """The cell at `place`, empty where the row is shorter."""
    return row[place] if place < len(row) else ""


def _text(name: str) -> str:
    return files("medic_scribe.writing.extractive").joinpath("data", name).read_text(encoding="utf-8")
