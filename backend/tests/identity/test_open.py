import pytest

from medic_scribe.errors import SettingInvalid, Unauthenticated
from medic_scribe.identity.open import OpenIdentity
from medic_scribe.settings import Environment


async def test_the_token_is_the_user() -> None:
    identity = OpenIdentity(Environment.DEVELOPMENT)
    assert (await identity.authenticate("ana")).subject == "ana"
    assert (await identity.authenticate(None)).subject == "local"


@pytest.mark.parametrize("token", ["a" * 256, "a\nb", "\x00"])
async def test_an_id_that_cannot_be_kept_is_refused(token: str) -> None:
    with pytest.raises(Unauthenticated):
        await OpenIdentity(Environment.DEVELOPMENT).authenticate(token)


def test_production_refuses_it() -> None:
    with pytest.raises(SettingInvalid):
        OpenIdentity(Environment.PRODUCTION)
