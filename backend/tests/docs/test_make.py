"""Every `make` target is in both READMEs, and the documents name no other."""

import re
from pathlib import Path

import pytest

from tests.docs.documents import README, README_ES, ROOT, all_documents

TARGETS = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("readme", [README, README_ES], ids=lambda path: path.name)
def test_the_readme_names_every_target(readme: Path) -> None:
    assert TARGETS - {"help"} <= _named(readme)


@pytest.mark.parametrize("document", all_documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_names_a_target_that_is_not_there(document: Path) -> None:
    assert _named(document) <= TARGETS


def _named(document: Path) -> set[str]:
    """`make lint test` in code, inline or in a block, names two."""
    targets = r"(?:^|`)make((?: [a-z]+(?:-[a-z]+)*\b(?!=))+)"
    commands = re.findall(targets, document.read_text(), flags=re.MULTILINE)
    return {target for command in commands for target in command.split()}
