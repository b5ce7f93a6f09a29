"""The public keys with which somebody else signs tokens, fetched from their address (JWKS, RFC 7517).

A key that is not known yet is asked for, but not more often than every `ASK_AGAIN_AFTER` seconds, however
many invented tokens come in. While the address does not answer, the keys of before go on being good for
`GOOD_FOR` seconds.
"""

import asyncio
from collections.abc import Callable

import httpx
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from pydantic import BaseModel, ConfigDict, ValidationError

from medic_scribe.errors import IdentityUnavailable, Unauthenticated

FRESH_FOR = 600.0  # seconds, as Supabase lets them be cached; then they are read again
GOOD_FOR = 3600.0  # seconds that they are believed while they cannot be read again
ASK_AGAIN_AFTER = 15.0  # seconds
ANSWER_WITHIN = 5.0  # seconds

# The only kinds of key taken, so that a public key is never used as a shared secret.
ALGORITHM_OF = {"EC": "ES256", "RSA": "RS256"}
SHORTEST_RSA = 2048  # bits

log = structlog.get_logger()


class SigningKeys:
    """`clock` counts seconds."""

    def __init__(self, address: str, clock: Callable[[], float]) -> None:
        self._address = address
        self._clock = clock
        self._asking = asyncio.Lock()
        self._keys: dict[str, ECKey | RSAKey] = {}
        self._asked_at = self._answered_at = float("-inf")

    async def find(self, name: str, algorithm: str) -> ECKey | RSAKey:
        """The key that the token names. Raises `Unauthenticated` if there is no such key.

        Raises `IdentityUnavailable` if that cannot be known because the address does not answer.
        """
        if self._wants(name):
            async with self._asking:
                if self._wants(name):  # who waited may find it done
                    await self._ask()
        if self._clock() - self._answered_at > GOOD_FOR:
            raise IdentityUnavailable
        if key := self._keys.get(name):
            if ALGORITHM_OF[key.key_type] != algorithm:
                raise Unauthenticated
            return key
        raise Unauthenticated if self._answered_at >= self._asked_at else IdentityUnavailable

    def _wants(self, name: str) -> bool:
        if self._clock() - self._asked_at < ASK_AGAIN_AFTER:
            return False
        return name not in self._keys or self._clock() - self._answered_at > FRESH_FOR

    async def _ask(self) -> None:
        self._asked_at = self._clock()
        try:
            self._keys = await published_keys(self._address)
        except (httpx.HTTPError, ValidationError) as error:
            log.warning("signing keys could not be read", kind=type(error).__name__)
        else:
            self._answered_at = self._clock()


async def published_keys(address: str) -> dict[str, ECKey | RSAKey]:
    """Those of a kind that is taken, by name. Raises `httpx.HTTPError`, and `ValidationError` of pydantic."""
    async with httpx.AsyncClient(timeout=ANSWER_WITHIN) as client:
        answer = await client.get(address)
    return _keys_of(answer.raise_for_status().content)


class _Key(BaseModel):
    model_config = ConfigDict(extra="allow")

    kty: str
    kid: str | None = None
    use: str = "sig"


class _KeySet(BaseModel):
    keys: list[_Key]


def _keys_of(document: bytes) -> dict[str, ECKey | RSAKey]:
    found = {one.kid: _imported(one) for one in _KeySet.model_validate_json(document).keys if one.kid}
    return {name: key for name, key in found.items() if key}


def _imported(given: _Key) -> ECKey | RSAKey | None:
    """None for a key of a kind that is not taken."""
    if given.use != "sig":
        return None
    parameters = {
        name: value for name, value in given.model_dump(exclude_none=True).items() if isinstance(value, str)
    }
    try:
        if given.kty == "EC":
            key = ECKey.import_key({**parameters})
            return key if key.curve_name == "P-256" else None
        if given.kty == "RSA":
            key = RSAKey.import_key({**parameters})
            return key if key.public_key.key_size >= SHORTEST_RSA else None
    except (JoseError, ValueError, KeyError, TypeError):
        pass
    return None
