"""Links between documents lead somewhere, and both READMEs tell the same."""

import re
from pathlib import Path

import pytest

from tests.docs.documents import README, README_ES, ROOT, all_documents

LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")


@pytest.mark.parametrize("document", all_documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_resolves(document: Path) -> None:
    for markdown, html in LINK.findall(_without_code(document.read_text())):
        target, _, anchor = (markdown or html).partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        path = (document.parent / target).resolve() if target else document
        assert path.exists(), f"{document.name} links to {target}"
        if anchor:
            assert anchor in _anchors(path), f"{document.name} links to {target}#{anchor}"


def test_both_readmes_have_the_same_shape() -> None:
    english, spanish = README.read_text(), README_ES.read_text()
    assert _shape(english) == _shape(spanish)
    assert _code_blocks(english) == _code_blocks(spanish)


def _shape(text: str) -> list[int]:
    """The levels of the headings, in order."""
    return [len(mark) for mark in re.findall(r"^(#+) ", _without_code(text), flags=re.MULTILINE)]


def _code_blocks(text: str) -> list[str]:
    """What is to be typed, which is the same in every language (comments apart)."""
    blocks = re.findall(r"^```(?:bash|sh)\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    return [re.sub(r"\s*#.*", "", block) for block in blocks]


def _anchors(document: Path) -> set[str]:
    """The names that GitHub gives to headings."""
    titles = re.findall(r"^#+ (.*)$", _without_code(document.read_text()), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
