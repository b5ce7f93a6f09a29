"""Attacks on access tokens. Each forged token differs from a good one in one thing."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from medic_scribe.database.base import now
from medic_scribe.errors import Unauthenticated
from medic_scribe.identity.tokens import Access, AccessTokens

SECRET = "a secret of more than thirty-two characters"
TOKENS = AccessTokens(SECRET, minutes=15)
ACCESS = Access(subject="ana", session="s1", epoch=3)


def forged(header: dict[str, Any] | None = None, key: Any = None, **changed: Any) -> str:
    claims = {
        "iss": "medic-scribe",
        "aud": "medic-scribe",
        "sub": "ana",
        "sid": "s1",
        "epoch": 3,
        "exp": now() + timedelta(minutes=5),
    } | changed
    claims = {name: value for name, value in claims.items() if value is not None}
    header = header or {"alg": "HS256"}
    return jwt.encode(header, claims, key or OctKey.import_key(SECRET), algorithms=[header["alg"]])


def unsigned(algorithm: str) -> str:
    def part(content: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()

    payload = json.loads(base64.urlsafe_b64decode(forged().split(".")[1] + "=="))
    return f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(payload)}."


def test_a_token_says_who_carries_it() -> None:
    assert TOKENS.read(TOKENS.issue(ACCESS)) == ACCESS
    assert TOKENS.read(forged()) == ACCESS


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="empty"),
        pytest.param("not a token", id="no token"),
        pytest.param("a.b.c", id="no base64"),
        pytest.param("ñ.ñ.ñ", id="not ascii"),
        pytest.param(unsigned("none"), id="alg none"),
        pytest.param(unsigned("NONE"), id="alg NONE"),
        pytest.param(unsigned("HS256"), id="no signature"),
        pytest.param(forged(key=OctKey.import_key("x" * 40)), id="wrong key"),
        pytest.param(forged({"alg": "HS512"}), id="another algorithm"),
        pytest.param(forged({"alg": "RS256"}, key=RSAKey.generate_key(2048)), id="another kind of key"),
        pytest.param(forged(exp=now() - timedelta(seconds=1)), id="expired"),
        pytest.param(forged(exp=None), id="never expires"),
        pytest.param(forged(iss="somebody"), id="another issuer"),
        pytest.param(forged(aud="another"), id="another audience"),
        pytest.param(forged(sub=None), id="nobody"),
        pytest.param(forged(sid=None), id="no session"),
        pytest.param(forged(epoch="3"), id="epoch as text"),
        pytest.param(forged(nbf=now() + timedelta(hours=1)), id="not yet"),
    ],
)
def test_a_forged_token_is_refused(token: str) -> None:
    with pytest.raises(Unauthenticated):
        TOKENS.read(token)


def test_a_changed_payload_is_refused() -> None:
    header, _, signature = TOKENS.issue(ACCESS).split(".")
    payload = TOKENS.issue(Access("eva", "s1", 3)).split(".")[1]
    with pytest.raises(Unauthenticated):
        TOKENS.read(f"{header}.{payload}.{signature}")


def test_an_old_token_is_refused() -> None:
    with pytest.raises(Unauthenticated):
        TOKENS.read(TOKENS.issue(ACCESS, at=now() - timedelta(minutes=16)))
