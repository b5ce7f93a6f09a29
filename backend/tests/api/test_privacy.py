"""No patient's word, no id of a person and no token in any log, metric, address or error."""

import asyncio
import gc
import json
import logging
from collections.abc import AsyncGenerator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
import pytest_asyncio
import structlog
from websockets.asyncio.client import connect

from medic_scribe.app import create_app
from medic_scribe.edge import log as logs
from medic_scribe.settings import load_settings
from medic_scribe.speech.fake import SCRIPT
from tests.api.audio import tone
from tests.api.conftest import NewDatabase, Site, serving, settings_for_tests
from tests.api.test_consultations import as_edit

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Said, typed and sent; none of it may turn up where it does not belong.
CANARY = "canario-4711"
USER = f"usuario-{CANARY}"
SECRETS = (CANARY, SCRIPT[0].split()[-1].strip("."), "paracetamol")


class Log(logging.Handler):
    """All lines of the program and of every library, as they are written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def msg(self, message: str) -> None:
        self.lines.append(message)

    log = debug = info = warn = warning = error = critical = exception = msg


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "postgresql"])
async def logged(
    request: pytest.FixtureRequest, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[tuple[Site, Log]]:
    folder = tmp_path_factory.mktemp("site")
    with ExitStack() as stack:
        url = stack.enter_context(new_database(request.param, folder))
        async with serving(settings_for_tests(folder, url, log_level="DEBUG")) as site:
            log = Log()
            structlog.configure(logger_factory=lambda *_: log, cache_logger_on_first_use=False)
            root = logging.getLogger()
            log.setFormatter(root.handlers[0].formatter)
            root.addHandler(log)
            yield site, log
            root.removeHandler(log)
            logs.set_up_log("INFO")


async def test_a_consultations_whole_life(logged: tuple[Site, Log]) -> None:
    site, log = logged
    async with (
        site.caller(USER) as client,
        connect(f"{site.url.replace('http', 'ws')}/ws/{USER}?after=0") as socket,
    ):
        answer = await client.post(
            "/transcribe-and-summarize/",
            files={"audio_file": (f"{CANARY}.wav", tone(), "audio/wav")},
            data={"user_id": USER, "prompt_instruction": CANARY},
        )
        address = f"/v1/consultations/{answer.json()['consultation_id']}"
        await client.patch(address, json={"patient_label": CANARY})
        await client.post("/v1/search", json={"text": CANARY})
        read = await client.get(f"{address}/note")
        edit = as_edit(read.json())
        edit["sections"][0]["statements"].append({"text": f"Refiere {CANARY}."})
        await client.put(f"{address}/note", json=edit, headers={"If-Match": read.headers["ETag"]})
        await client.patch(f"{address}/transcript/utterances/0", json={"text": CANARY})
        await client.post("/v1/vocabulary", json={"text": CANARY})
        await client.get(f"/v1/{CANARY}/none")
        messages = [await socket.recv() for _ in range(3)]
    assert len([line for line in log.lines if '"request"' in line or "request" in line]) >= 8
    metrics = (await site.client.get("/metrics")).text
    for secret in SECRETS:
        assert not [line for line in log.lines if secret in line]
        assert secret not in metrics
        assert not [message for message in messages if secret in str(message)]
    assert "/v1/consultations/{consultation_id}/note" in metrics
    assert answer.json()["consultation_id"] not in metrics
    assert answer.json()["consultation_id"] not in "".join(line for line in log.lines if "route" in line)


async def test_no_address_asks_for_words() -> None:
    """Proxies log addresses, queries included."""
    described = create_app(load_settings(_env_file=None, environment="test")).openapi()
    operations = [one for path in described["paths"].values() for one in path.values()]
    queries = {
        part["name"] for one in operations for part in one.get("parameters", ()) if part["in"] == "query"
    }
    assert queries == {"after", "cursor", "day", "format", "limit", "status", "zone"}


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"patient_label": CANARY * 100}},
        {"json": {"patient_label": [CANARY]}},
        {"json": {"template": CANARY}},
        {"json": {"consent": {"method": CANARY}}},
        {"json": {"consent": {"method": "verbal", "at": CANARY}}},
        {"json": {CANARY: [CANARY], "language": CANARY}},
        {"content": f'{{"patient_label": "{CANARY}', "headers": {"Content-Type": "application/json"}},
        {"content": CANARY, "headers": {"Content-Type": "text/plain"}},
        {"content": f'"{CANARY}"'.encode("utf-16"), "headers": {"Content-Type": "application/json"}},
    ],
)
async def test_an_error_does_not_repeat_what_was_sent(logged: tuple[Site, Log], sent: dict[str, Any]) -> None:
    site, log = logged
    before = len(log.lines)
    answer = await site.client.post("/v1/consultations", **sent)
    assert 400 <= answer.status_code < 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert CANARY not in answer.text
    assert not [line for line in log.lines[before:] if CANARY in line]


async def test_something_unforeseen_shows_its_kind_and_place_only(
    logged: tuple[Site, Log], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, log = logged

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"could not save {CANARY}")

    monkeypatch.setattr("medic_scribe.consultations.routes.profile_of", broken)
    before = len(log.lines)
    answer = await site.client.post("/v1/consultations", json={"patient_label": CANARY})
    assert (answer.status_code, answer.json()["code"]) == (500, "medic_scribe_error")
    assert CANARY not in answer.text
    written = log.lines[before:]
    assert any("RuntimeError" in line and "test_privacy.py" in line for line in written)
    assert not [line for line in written if CANARY in line]
    assert any(answer.headers["X-Request-ID"] in line for line in written)


async def test_a_librarys_exception_is_logged_without_its_text(logged: tuple[Site, Log]) -> None:
    _, log = logged
    before = len(log.lines)
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("some.library").exception("it failed")
    written = "".join(log.lines[before:])
    assert "ValueError" in written
    assert CANARY not in written


async def test_what_nobody_waited_for_is_logged_without_its_text(logged: tuple[Site, Log]) -> None:
    """The event loop writes exceptions and arguments into its messages."""
    _, log = logged
    before = len(log.lines)

    async def broken(text: str) -> None:
        raise ValueError(text)

    def called(text: str) -> None:
        raise KeyError(text)

    await asyncio.wait([asyncio.ensure_future(broken(CANARY))])
    asyncio.get_running_loop().call_soon(called, CANARY)
    await asyncio.sleep(0)
    gc.collect()
    written = "".join(log.lines[before:])
    assert "ValueError" in written
    assert "KeyError" in written
    assert CANARY not in written


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nowhere", 404, "not_found"),
        ("DELETE", "/v1/consultations", 405, "method_not_allowed"),
        ("POST", "/v1/consultations", 422, "bad_request"),
        ("GET", "/v1/consultations/not-a-uuid", 422, "bad_request"),
    ],
)
async def test_every_error_is_a_problem(
    logged: tuple[Site, Log], method: str, path: str, status: int, code: str
) -> None:
    answer = await logged[0].client.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert {"type", "title", "detail", "retry"} <= answer.json().keys()


async def test_too_long_a_text(logged: tuple[Site, Log]) -> None:
    async def long() -> AsyncGenerator[bytes]:
        for _ in range(40):
            yield b" " * 64 * 1024

    bodies: list[dict[str, Any]] = [{"content": b" " * 2**21}, {"content": long()}]
    for body in bodies:
        headers = {"Content-Type": "application/json"}
        answer: httpx.Response = await logged[0].client.post("/v1/consultations", headers=headers, **body)
        assert (answer.status_code, answer.json()["code"]) == (413, "request_too_large")


async def test_an_answer_is_not_kept_by_browsers(logged: tuple[Site, Log]) -> None:
    answer = await logged[0].client.get("/v1/profile")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Identity"] == "open"
    assert json.loads(answer.text)["identity"]["open"] is True
