"""The edge's Nginx in front of a server that tells what reached it."""

import json
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from medic_scribe.messages import message
from tests.deploy.conftest import Certificate
from tests.deploy.nginx import HERE, Running, free_port, needs_nginx, running
from tests.deploy.upstream import Upstream, upstream

pytestmark = needs_nginx

MB = 1024 * 1024
ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}


@dataclass(frozen=True)
class Edge:
    client: httpx.Client
    plain: httpx.Client
    upstream: Upstream
    nginx: Running


@pytest.fixture(scope="module")
def edge(certificate: Certificate, tmp_path_factory: pytest.TempPathFactory) -> Generator[Edge]:
    folder = tmp_path_factory.mktemp("edge")
    acme = folder / "acme" / ".well-known" / "acme-challenge"
    acme.mkdir(parents=True)
    (acme / "token").write_text("proof")
    with upstream() as behind:
        variables = {
            "CERTIFICATE": certificate.path,
            "CERTIFICATE_KEY": certificate.key,
            "ACME_FOLDER": folder / "acme",
            "API": behind.address,
            "FRONTEND": behind.address,
            "MAX_UPLOAD_MB": "2",
            "SIGN_IN_RATE": "1r/m",
        }
        with (
            running("edge", folder, variables) as nginx,
            httpx.Client(
                base_url=f"https://localhost:{nginx.tls_port}", verify=certificate.trusted
            ) as client,
            httpx.Client(base_url=f"http://localhost:{nginx.port}") as plain,
        ):
            yield Edge(client, plain, behind, nginx)


def test_plain_http_leads_to_https(edge: Edge) -> None:
    answer = edge.plain.get("/templates?a=1")
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"https://localhost:{edge.nginx.tls_port}/templates?a=1"
    assert edge.plain.post("/api/transcribe-and-summarize/").status_code == 308


def test_an_authority_finds_its_proof_without_tls(edge: Edge) -> None:
    found = edge.plain.get("/.well-known/acme-challenge/token")
    assert (found.status_code, found.text) == (200, "proof")
    assert edge.plain.get("/.well-known/acme-challenge/none").status_code == 404


@pytest.mark.parametrize("path", ["/", "/profile", "/api/v1/profile?a=%20b", "/api/", "/ws/ana?after=3"])
def test_paths_arrive_as_they_were_sent(edge: Edge, path: str) -> None:
    assert edge.client.get(path).json()["path"] == path


def test_who_calls_is_who_connects_whatever_they_say(edge: Edge) -> None:
    lies = {
        "X-Forwarded-For": "9.9.9.9",
        "X-Real-IP": "9.9.9.9",
        "Forwarded": "for=9.9.9.9",
        "X-Forwarded-Host": "x",
    }
    seen = edge.client.get("/api/v1/profile", headers=lies | {"Authorization": "Bearer b"}).json()["headers"]
    assert seen["x-forwarded-for"] == HERE
    assert seen["x-forwarded-proto"] == "https"
    assert seen["host"] == "localhost"
    assert seen["authorization"] == "Bearer b"
    assert "9.9.9.9" not in json.dumps(seen)
    assert "x-forwarded-host" not in seen


def test_what_an_upstream_says_of_itself_stands(edge: Edge) -> None:
    answer = edge.client.get("/api/v1/profile")
    assert answer.headers.get_list("Cache-Control") == ["private, max-age=7"]
    assert answer.headers.get_list("X-Content-Type-Options") == ["nosniff"]
    assert answer.headers.get_list("Strict-Transport-Security") == ["max-age=31536000; includeSubDomains"]
    assert "Retry-After" not in answer.headers
    assert "nginx/" not in answer.headers["Server"]


def test_uploads_are_handed_on_while_they_arrive(edge: Edge) -> None:
    edge.upstream.first_bytes.clear()
    size = 2 * MB  # more than any buffer on the way
    with edge.client.stream("POST", "/api/x", content=_slowly(edge, size), headers=_length(size)) as answer:
        assert json.loads(answer.read())["size"] == size


def _slowly(edge: Edge, size: int) -> Generator[bytes]:
    """The second half only once the first has arrived at the other end."""
    yield bytes(size // 2)
    assert edge.upstream.first_bytes.wait(30), "the edge keeps the upload back"
    yield bytes(size - size // 2)


def _length(size: int) -> dict[str, str]:
    return {"Content-Length": str(size)}


def test_a_form_may_be_a_little_longer_than_its_file(edge: Edge) -> None:
    answer = edge.client.post("/api/x", content=bytes(2 * MB + 1000))
    assert answer.json()["size"] == 2 * MB + 1000


@pytest.mark.parametrize(("headers", "language"), [({}, "es"), (ENGLISH, "en")])
def test_what_is_too_large_is_refused_in_the_words_of_the_api(
    edge: Edge, headers: dict[str, str], language: str
) -> None:
    problem = problem_of(edge.client.post("/api/x", content=bytes(3 * MB + 1), headers=headers), 413)
    assert problem["detail"] == message("error.recording_too_long.detail", language, limit=2)
    assert problem["title"] == message("error.recording_too_long.title", language)


def test_sign_in_is_slowed_down(edge: Edge) -> None:
    answers = [edge.client.post("/api/v1/auth/sign-in", json={}) for _ in range(25)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert problem_of(refused[0], 429)["retry"] is True
    assert refused[0].headers["Retry-After"] == "5"
    assert edge.client.get("/api/v1/profile").status_code == 200


def test_metrics_are_not_for_everybody(edge: Edge) -> None:
    for path in ("/api/metrics", "/api//metrics", "/api/%6Detrics", "/api/x/../metrics"):
        assert edge.client.get(path).status_code == 404


def test_an_api_that_is_away_is_told_in_words(certificate: Certificate, tmp_path: Path) -> None:
    nobody = f"{HERE}:{free_port()}"
    with running("edge", tmp_path, {"API": nobody, "FRONTEND": nobody}) as nginx:
        address = f"http://{HERE}:{nginx.port}/api/v1/consultations/4711?q=dolor"
        spanish, english = httpx.get(address), httpx.get(address, headers=ENGLISH)
    assert problem_of(spanish, 502)["retry"] is True
    assert problem_of(spanish, 502)["detail"] != problem_of(english, 502)["detail"]
    assert "Strict-Transport-Security" not in spanish.headers  # plain HTTP


def test_an_answer_that_takes_too_long_is_told_in_words(tmp_path: Path) -> None:
    quick = {"proxy_read_timeout 300s;": "proxy_read_timeout 100ms;"}
    with (
        upstream() as behind,
        running("edge", tmp_path, {"API": behind.address, "FRONTEND": behind.address}, quick) as nginx,
    ):
        problem = problem_of(httpx.get(f"http://{HERE}:{nginx.port}/api/slow"), 504)
    assert "continúa" in problem["detail"]


def test_the_log_has_no_path_no_query_and_no_token(edge: Edge) -> None:
    secret = {"Authorization": "Bearer geheim", "Cookie": "a=geheim", "User-Agent": "geheim"}
    before = len(edge.nginx.log.splitlines())
    edge.client.get("/api/v1/consultations/4711-geheim?q=geheim", headers=secret)
    edge.client.get("/ws/geheim?after=3")
    edge.client.post("/api/geheim", content=bytes(4 * MB), headers=secret)
    edge.plain.get("/geheim?geheim")
    lines = [json.loads(line) for line in edge.nginx.log_of(before + 4)]
    assert "geheim" not in edge.nginx.log
    seen = {(line["part"], line["status"]) for line in lines}
    assert {("api", 200), ("socket", 200), ("api", 413), ("page", 308)} <= seen


def test_a_certificate_is_used_once_it_is_there(certificate: Certificate, tmp_path: Path) -> None:
    with upstream() as behind:
        parts = {"API": behind.address, "FRONTEND": behind.address}
        with running("edge", tmp_path / "1", parts) as nginx:
            assert httpx.get(f"http://{HERE}:{nginx.port}/api/").status_code == 200
        parts |= {"CERTIFICATE": str(certificate.path), "CERTIFICATE_KEY": str(certificate.key)}
        with running("edge", tmp_path / "2", parts) as nginx:
            assert httpx.get(f"http://{HERE}:{nginx.port}/api/").status_code == 308


@pytest.mark.parametrize("site", ["edge", "frontend"])
def test_nothing_is_known_against_the_configuration(
    certificate: Certificate, web_root: Path, tmp_path: Path, site: str
) -> None:
    variables = {"API": "127.0.0.1:9", "FRONTEND": "127.0.0.1:9", "WEB_ROOT": web_root}
    tls = {"CERTIFICATE": certificate.path, "CERTIFICATE_KEY": certificate.key}
    with running(site, tmp_path, variables | tls):
        pass
    gixy = Path(sys.executable).with_name("gixy")
    looked = subprocess.run(
        [gixy, "--format", "json", tmp_path / "run" / "main.conf"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(looked.stdout) == []


def problem_of(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["code"]
    return problem
