"""`medic-scribe verify` against the real API behind the Nginx that ships, with one thing broken at a time."""

import json
import re
from collections.abc import Generator
from pathlib import Path

import pytest

from medic_scribe import verification
from medic_scribe.cli.exit_codes import ExitCode
from medic_scribe.cli.main import run
from medic_scribe.messages import LANGUAGES, Language, sentences
from medic_scribe.verification.deployment import Wish
from medic_scribe.verification.points import State
from medic_scribe.verification.run import POINTS
from tests.deploy.conftest import Certificate
from tests.deploy.nginx import HERE, free_port, needs_nginx, running
from tests.deploy.stack import api, edge, named, outcomes, wish_for

pytestmark = needs_nginx

PACKAGE = Path(verification.__file__).parent
Behind = dict[str, str]

LIMIT_MB = 1
NEED_ACCOUNTS = {"signed_out", "strangers"}
SKIPPED = NEED_ACCOUNTS | {"restart"}


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory, web_root: Path) -> Generator[Behind]:
    """The real API, with the tests' engines, and the front end."""
    folder = tmp_path_factory.mktemp("behind")
    settings = {
        "ENVIRONMENT": "test",
        "SPEECH_ENGINE": "fake",
        "NOTE_ENGINE": "fake",
        "MAX_UPLOAD_MB": str(LIMIT_MB),
        "VAR_FOLDER": str(folder / "var"),
    }
    with api(folder, settings) as address, running("frontend", folder, {"WEB_ROOT": web_root}) as frontend:
        parts = {"API": address, "FRONTEND": f"{HERE}:{frontend.port}"}
        yield parts | {"MAX_UPLOAD_MB": str(LIMIT_MB)}


def test_all_is_well(behind: Behind, certificate: Certificate, tmp_path: Path) -> None:
    with edge(tmp_path, certificate, behind) as nginx:
        found = outcomes(wish_for(nginx, certificate, LIMIT_MB))
    assert named(found, State.SKIPPED) == SKIPPED
    assert named(found, State.FAILED) == set()


def test_all_is_well_without_a_certificate(behind: Behind, tmp_path: Path) -> None:
    """As Compose starts on a laptop."""
    with running("edge", tmp_path, behind) as nginx:
        found = outcomes(Wish(f"http://{HERE}:{nginx.port}", limit_mb=LIMIT_MB, quick=True))
    assert named(found, State.FAILED) == set()
    assert named(found, State.SKIPPED) >= {"certificate", "tls_versions", "redirect", "hsts"}


@pytest.mark.parametrize(
    ("broken", "caught"),
    [
        pytest.param(
            {"proxy_set_header Upgrade $http_upgrade;": ""}, {"socket", "summary_ready"}, id="no upgrade"
        ),
        pytest.param({"${LARGEST_BODY}": "1m"}, {"largest"}, id="the form is not counted in"),
        pytest.param({"TLSv1.2 TLSv1.3": "TLSv1.2"}, {"tls_versions"}, id="no TLS 1.3"),
        pytest.param({'"${HSTS}"': '"max-age=60"'}, {"hsts"}, id="HSTS for a minute"),
        pytest.param({"return 308 https": "return 302 https"}, {"redirect"}, id="redirected for now"),
        pytest.param(
            {"location /api/ {": 'location /api/ { add_header X-Who "edge" always;'},
            {"hsts"},
            id="nested header",
        ),
    ],
)
def test_a_broken_edge_is_caught(
    behind: Behind,
    certificate: Certificate,
    tmp_path: Path,
    broken: dict[str, str],
    caught: set[str],
) -> None:
    with edge(tmp_path, certificate, behind, broken) as nginx:
        found = outcomes(wish_for(nginx, certificate, LIMIT_MB))
    assert named(found, State.FAILED) == caught


@pytest.mark.parametrize(
    ("broken", "caught"),
    [
        pytest.param(
            {'"~^(200|206|304)/assets/"': r'"~\.js$" "max-age=31536000"; "~^200/assets/"'},
            {"freshness", "assets"},
            id="sw.js kept for a year",
        ),
        pytest.param({"try_files $uri /index.html;": "try_files $uri =404;"}, {"fallback"}, id="no fallback"),
        pytest.param({"gzip on;": ""}, {"assets"}, id="not compressed"),
        pytest.param({"microphone=(self)": "microphone=()"}, {"microphone"}, id="no microphone"),
    ],
)
def test_a_broken_front_end_is_caught(
    behind: Behind,
    certificate: Certificate,
    web_root: Path,
    tmp_path: Path,
    broken: dict[str, str],
    caught: set[str],
) -> None:
    with running("frontend", tmp_path / "web", {"WEB_ROOT": web_root}, broken) as frontend:
        parts = behind | {"FRONTEND": f"{HERE}:{frontend.port}"}
        with edge(tmp_path, certificate, parts) as nginx:
            found = outcomes(wish_for(nginx, certificate, LIMIT_MB, quick=True))
    assert named(found, State.FAILED) >= caught


def test_an_api_that_is_down_is_caught(behind: Behind, certificate: Certificate, tmp_path: Path) -> None:
    with edge(tmp_path, certificate, behind | {"API": f"{HERE}:{free_port()}"}) as nginx:
        found = outcomes(wish_for(nginx, certificate, LIMIT_MB))
    assert {"welcome", "alive", "ready", "problems", "socket", "summary_ready"} <= named(found, State.FAILED)
    assert {"app", "fallback", "assets", "tls_versions", "redirect"} <= named(found, State.PASSED)


def test_the_command_says_what_is_wrong(
    behind: Behind, certificate: Certificate, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = {"proxy_set_header Upgrade $http_upgrade;": ""}
    with edge(tmp_path, certificate, behind, broken) as nginx:
        command = ["verify", f"https://localhost:{nginx.tls_port}", "--insecure", "--quick"]
        options = ["--plain-url", f"http://localhost:{nginx.port}", "--limit-mb", str(LIMIT_MB)]
        assert run(["--language", "es", *command, *options]) == ExitCode.NOT_READY
        table = capsys.readouterr().out
        assert run([*command, *options, "--json"]) == ExitCode.NOT_READY
        answer = json.loads(capsys.readouterr().out)
    assert "✗ El WebSocket pasa por el proxy" in table
    assert "✓ La aplicación web se abre" in table
    assert "omitido por --quick" in table
    assert answer["passed"] is False
    assert [point["point"] for point in answer["points"]] == list(POINTS)


def test_nobody_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", f"http://{HERE}:{free_port()}", "--json"]) == ExitCode.NOT_READY
    points = json.loads(capsys.readouterr().out)["points"]
    assert {point["state"] for point in points} <= {"failed", "skipped"}


def test_half_an_account_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", f"http://{HERE}", "--user", "ana@clinica.example"]) == ExitCode.USAGE
    assert run(["verify", "clinica.example"]) == ExitCode.USAGE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_point_has_its_sentence(language: Language) -> None:
    start = "cli.verify.point."
    titles = {key.removeprefix(start) for key in sentences(language) if key.startswith(start)}
    assert titles == set(POINTS)


def test_every_reason_has_its_sentence() -> None:
    code = "\n".join(path.read_text() for path in PACKAGE.glob("*.py"))
    reasons = set(re.findall(r'(?:Failed|Skipped)\(\s*"([a-z_]+)"', code))
    reasons |= set(re.findall(r'State\.FAILED, "([a-z_]+)"', code))
    told = {key.removeprefix("cli.verify.reason.") for key in sentences("es") if "verify.reason." in key}
    assert reasons | {"no_second_account", "no_account"} == told
