"""The documents that are tested against the code, and how to read them."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
README = ROOT / "README.md"
README_ES = ROOT / "README.es.md"
ENV_EXAMPLE = ROOT / ".env.example"


def all_documents() -> list[Path]:
    """Every Markdown file that a person reads, save those that tools or installed packages brought."""
    folders = ("docs", "bench", "backend/medic_scribe")
    return [*ROOT.glob("*.md"), *(path for folder in folders for path in (ROOT / folder).rglob("*.md"))]


def section(text: str, heading: str) -> str:
    """What stands under a heading, down to the next one of the same level or above."""
    level = len(heading) - len(heading.lstrip("#"))
    _, found, rest = text.partition(f"\n{heading}\n")
    assert found, f"no heading {heading!r}"
    return re.split(rf"^#{{1,{level}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def table_rows(text: str) -> list[list[str]]:
    """The cells of every row of the tables in `text`, without their heads and rules."""
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    heads = {number - 1 for number, row in enumerate(rows) if set("".join(row)) <= set("-: ")}
    return [row for number, row in enumerate(rows) if number not in heads | {head + 1 for head in heads}]


def code(cell: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)
