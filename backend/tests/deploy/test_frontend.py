"""The front end's own Nginx: the web app's files, with what may be kept of them."""

from collections.abc import Generator
from pathlib import Path

import httpx
import pytest

from medic_scribe.web.app import FOREVER, HEADERS, NEVER
from tests.deploy.nginx import HERE, needs_nginx, running

pytestmark = needs_nginx

SUPABASE = "https://project.supabase.example"


@pytest.fixture(scope="module")
def client(web_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[httpx.Client]:
    folder = tmp_path_factory.mktemp("frontend")
    with (
        running("frontend", folder, {"WEB_ROOT": web_root}) as nginx,
        httpx.Client(base_url=f"http://{HERE}:{nginx.port}") as client,
    ):
        yield client


@pytest.mark.parametrize("path", ["/", "/profile", "/templates", "/consultations/7", "/index.html"])
def test_a_place_within_the_app_opens_it(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<title>app" in answer.text
    assert answer.headers["Cache-Control"] == NEVER


@pytest.mark.parametrize(
    ("path", "kept", "media_type"),
    [
        ("/assets/app-1a2b.js", FOREVER, "application/javascript; charset=utf-8"),
        ("/sw.js", NEVER, "application/javascript; charset=utf-8"),
        ("/manifest.json", NEVER, "application/json; charset=utf-8"),
        ("/icon-192.png", NEVER, "image/png"),
    ],
)
def test_only_what_has_a_hash_in_its_name_is_kept(
    client: httpx.Client, path: str, kept: str, media_type: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, kept)
    assert answer.headers["Content-Type"] == media_type


@pytest.mark.parametrize("path", ["/assets/none.js", "/none.png", "/..%2f..%2fetc/passwd.txt"])
def test_a_missing_file_is_missing_and_not_for_ever(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert "immutable" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("path", ["/", "/profile", "/sw.js", "/assets/app-1a2b.js", "/assets/none.js"])
def test_the_headers_are_those_of_the_other_server(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers.get_list(name) == [value]


def test_text_is_compressed(client: httpx.Client) -> None:
    answer = client.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_it_says_that_it_is_up(client: httpx.Client) -> None:
    assert client.get("/up").text == "up\n"


def test_https_is_remembered_where_a_proxy_speaks_it(client: httpx.Client) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    behind = client.get("/", headers={"X-Forwarded-Proto": "https"})
    assert "max-age=31536000" in behind.headers["Strict-Transport-Security"]


def test_the_app_may_talk_to_supabase_where_that_keeps_the_accounts(web_root: Path, tmp_path: Path) -> None:
    with running("frontend", tmp_path, {"WEB_ROOT": web_root, "CONNECT_TO": SUPABASE}) as nginx:
        policy = httpx.get(f"http://{HERE}:{nginx.port}/").headers["Content-Security-Policy"]
    assert f"connect-src 'self' {SUPABASE} ws:" in policy
