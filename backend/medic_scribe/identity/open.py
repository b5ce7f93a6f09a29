"""No sign-in, for development: the token is the user's id."""

from medic_scribe.errors import SettingInvalid, Unauthenticated
from medic_scribe.identity.contract import Principal
from medic_scribe.settings import Environment

DEFAULT_USER = "local"
LONGEST_SUBJECT = 255


class OpenIdentity:
    name = "open"
    is_open = True

    def __init__(self, environment: Environment) -> None:
        if environment is Environment.PRODUCTION:
            raise SettingInvalid(setting="IDENTITY", reason="`open` lets anybody in: not for production")

    async def authenticate(self, token: str | None) -> Principal:
        subject = token or DEFAULT_USER
        if len(subject) > LONGEST_SUBJECT or not subject.isprintable():
            raise Unauthenticated
        return Principal(subject)
