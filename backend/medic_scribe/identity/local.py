"""Accounts in our own database. A token is only believed while its session and its epoch still stand."""

from sqlalchemy import exists, select

from medic_scribe.accounts.models import RefreshToken, User
from medic_scribe.database.engine import Database
from medic_scribe.errors import Unauthenticated
from medic_scribe.identity.contract import Principal
from medic_scribe.identity.tokens import AccessTokens


class LocalIdentity:
    name = "local"
    is_open = False

    def __init__(self, database: Database, tokens: AccessTokens) -> None:
        self._database = database
        self._tokens = tokens

    async def authenticate(self, token: str | None) -> Principal:
        if not token:
            raise Unauthenticated
        access = self._tokens.read(token)
        signed_in = exists().where(
            RefreshToken.user_id == User.id,
            RefreshToken.family == access.session,
            RefreshToken.revoked_at.is_(None),
        )
        account = select(User.name).where(
            User.id == access.subject, User.token_epoch == access.epoch, signed_in
        )
        async with self._database.reading() as session:
            name = await session.scalar(account)
        if name is None:
            raise Unauthenticated
        return Principal(access.subject, name, access.session)
