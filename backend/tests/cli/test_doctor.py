import json
import socket
from collections.abc import Callable, Generator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey
from starlette.responses import PlainTextResponse

from medic_scribe.cli.exit_codes import ExitCode
from medic_scribe.cli.live_checks import CLIP
from medic_scribe.cli.main import run
from medic_scribe.database.migrations import migrate
from medic_scribe.speech import model
from medic_scribe.speech.decode import decode
from tests.clouds.deepgram import KEY, Deepgram, Recogniser, deepgram, known_words
from tests.clouds.openai import KEY as OPENAI_KEY
from tests.clouds.openai import Behaviour, declining, error, openai_server, quoting
from tests.supabase.auth_server import AuthServer, auth_server
from tests.supabase.loopback import listening

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(autouse=True)
def real_engines(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPEECH_ENGINE")
    monkeypatch.delenv("NOTE_ENGINE")


def checks(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    return {one["check"]: one for one in json.loads(capsys.readouterr().out)["checks"]}


def test_a_new_installation_is_ready_and_nothing_is_touched(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    assert run(["doctor", "--json"]) == ExitCode.OK
    found = checks(capsys)
    assert found["speech_engine"]["code"] == "embedded"
    assert found["speech_model"]["code"] == "verified"
    assert found["database"]["code"] == "new"
    assert found["identity"]["state"] == "warning"
    assert found["identity"]["remedy"]
    assert not (home / "var").exists()


def test_it_says_why_an_engine_is_active(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NOTE_ENGINE", "extractive")
    assert run(["doctor", "--json"]) == ExitCode.OK
    assert "NOTE_ENGINE" in checks(capsys)["note_engine"]["found"]


def test_a_damaged_model_is_found(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = home / "var" / "models" / "whisper-base"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"not the weights")
    assert run(["doctor", "--json"]) == ExitCode.NOT_READY
    assert checks(capsys)["speech_model"]["code"] == "damaged"


def test_a_missing_model_is_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("medic_scribe.cli.checks.PARTS", (("no_such_package", model.PARTS[0][1]),))
    assert run(["doctor"]) == ExitCode.NOT_READY
    assert "make run" in capsys.readouterr().out


def test_a_model_in_its_place_needs_no_packages_and_no_room(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, home: Path
) -> None:
    """As in an image: the weights are put together, and what brought them is gone."""
    model.packaged_model(tmp_path / "models" / "whisper-base")
    monkeypatch.setenv("MODELS_FOLDER", str(tmp_path / "models"))
    monkeypatch.setattr("medic_scribe.cli.checks.PARTS", (("no_such_package", model.PARTS[0][1]),))
    assert run(["doctor", "--json"]) == ExitCode.OK
    found = json.loads(capsys.readouterr().out)["checks"]
    assert next(one for one in found if one["check"] == "speech_model")["code"] == "verified"
    assert str(tmp_path / "models") not in {one.get("path") for one in found}


def test_the_database_is_ready_once_it_was_used(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    migrate(f"sqlite:///{home / 'var' / 'medic_scribe.db'}")
    assert run(["doctor", "--json"]) == ExitCode.OK
    assert checks(capsys)["database"]["code"] == "ready"


def test_a_file_store_answers_or_does_not(
    new_bucket: Callable[[], str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FILE_STORE_URL", new_bucket())
    assert run(["doctor", "--json"]) == ExitCode.OK
    assert checks(capsys)["file_store"]["code"] == "ready"
    monkeypatch.setenv("FILE_STORE_URL", "s3://bucket/clinic?endpoint=http://127.0.0.1:1")
    assert run(["doctor", "--json"]) == ExitCode.NOT_READY
    found = checks(capsys)["file_store"]
    assert (found["state"], found["code"]) == ("failed", "unreachable")
    assert "endpoint" not in str(found)


def test_a_database_that_does_not_answer_is_found_and_its_password_not_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://scribe:secreta@127.0.0.1:1/scribe")
    assert run(["doctor", "--json"]) == ExitCode.NOT_READY
    shown = capsys.readouterr()
    assert '"unreachable"' in shown.out
    assert "secreta" not in shown.out + shown.err


def test_a_port_in_use_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        assert run(["doctor", "--json"]) == ExitCode.OK
    assert checks(capsys)["port"]["code"] == "taken"


def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "setenta")
    assert run(["doctor"]) == ExitCode.SETTING
    assert "PORT" in capsys.readouterr().err


def test_it_speaks_english_where_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--language", "en", "doctor"]) == ExitCode.OK
    assert "All is ready." in capsys.readouterr().out


@pytest.fixture
def deepgram_cloud(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Generator[Deepgram]:
    """The engine is Deepgram's, on loopback, and knows the clip's words by their sound."""
    clip = Path(str(files("medic_scribe.cli") / "data" / CLIP))
    samples = decode(clip, tmp_path / "clip.pcm").path.read_bytes()
    words = known_words(Path(__file__).parents[1] / "data" / "audio" / "consultation.tsv")
    with deepgram(Recogniser(samples, [word for word in words if word.end < 10])) as cloud:
        monkeypatch.setenv("DEEPGRAM_API_KEY", KEY)
        monkeypatch.setenv("DEEPGRAM_BASE_URL", cloud.url)
        yield cloud


def test_live_shows_what_the_service_understood(
    deepgram_cloud: Deepgram, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", "--live", "--json"]) == ExitCode.OK
    tried = checks(capsys)["live_speech"]
    assert tried["text"].startswith("Buenos días, Antonio, pase y siéntese.")
    assert tried["voices"] == 2
    assert len(deepgram_cloud.requests) == 1


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "speech_key_rejected"),
        (402, "speech_credit_spent"),
        (400, "speech_request_refused"),
        (504, "unavailable"),
    ],
)
def test_live_says_what_to_put_right(
    deepgram_cloud: Deepgram,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    status: int,
    code: str,
) -> None:
    monkeypatch.setattr("medic_scribe.speech.deepgram.failures.FIRST_WAIT", 0)
    deepgram_cloud.behaviour.refusals = [(status, {})] * 9
    assert run(["doctor", "--live", "--json"]) == ExitCode.NOT_READY
    tried = checks(capsys)["live_speech"]
    assert tried["code"] == code
    assert "DEEPGRAM" in tried["remedy"]


def test_without_live_nothing_is_sent(deepgram_cloud: Deepgram) -> None:
    assert run(["doctor"]) == ExitCode.OK
    assert deepgram_cloud.requests == []


def test_live_shows_what_the_embedded_engine_writes(
    deepgram_cloud: Deepgram, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", "--live", "--json"]) == ExitCode.OK
    assert "garganta" in checks(capsys)["live_notes"]["text"]


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (quoting, "wrote"),
        (error(401), "key_rejected"),
        (error(400), "request_refused"),
        (declining, "failed"),
    ],
)
def test_live_asks_the_language_model(
    deepgram_cloud: Deepgram,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    behaviour: Behaviour,
    code: str,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", OPENAI_KEY)
    monkeypatch.setenv("OPENAI_RETRIES", "0")
    with openai_server() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        server.usually(behaviour)
        ended = run(["doctor", "--live", "--json"])
    tried = checks(capsys)["live_notes"]
    assert tried["code"] == code
    assert (ended == ExitCode.OK) == (code == "wrote")
    assert server.asked


@pytest.fixture
def supabase(monkeypatch: pytest.MonkeyPatch) -> Generator[AuthServer]:
    """Accounts are those of a project on loopback, and the engines those of the tests."""
    for engine in ("SPEECH_ENGINE", "NOTE_ENGINE"):
        monkeypatch.setenv(engine, "fake")
    with auth_server() as server:
        monkeypatch.setenv("IDENTITY", "supabase")
        monkeypatch.setenv("SUPABASE_URL", server.url)
        yield server


def a_shared_secret(server: AuthServer) -> None:
    """As in projects that never made a key of their own."""
    server.published = []


def a_key_of_another_kind(server: AuthServer) -> None:
    server.rotate(ECKey.generate_key("P-521"))


def broken(server: AuthServer) -> None:
    server.broken = True


@pytest.mark.parametrize(
    ("behaviour", "changed", "code"),
    [
        (None, {}, "keys"),
        (a_shared_secret, {"SUPABASE_JWT_SECRET": "a secret of more than thirty-two characters"}, "secret"),
        (a_shared_secret, {}, "no_key"),
        (a_key_of_another_kind, {}, "no_key"),
        (broken, {}, "refused"),
        (None, {"SUPABASE_URL": "http://127.0.0.1:1"}, "unreachable"),
    ],
)
def test_live_asks_supabase_for_its_keys(
    supabase: AuthServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    behaviour: Callable[[AuthServer], None] | None,
    changed: dict[str, str],
    code: str,
) -> None:
    if behaviour:
        behaviour(supabase)
    for name, value in changed.items():
        monkeypatch.setenv(name, value)
    ended = run(["doctor", "--live", "--json"])
    tried = checks(capsys)["live_identity"]
    assert tried["code"] == code
    assert (ended == ExitCode.OK) == (code in ("keys", "secret")) == (tried["remedy"] is None)


def test_live_is_not_taken_in_by_another_page(
    supabase: AuthServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with listening(PlainTextResponse("<html>")) as address:
        monkeypatch.setenv("SUPABASE_URL", address)
        assert run(["doctor", "--live", "--json"]) == ExitCode.NOT_READY
    assert checks(capsys)["live_identity"]["code"] == "other_answer"


def test_without_live_supabase_is_not_asked(supabase: AuthServer) -> None:
    assert run(["doctor"]) == ExitCode.OK
    assert supabase.asked == 0
