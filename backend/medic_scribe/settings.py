"""Everything a person can set, in one place. Each name below, in capitals, is an environment variable.

Values come from the environment, then from a `.env` file in the working folder, then from here.
"""

import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from medic_scribe.errors import SettingInvalid

CLOUD_HERE = 8  # at once in one process, where an engine only waits for a cloud
OPENAI_HOST = "api.openai.com"  # a compatible server may want no key


class Environment(StrEnum):
    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class Work(StrEnum):
    ALWAYS = "always"
    ALONE = "alone"
    NEVER = "never"


class SpeechEngineName(StrEnum):
    WHISPER = "whisper"
    DEEPGRAM = "deepgram"
    FAKE = "fake"


class NoteEngineName(StrEnum):
    EXTRACTIVE = "extractive"
    OPENAI = "openai"
    FAKE = "fake"


class IdentityName(StrEnum):
    OPEN = "open"
    LOCAL = "local"
    SUPABASE = "supabase"


def _under_var(name: str) -> Callable[[dict[str, Any]], Path]:
    return lambda given: given.get("var_folder", Path("var")) / name


def _database_under_var(given: dict[str, Any]) -> str:
    return f"sqlite:///{_under_var('medic_scribe.db')(given)}"


class Settings(BaseSettings):
    """Build it with `load_settings()`, which turns a wrong value into `SettingInvalid`."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    environment: Environment = Field(
        Environment.DEVELOPMENT,
        description="`development`, `test` or `production`. Production refuses what is only for development.",
    )
    host: str = Field("127.0.0.1", description="The address the server listens on.")
    port: int = Field(8000, ge=1, le=65535, description="The port the server listens on.")
    allowed_origins: str = Field(
        "",
        description="Web origins besides the server's own that may call the API, separated by commas.",
    )
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="How much is logged.")

    web_folder: Path = Field(
        Path("frontend/dist"),
        description="The built web app; while there is none, a plain page is served in its place.",
    )
    var_folder: Path = Field(
        Path("var"), description="The folder for all that the program keeps, unless set apart below."
    )
    upload_folder: Path = Field(
        default_factory=_under_var("uploads"), description="Where the recordings are kept."
    )
    notes_folder: Path = Field(
        default_factory=_under_var("notes"),
        description="Where each finished note is written as `.md` and `.json`.",
    )
    work_folder: Path = Field(
        default_factory=_under_var("work"),
        description="Decoded audio while it is transcribed, on this machine; emptied as notes are finished.",
    )
    models_folder: Path = Field(
        default_factory=_under_var("models"), description="Where speech models are unpacked or downloaded."
    )
    database_url: str = Field(
        default_factory=_database_under_var,
        description="`sqlite:///path` or `postgresql://user:password@host/name`.",
    )
    file_store_url: str | None = Field(
        None,
        description="A file store for recordings and notes, instead of their folders: `file:///path`, or "
        "`s3://bucket/prefix?endpoint=…&region=…`, with its keys in `AWS_ACCESS_KEY_ID` and "
        "`AWS_SECRET_ACCESS_KEY`.",
    )
    recording_abandoned_minutes: int = Field(
        60,
        ge=1,
        description="How long after its last chunk a recording that nobody finished is finished.",
    )
    max_upload_mb: int = Field(100, ge=1, description="The largest recording accepted, in megabytes.")

    speech_engine: SpeechEngineName | None = Field(
        None,
        description="`whisper` (on this machine) or `deepgram`. Unset: Deepgram where its key is set.",
    )
    note_engine: NoteEngineName | None = Field(
        None,
        description="`extractive` (on this machine) or `openai`. Unset: OpenAI where its key is set.",
    )
    identity: IdentityName | None = Field(
        None,
        description="`open` (no sign-in, only for development), `local` accounts or `supabase`. Unset: "
        "Supabase where its URL is set, else `local` in production and `open` elsewhere.",
    )
    deepgram_api_key: SecretStr | None = Field(None, description="Key for Deepgram's speech recognition.")
    deepgram_model: str = Field(
        "nova-3",
        description="`nova-3` (asked for Spanish) or `nova-3-medical` (knows Spanish among all its "
        "languages).",
    )
    deepgram_base_url: str = Field(
        "https://api.deepgram.com",
        description="Where Deepgram is: `https://api.eu.deepgram.com` keeps the audio in the EU; or a server "
        "of your own.",
    )
    deepgram_price_per_minute: float = Field(
        0.0077,
        ge=0,
        description="US dollars, for the cost that `/metrics` counts: a list price of August 2026, so put in "
        "yours. 0 counts the seconds only.",
    )
    openai_api_key: SecretStr | None = Field(None, description="Key for OpenAI's or a compatible server.")
    openai_base_url: str = Field(
        "https://api.openai.com/v1",
        description="Where OpenAI is, or a server that speaks its protocol: Ollama, vLLM, llama.cpp, Azure.",
    )
    openai_model: str = Field(
        "gpt-5.4-mini", min_length=1, description="The language model, by its name there."
    )
    openai_context_tokens: int = Field(
        64_000,
        ge=4_000,
        description="How much the model can hold at once, its answer included. A longer consultation is read "
        "in parts.",
    )
    openai_timeout_seconds: float = Field(
        60, gt=0, description="How long the server may be silent before it counts as failed."
    )
    openai_retries: int = Field(
        3, ge=0, le=10, description="How often a server that is busy or fails is asked again."
    )
    openai_input_price: float = Field(
        0, ge=0, description="US dollars a million tokens sent, for the cost that `/metrics` counts."
    )
    openai_output_price: float = Field(0, ge=0, description="The same for a million tokens received.")
    redact_before_cloud: bool = Field(
        True,
        description="Mask names, telephone and document numbers, e-mails and addresses before a transcript "
        "leaves for a language model, and put them back into the note.",
    )
    supabase_url: str | None = Field(None, description="Address of the Supabase project.")
    supabase_anon_key: SecretStr | None = Field(
        None, description="The Supabase project's public key, which the web app is given."
    )
    supabase_jwt_secret: SecretStr | None = Field(
        None, description="The secret with which older Supabase projects sign their tokens (HS256)."
    )
    maintenance_token: SecretStr | None = Field(
        None,
        description="Lets a scheduler call `POST /v1/maintenance/purge`; 32 characters or more. "
        "Unset: nobody may.",
    )

    whisper_model: str = Field(
        "base",
        description="`base` comes with the program; `small`, `large-v3-turbo`, … are downloaded once; or a "
        "folder that holds a CTranslate2 model.",
    )
    speech_workers: int = Field(
        2,
        ge=1,
        le=64,
        description="How many recordings are transcribed at once, each in its own process; half of them may "
        "be such as were sent whole.",
    )
    speech_threads: int = Field(
        0, ge=0, le=256, description="Processor threads for each transcription; 0: as many as processors."
    )
    work: Work = Field(
        Work.ALWAYS,
        description="Whether `serve` works on recordings itself: `always`, `alone` (while no other process "
        "does) or `never` (it leaves them to `medic-scribe worker`).",
    )
    deepgram_at_once: int = Field(
        50, ge=1, description="How many recordings may be with Deepgram at once, over all workers."
    )
    deepgram_per_minute: int = Field(
        300, ge=1, description="How many recordings may be begun with Deepgram in a minute, over all workers."
    )
    openai_at_once: int = Field(
        32, ge=2, description="How many notes may be in the work for OpenAI at once, over all workers."
    )
    openai_per_minute: int = Field(
        120, ge=2, description="How many notes may be begun for OpenAI in a minute, over all workers."
    )
    warm_up: bool = Field(
        False, description="Load the speech model at the start instead of with the first recording."
    )

    token_secret: SecretStr | None = Field(
        None,
        description="Signs the access tokens of local accounts, 32 characters or more. Needed in "
        "production; elsewhere made once and kept in `VAR_FOLDER`.",
    )
    access_token_minutes: int = Field(15, ge=1, description="How long an access token is good for.")
    refresh_token_days: int = Field(30, ge=1, description="How long a session lasts without being used.")
    lockout_failures: int = Field(
        5, ge=1, description="Wrong passwords in a row after which an account is locked."
    )
    lockout_minutes: int = Field(15, ge=1, description="How long an account stays locked.")

    @field_validator("supabase_url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url is None:
            return None
        if not re.fullmatch(r"https?://[^/?#\s;,'\"]+(/[^?#\s;,'\"]*)?", url):
            raise ValueError("it is not an address such as https://project.supabase.co")
        return url.rstrip("/")

    @field_validator("token_secret", "supabase_jwt_secret", "maintenance_token")
    @classmethod
    def _long_enough(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < 32:
            raise ValueError("it is shorter than 32 characters")
        return secret

    @field_validator("deepgram_base_url", "openai_base_url")
    @classmethod
    def _an_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("it is not an address that begins with https:// or http://")
        return url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        scheme = url.partition(":")[0].partition("+")[0]
        if scheme not in {"sqlite", "postgresql", "postgres"}:
            raise ValueError("it is neither sqlite:// nor postgresql://")
        return url

    @model_validator(mode="after")
    def _allowed_here(self) -> Self:
        production = self.environment is Environment.PRODUCTION
        if production and self.identity is IdentityName.OPEN:
            raise SettingInvalid(setting="IDENTITY", reason="`open` lets anybody in: not for production")
        if production and self.token_secret is None and self.identity_provider is IdentityName.LOCAL:
            raise SettingInvalid(setting="TOKEN_SECRET", reason="production needs one")
        if self.identity_provider is IdentityName.SUPABASE and self.supabase_url is None:
            raise SettingInvalid(setting="SUPABASE_URL", reason="`IDENTITY=supabase` needs it")
        if self.speech_engine is SpeechEngineName.DEEPGRAM and self.deepgram_api_key is None:
            raise SettingInvalid(setting="DEEPGRAM_API_KEY", reason="`SPEECH_ENGINE=deepgram` needs it")
        openai = self.note_engine_name is NoteEngineName.OPENAI
        if openai and self.openai_api_key is None and urlsplit(self.openai_base_url).hostname == OPENAI_HOST:
            raise SettingInvalid(setting="OPENAI_API_KEY", reason="`NOTE_ENGINE=openai` needs it")
        if self.environment is not Environment.TEST:
            if self.speech_engine is SpeechEngineName.FAKE:
                raise SettingInvalid(setting="SPEECH_ENGINE", reason="`fake` is only for tests")
            if self.note_engine is NoteEngineName.FAKE:
                raise SettingInvalid(setting="NOTE_ENGINE", reason="`fake` is only for tests")
        return self

    @property
    def speech_engine_name(self) -> SpeechEngineName:
        if self.speech_engine:
            return self.speech_engine
        return SpeechEngineName.DEEPGRAM if self.deepgram_api_key else SpeechEngineName.WHISPER

    @property
    def speech_at_once(self) -> int:
        """How many recordings are transcribed at once in one process."""
        in_the_cloud = self.speech_engine_name is SpeechEngineName.DEEPGRAM
        return self.deepgram_at_once if in_the_cloud else self.speech_workers

    @property
    def note_engine_name(self) -> NoteEngineName:
        if self.note_engine:
            return self.note_engine
        return NoteEngineName.OPENAI if self.openai_api_key else NoteEngineName.EXTRACTIVE

    @property
    def notes_at_once(self) -> int:
        """How many notes are written at once in one process by a note engine that waits for a network."""
        return min(CLOUD_HERE, self.openai_at_once)

    @property
    def identity_provider(self) -> IdentityName:
        if self.identity:
            return self.identity
        if self.supabase_url:
            return IdentityName.SUPABASE
        return IdentityName.LOCAL if self.environment is Environment.PRODUCTION else IdentityName.OPEN

    @property
    def max_upload_bytes(self) -> int:
        return self.max_upload_mb * 1024 * 1024

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    def token_key(self) -> str:
        """The secret that signs access tokens; outside production one is made and kept at the first call."""
        if self.token_secret is not None:
            return self.token_secret.get_secret_value()
        return _kept_secret(self.var_folder / "token.key")


def load_settings(**overrides: Any) -> Settings:
    """Settings from the environment; `overrides` win. Raises `SettingInvalid` for the first wrong value."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "SETTINGS"
        raise SettingInvalid(setting=name, reason=first["msg"].removeprefix("Value error, ")) from None


def _kept_secret(path: Path) -> str:
    """The secret in `path`, made if it is not there. Two processes that start at once agree on one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
