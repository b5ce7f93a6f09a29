"""Accounts kept by Supabase Auth: its access tokens are verified here, and nothing is asked of it for that.

Signed with the project's own keys (ES256, RS256), whose public halves it publishes, or, in older projects,
with a secret that both sides know (HS256). Which of these a token may use is decided by what is set up here,
never by the token alone. https://supabase.com/docs/guides/auth/jwts
"""

from collections.abc import Callable
from time import monotonic

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OctKey, RSAKey

from medic_scribe.errors import Unauthenticated
from medic_scribe.identity.contract import Principal
from medic_scribe.identity.signing_keys import SigningKeys

SHARED = "HS256"
AUDIENCE = ROLE = "authenticated"
LEEWAY = 10  # seconds that two clocks may differ
LONGEST_TOKEN = 16 * 1024
LONGEST_SUBJECT, LONGEST_EMAIL, LONGEST_NAME = 255, 320, 200


class SupabaseIdentity:
    name = "supabase"
    is_open = False

    def __init__(self, url: str, shared_secret: str | None, clock: Callable[[], float] = monotonic) -> None:
        self._keys = SigningKeys(keys_address(url), clock)
        self._shared = OctKey.import_key(shared_secret) if shared_secret else None
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": _issuer(url)},
            aud={"essential": True, "value": AUDIENCE},
            role={"essential": True, "value": ROLE},
            sub={"essential": True},
            exp={"essential": True},
        )

    async def authenticate(self, token: str | None) -> Principal:
        """Raises `Unauthenticated`, or `IdentityUnavailable` while Supabase's keys cannot be had."""
        if not token or len(token) > LONGEST_TOKEN:
            raise Unauthenticated
        algorithm, key = await self._key_for(token)
        try:
            claims = jwt.decode(token, key, algorithms=[algorithm]).claims
            self._claims.validate(claims)
        except (JoseError, ValueError):
            raise Unauthenticated from None
        return _principal(claims)

    async def _key_for(self, token: str) -> tuple[str, ECKey | RSAKey | OctKey]:
        try:
            header = jws.extract_compact(token.encode()).headers()
        except (JoseError, ValueError):
            raise Unauthenticated from None
        match header:
            case {"alg": "ES256" | "RS256" as algorithm, "kid": str(name)}:
                return algorithm, await self._keys.find(name, algorithm)
            case {"alg": "HS256"} if self._shared:
                return SHARED, self._shared
            case _:
                raise Unauthenticated


def keys_address(url: str) -> str:
    """Where the project of that address publishes its signing keys."""
    return f"{_issuer(url)}/.well-known/jwks.json"


def _issuer(url: str) -> str:
    return f"{url}/auth/v1"


def _principal(claims: dict[str, object]) -> Principal:
    """Who signed in without saying who they are (`is_anonymous`) is nobody who may treat patients."""
    match claims:
        case {"is_anonymous": True}:
            raise Unauthenticated
        case {"sub": str(subject)} if 0 < len(subject) <= LONGEST_SUBJECT and subject.isprintable():
            email, session = claims.get("email"), claims.get("session_id")
            return Principal(
                subject=subject,
                name=_name(claims.get("user_metadata")),
                session=session if isinstance(session, str) else None,
                email=email.lower() if isinstance(email, str) and 0 < len(email) <= LONGEST_EMAIL else None,
            )
        case _:
            raise Unauthenticated


def _name(metadata: object) -> str:
    """What they called themselves when they signed up."""
    match metadata:
        case {"name": str(name)} | {"full_name": str(name)} if name.isprintable():
            return name.strip()[:LONGEST_NAME]
        case _:
            return ""
