"""The lexicons: readable tables of words with their sources and licences. See README.md beside them."""

import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `name`.tsv, without comments and empty lines; cells are stripped."""
    text = resources.files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines)


@lru_cache
def cues(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of phrases of `name`.toml by their key."""
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    return {key: tuple(phrases) for key, phrases in lists.items()}


def cell(row: tuple[str, ...], place: int) -> str:
    """The cell at `place`, empty where the row is shorter."""
    return row[place] if place < len(row) else ""
