"""docs/api.md names every route of the OpenAPI description, and no document names another."""

import re
from pathlib import Path

import pytest

from medic_scribe.app import create_app
from medic_scribe.settings import load_settings
from tests.docs.documents import ROOT, all_documents, code, table_rows

API_DOCUMENT = ROOT / "docs" / "api.md"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def routes() -> set[str]:
    """`{"GET /v1/consultations/{}", …}`: what a parameter is called does not matter."""
    paths = create_app(load_settings(environment="test")).openapi()["paths"]
    return {
        _plain(f"{method.upper()} {path}")
        for path, methods in paths.items()
        for method in methods
        if method.upper() in METHODS
    }


def test_the_document_names_every_route_and_no_other(routes: set[str]) -> None:
    rows = [code(row[0]) for row in table_rows(API_DOCUMENT.read_text())]
    named = {_plain(cell[0]) for cell in rows if cell and cell[0].split()[0] in METHODS}
    assert sorted(named) == sorted(routes)


@pytest.mark.parametrize("document", all_documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_routes_that_are_named_exist(document: Path, routes: set[str]) -> None:
    mentioned = re.findall(rf"`((?:{'|'.join(METHODS)}) /[^\s`?]*)", document.read_text())
    assert {_plain(route) for route in mentioned} <= routes


def _plain(route: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", route)
