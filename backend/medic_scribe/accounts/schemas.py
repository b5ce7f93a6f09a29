"""Signing in, the profile and the vocabulary as the API shows them."""

from typing import Annotated

from pydantic import ConfigDict, Field, SecretStr, StringConstraints

from medic_scribe.edge.schemas import Key, Name, Schema, Storable, Whole
from medic_scribe.messages import Language

Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=320), Storable]
Term = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Storable]


class Credentials(Schema):
    model_config = ConfigDict(
        json_schema_extra={"example": {"email": "ana@clinica.example", "password": "una contraseña larga"}}
    )

    email: Email
    password: SecretStr = Field(max_length=1_000)


class RefreshRequest(Schema):
    model_config = ConfigDict(json_schema_extra={"example": {"refresh_token": "el último que recibió"}})

    refresh_token: SecretStr = Field(max_length=200)


class PasswordChange(Schema):
    model_config = ConfigDict(
        json_schema_extra={"example": {"current": "una contraseña larga", "new": "otra contraseña más larga"}}
    )

    current: SecretStr = Field(max_length=1_000)
    new: SecretStr = Field(max_length=1_000, description="10 to 128 characters.")


class SessionView(Schema):
    """`access_token` goes into `Authorization: Bearer …`; `refresh_token` is good once, for the next pair."""

    user_id: str
    access_token: str
    refresh_token: str
    token_type: str = "Bearer"  # noqa: S105 (the kind, not a token)
    expires_in: int = Field(description="Seconds that the access token is good for.")


class IdentityView(Schema):
    """`open`: nobody signs in, and every page must say so."""

    provider: str
    open: bool


class ProfileView(Schema):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "7c1f2c1e-50a8-4a0e-8b0e-0b0f6a3f0c55",
                "email": "ana@clinica.example",
                "name": "Dra. Ana Ruiz",
                "licence": "28/12345",
                "specialty": "Medicina de familia",
                "language": "es",
                "default_template": "soap",
                "audio_retention_days": None,
                "identity": {"provider": "local", "open": False},
            }
        }
    )

    id: str
    email: str | None
    name: str
    licence: str
    specialty: str
    language: str
    default_template: str | None
    audio_retention_days: int | None
    identity: IdentityView


class ProfileChange(Schema):
    """What is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra={"example": {"specialty": "Pediatría"}})

    name: Name | None = None
    licence: Annotated[str, StringConstraints(strip_whitespace=True, max_length=64), Storable] | None = None
    specialty: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), Storable] | None = (
        None
    )
    language: Language | None = None
    default_template: Key | None = None
    audio_retention_days: Whole | None = Field(
        None,
        ge=0,
        le=36_500,
        description="Days after which a consultation's audio is deleted; null keeps it.",
    )


class NewTerm(Schema):
    model_config = ConfigDict(json_schema_extra={"example": {"text": "empagliflozina"}})

    text: Term


class TermList(Schema):
    """A pasted list: one term a line, or separated by commas or semicolons."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"text": "sacubitrilo\ndapagliflozina\nEvolocumab"}}
    )

    text: Annotated[str, StringConstraints(max_length=50_000), Storable]


class TermView(Schema):
    id: int
    text: str


class VocabularyView(Schema):
    """Most important first."""

    items: list[TermView]
