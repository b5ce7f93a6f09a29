"""The API is what its OpenAPI description says: asked at random, by schemathesis, over the network."""

# pyright: basic
# (schemathesis leaves some of its types unknown)

import asyncio
import threading
from collections.abc import Generator
from typing import Any

import pytest
import schemathesis
from hypothesis import Phase, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import (
    missing_required_header,
    positive_data_acceptance,
)

from medic_scribe.app import create_app
from medic_scribe.settings import load_settings
from tests.api.conftest import NewDatabase, serving, settings_for_tests

DESCRIPTION = create_app(load_settings(_env_file=None, environment="test")).openapi()
# Nobody signs in on this site; test_accounts.py asks that of every route.
DESCRIPTION["paths"] = {
    path: {method: {**operation, "security": []} for method, operation in methods.items()}
    for path, methods in DESCRIPTION["paths"].items()
}
# There are rules that a description cannot tell, such as that two sections must not have one key.
NOT_HERE = [missing_required_header, positive_data_acceptance]

schema = schemathesis.openapi.from_dict(DESCRIPTION)


@pytest.fixture(scope="module")
def address(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """A server on a thread of its own, since schemathesis waits for its answers."""
    folder = tmp_path_factory.mktemp("site")
    found: list[str] = []
    begun, stop = threading.Event(), threading.Event()

    async def serve(database_url: str) -> None:
        async with serving(settings_for_tests(folder, database_url)) as site:
            found.append(site.url)
            begun.set()
            await asyncio.to_thread(stop.wait)

    with new_database("sqlite", folder) as url:
        thread = threading.Thread(target=lambda: asyncio.run(serve(url)))
        thread.start()
        assert begun.wait(60)
        yield found[0]
        stop.set()
        thread.join()


@schema.parametrize()
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
def test_the_api_keeps_to_its_description(case: Case, address: str) -> None:
    case.call_and_validate(base_url=address, excluded_checks=NOT_HERE)


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in DESCRIPTION["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_operation_is_named_once_and_described() -> None:
    ids = [operation["operationId"] for _, _, operation in operations()]
    assert len(set(ids)) == len(ids)
    assert all(operation.get("tags") for _, _, operation in operations())


def test_what_is_sent_has_a_spanish_example() -> None:
    schemas = DESCRIPTION["components"]["schemas"]
    for path, method, operation in operations():
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
            if media_type == "application/json":
                name = content["schema"]["$ref"].rpartition("/")[2]
                assert "example" in schemas[name], (path, method)
