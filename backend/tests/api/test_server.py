"""What a browser gets, and what who runs the service asks."""

import asyncio
import threading
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from medic_scribe.database.engine import Database
from medic_scribe.edge import checks, operations
from medic_scribe.settings import Settings
from tests.api.conftest import WAIT, NewDatabase, Site, serving, settings_for_tests
from tests.vanishing import way_to

pytestmark = pytest.mark.asyncio(loop_scope="module")

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def web_app(site: Site) -> Generator[Path]:
    """A built web app."""
    folder = site.settings.web_folder
    files = {
        "index.html": "<!doctype html><title>app</title>",
        "sw.js": "// worker",
        "manifest.json": "{}",
        "assets/app-1a2b.js": "// app",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    yield folder
    for name in files:
        (folder / name).unlink()


async def test_a_plain_page_while_there_is_no_web_app(site: Site) -> None:
    page = await site.client.get("/", headers=BROWSER)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Está abierto" in page.text
    assert 'lang="es"' in page.text
    assert "https://" not in page.text
    assert "http://" not in page.text
    english = await site.client.get("/", headers=BROWSER | {"Accept-Language": "en"})
    assert "Create the note" in english.text
    for name in ("page.js", "page.css"):
        assert (await site.client.get(f"/{name}")).status_code == 200
    for name in ("page.html", "app.py", "__init__.py", "consultas/7", "../settings.py", "%2e%2e/settings.py"):
        assert (await site.client.get(f"/{name}", headers=BROWSER)).status_code == 404


@pytest.mark.parametrize(
    ("path", "text", "cache"),
    [
        ("/", "<title>app", "no-store"),
        ("/consultas/7", "<title>app", "no-store"),
        ("/sw.js", "worker", "no-store"),
        ("/manifest.json", "{}", "no-store"),
        ("/assets/app-1a2b.js", "// app", "immutable"),
    ],
)
async def test_the_web_app(site: Site, web_app: Path, path: str, text: str, cache: str) -> None:
    answer = await site.client.get(path, headers=BROWSER)
    assert answer.status_code == 200
    assert text in answer.text
    assert cache in answer.headers["Cache-Control"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Permissions-Policy"].startswith("microphone=(self)")


@pytest.mark.parametrize("path", ["/assets/none.js", "/none.png", "/..%2f..%2fetc/passwd.txt"])
async def test_a_file_that_is_not_there(site: Site, web_app: Path, path: str) -> None:
    assert (await site.client.get(path, headers=BROWSER)).status_code == 404


async def test_head_answers_as_get_without_a_body(site: Site) -> None:
    consultation = f"/v1/consultations/{await site.noted('cabezas')}"
    async with site.caller("cabezas") as client:
        for path in ("/", "/healthz", "/readyz", "/openapi.json", "/v1/templates", "/v1/none"):
            await same_head(client, path)
        for path in ("", "/audio", "/note/export?format=json"):
            await same_head(client, consultation + path)
            await same_head(client, f"/api{consultation}{path}")
        head = await client.head(f"{consultation}/audio", headers={"Range": "bytes=0-9"})
        assert (head.status_code, head.headers["Content-Length"], head.content) == (206, "10", b"")
        assert (await client.head("/transcribe-and-summarize/")).status_code == 405
        metrics = (await client.get("/metrics")).text
    assert 'method="HEAD",route="/v1/consultations/{consultation_id}/audio",status="200"' in metrics


async def same_head(client: httpx.AsyncClient, path: str) -> None:
    get, head = await client.get(path), await client.head(path)
    assert head.status_code == get.status_code, path
    assert get.content
    assert head.content == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
        assert head.headers.get(name) == get.headers.get(name), path


async def test_the_welcome_is_for_everyone_but_browsers(site: Site, web_app: Path) -> None:
    for accept in ("*/*", "application/json"):
        answer = await site.client.get("/", headers={"Accept": accept})
        assert answer.json() == {"message": "Bienvenido al Escriba Médico Asistido por IA!"}
    assert (await site.client.post("/consultas/7")).status_code == 405


@pytest.mark.parametrize("prefix", ["", "/api"])
async def test_the_api_is_under_both_of_its_addresses(site: Site, prefix: str) -> None:
    assert (await site.client.get(f"{prefix}/v1/profile")).status_code == 200
    assert (await site.client.get(f"{prefix}/openapi.json")).json()["info"]["title"] == "Medic Scribe"
    made = await site.client.post(f"{prefix}/v1/consultations", json={})
    assert made.headers["Location"].startswith(f"{prefix}/v1/consultations/")
    assert (await site.client.get(made.headers["Location"])).status_code == 200
    unknown = await site.client.get(f"{prefix}/v1/none")
    assert unknown.headers["Content-Type"] == "application/problem+json"


async def test_alive_and_ready(site: Site) -> None:
    assert (await site.client.get("/healthz")).json() == {"status": "alive"}
    ready = await site.client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json() == {
        "ready": True,
        "parts": {"database": True, "pipeline": True, "speech_model": True, "disk": True},
    }


def nothing_there(_: Settings) -> bool:
    return False


async def test_it_says_which_part_is_not_ready(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "LEAST_FREE", 2**60)
    monkeypatch.setattr(operations, "speech_model_is_there", nothing_there)
    answer = await site.client.get("/readyz")
    assert answer.status_code == 503
    parts = answer.json()["parts"]
    assert [name for name, ready in parts.items() if not ready] == ["speech_model", "disk"]


async def test_a_database_that_has_fallen_silent_makes_nobody_wait(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    with new_database("postgresql", tmp_path) as url:
        async with serving(settings_for_tests(tmp_path, url)) as site, way_to(url) as way:
            database = Database(way.url)
            with_database(site, database)
            assert (await site.client.get("/readyz")).status_code == 200
            way.fall_silent()
            async with asyncio.timeout(3.5):
                answer = await site.client.get("/readyz")
            assert answer.status_code == 503
            assert [name for name, ready in answer.json()["parts"].items() if not ready] == ["database"]


async def test_a_disk_that_hangs_is_asked_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    answers, asked = threading.Event(), 0

    def hang(_: Path) -> int:
        nonlocal asked
        asked += 1
        answers.wait()
        return operations.LEAST_FREE

    monkeypatch.setattr(checks, "ANSWER_WITHIN", 0.05)
    monkeypatch.setattr(operations, "_free", hang)
    ready = await asyncio.gather(*(site.client.get("/readyz") for _ in range(5)))
    assert [(one.status_code, one.json()["parts"]["disk"]) for one in ready] == [(503, False)] * 5
    assert asked == 1
    answers.set()
    async with asyncio.timeout(WAIT):
        while (await site.client.get("/readyz")).status_code != 200:
            pass


def with_database(site: Site, database: Database) -> None:
    """Another way to it, for who asks by HTTP."""
    state = site.server.api.state.scribe
    parts = replace(state.wiring.parts, database=database)
    site.server.api.state.scribe = replace(state, wiring=replace(state.wiring, parts=parts))


async def test_metrics_count_by_route(site: Site) -> None:
    await site.client.get("/v1/consultations/00000000-0000-4000-8000-000000000000")
    text = (await site.client.get("/metrics")).text
    route = "/v1/consultations/{consultation_id}"
    assert f'medic_scribe_requests_total{{method="GET",route="{route}",status="404"}}' in text
    assert "00000000-0000" not in text
    assert (await site.client.get("/api/metrics")).status_code == 404


async def test_a_wrong_method_is_told_the_right_ones(site: Site) -> None:
    for path, methods in (("/v1/vocabulary/paste", "POST"), ("/api/v1/consultations", "GET, POST")):
        answer = await site.client.delete(path)
        assert (answer.status_code, answer.headers["Allow"]) == (405, methods)
