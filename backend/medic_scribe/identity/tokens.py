"""Access tokens of local accounts: signed (HS256), short-lived, and good for nothing but this API."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from medic_scribe.database.base import now
from medic_scribe.errors import Unauthenticated

ALGORITHM = "HS256"
ISSUER = AUDIENCE = "medic-scribe"

_claims = jwt.JWTClaimsRegistry(
    iss={"essential": True, "value": ISSUER},
    aud={"essential": True, "value": AUDIENCE},
    sub={"essential": True},
    exp={"essential": True},
    sid={"essential": True},
    epoch={"essential": True},
)


@dataclass(frozen=True, slots=True)
class Access:
    """`session` is the refresh token's family; `epoch` the account's `token_epoch` when it was issued."""

    subject: str
    session: str
    epoch: int


class AccessTokens:
    def __init__(self, secret: str, minutes: int) -> None:
        self._key = OctKey.import_key(secret)
        self.lifetime = timedelta(minutes=minutes)

    def issue(self, access: Access, at: datetime | None = None) -> str:
        at = at or now()
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": access.subject,
            "sid": access.session,
            "epoch": access.epoch,
            "iat": at,
            "exp": at + self.lifetime,
        }
        return jwt.encode({"alg": ALGORITHM}, claims, self._key, algorithms=[ALGORITHM])

    def read(self, token: str) -> Access:
        """Raises `Unauthenticated` for a token that is not ours, changed, or out of date."""
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
            _claims.validate(claims)
        except (JoseError, ValueError):
            raise Unauthenticated from None
        match claims:
            case {"sub": str(subject), "sid": str(session), "epoch": int(epoch)}:
                return Access(subject, session, epoch)
            case _:
                raise Unauthenticated
