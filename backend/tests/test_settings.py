"""Settings: a wrong one stops the program with a sentence that names it."""

from pathlib import Path
from typing import Any

import pytest

from medic_scribe.errors import SettingInvalid
from medic_scribe.settings import IdentityName, NoteEngineName, Settings, SpeechEngineName, load_settings

SECRET = "s" * 32


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_with_nothing_set_everything_is_on_this_machine() -> None:
    settings = load_settings()
    assert settings.speech_engine_name is SpeechEngineName.WHISPER
    assert settings.note_engine_name is NoteEngineName.EXTRACTIVE
    assert settings.identity_provider is IdentityName.OPEN
    assert settings.database_url == "sqlite:///var/medic_scribe.db"
    assert settings.upload_folder == Path("var/uploads")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "none"),
        ("PORT", "70000"),
        ("ENVIRONMENT", "staging"),
        ("SPEECH_ENGINE", "ears"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("TOKEN_SECRET", "short"),
        ("MAX_UPLOAD_MB", "0"),
        ("SPEECH_ENGINE", "fake"),
        ("NOTE_ENGINE", "fake"),
    ],
)
def test_a_wrong_value_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingInvalid) as raised:
        load_settings()
    assert raised.value.params["setting"] == name
    if name == "TOKEN_SECRET":
        assert value not in str(raised.value.params["reason"]).replace("shorter", "")


@pytest.mark.parametrize(
    ("given", "setting"),
    [({"identity": "open"}, "IDENTITY"), ({}, "TOKEN_SECRET"), ({"identity": "local"}, "TOKEN_SECRET")],
)
def test_production_refuses_what_is_only_for_development(given: dict[str, Any], setting: str) -> None:
    with pytest.raises(SettingInvalid) as raised:
        load_settings(environment="production", **given)
    assert raised.value.params["setting"] == setting


def test_production_has_accounts_unless_told_otherwise() -> None:
    assert (
        load_settings(environment="production", token_secret=SECRET).identity_provider is IdentityName.LOCAL
    )


def test_a_key_selects_its_engine_and_a_choice_overrules_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEEPGRAM_API_KEY", "k")
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    monkeypatch.setenv("SUPABASE_URL", "http://localhost")
    settings = load_settings()
    assert settings.speech_engine_name is SpeechEngineName.DEEPGRAM
    assert settings.note_engine_name is NoteEngineName.OPENAI
    assert settings.identity_provider is IdentityName.SUPABASE
    assert load_settings(speech_engine="whisper").speech_engine_name is SpeechEngineName.WHISPER


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("PORT", "")
    assert load_settings().note_engine_name is NoteEngineName.EXTRACTIVE
    assert load_settings().port == 8000


def test_the_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=9001\nHOST=0.0.0.0\n")
    monkeypatch.setenv("PORT", "9002")
    assert (load_settings().port, load_settings().host) == (9002, "0.0.0.0")


def test_a_secret_is_not_printed() -> None:
    assert SECRET not in repr(load_settings(token_secret=SECRET))


def test_the_token_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    settings = load_settings(var_folder=tmp_path / "new")
    key = settings.token_key()
    assert len(key) >= 32
    assert settings.token_key() == key
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["token.key"]
    assert (tmp_path / "new" / "token.key").stat().st_mode & 0o077 == 0
