"""What a client must know before anybody can sign in. All of it is public."""

from fastapi import APIRouter
from pydantic import ConfigDict

from medic_scribe.edge.dependencies import State
from medic_scribe.edge.schemas import Schema
from medic_scribe.settings import IdentityName, Settings

router = APIRouter(prefix="/v1/configuration", tags=["sign-in"])


class SupabaseView(Schema):
    """The project that keeps the accounts: its address and its public key."""

    url: str
    anon_key: str


class ConfigurationView(Schema):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "identity": "supabase",
                "supabase": {"url": "https://project.supabase.co", "anon_key": "sb_publishable_…"},
            }
        }
    )

    identity: IdentityName
    supabase: SupabaseView | None


@router.get("")
async def read_configuration(state: State) -> ConfigurationView:
    """How one signs in here."""
    settings = state.wiring.settings
    return ConfigurationView(identity=settings.identity_provider, supabase=_supabase(settings))


def _supabase(settings: Settings) -> SupabaseView | None:
    url, key = settings.supabase_url, settings.supabase_anon_key
    if settings.identity_provider is not IdentityName.SUPABASE or url is None or key is None:
        return None
    return SupabaseView(url=url, anon_key=key.get_secret_value())
