"""Supabase's access tokens: which are believed, and the attacks on them."""

import base64
import hmac
import json
from collections.abc import Generator
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from medic_scribe.database.base import now
from medic_scribe.errors import IdentityUnavailable, Unauthenticated
from medic_scribe.identity import signing_keys
from medic_scribe.identity.supabase import SupabaseIdentity
from tests.supabase.auth_server import Account, AuthServer, auth_server

SECRET = "a secret of more than thirty-two characters"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def server() -> Generator[AuthServer]:
    with auth_server() as server:
        yield server


@pytest.fixture
def ana(server: AuthServer) -> Account:
    server.broken = False
    return server.add("Ana@clinica.example", name="Dra. Ana Ruiz")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def identity(server: AuthServer, clock: Clock) -> SupabaseIdentity:
    return SupabaseIdentity(server.url, SECRET, clock)


@pytest.mark.parametrize("kind", ["ES256", "RS256"])
async def test_a_token_signed_with_a_published_key(
    server: AuthServer, identity: SupabaseIdentity, ana: Account, kind: str
) -> None:
    server.rotate(RSAKey.generate_key(2048) if kind == "RS256" else ECKey.generate_key("P-256"))
    principal = await identity.authenticate(server.token(ana, session_id="s1"))
    assert (principal.subject, principal.session) == (ana.id, "s1")
    assert (principal.name, principal.email) == ("Dra. Ana Ruiz", "ana@clinica.example")


def shared(server: AuthServer, ana: Account, secret: str = SECRET, **changed: Any) -> str:
    claims = {k: v for k, v in (server.claims(ana) | changed).items() if v is not None}
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret), algorithms=["HS256"])


async def test_a_token_signed_with_the_older_secret(
    server: AuthServer, identity: SupabaseIdentity, ana: Account
) -> None:
    assert (await identity.authenticate(shared(server, ana))).subject == ana.id
    for token in (shared(server, ana, "x" * 40), shared(server, ana, sub=None)):
        with pytest.raises(Unauthenticated):
            await identity.authenticate(token)


async def test_without_the_older_secret_no_secret_is_right(server: AuthServer, ana: Account) -> None:
    with pytest.raises(Unauthenticated):
        await SupabaseIdentity(server.url, None).authenticate(shared(server, ana))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"iss": "https://another.supabase.co/auth/v1"}, id="another project"),
        pytest.param({"iss": "supabase"}, id="issuer of the API keys"),
        pytest.param({"iss": None}, id="no issuer"),
        pytest.param({"aud": "another"}, id="another audience"),
        pytest.param({"aud": None}, id="no audience"),
        pytest.param({"role": "anon"}, id="anonymous role"),
        pytest.param({"role": "service_role"}, id="service role"),
        pytest.param({"role": None}, id="no role"),
        pytest.param({"is_anonymous": True}, id="signed in anonymously"),
        pytest.param({"sub": None}, id="nobody"),
        pytest.param({"sub": ""}, id="empty subject"),
        pytest.param({"sub": 7}, id="a number"),
        pytest.param({"exp": None}, id="never expires"),
        pytest.param({"exp": now() - timedelta(seconds=11)}, id="expired"),
        pytest.param({"nbf": now() + timedelta(days=1)}, id="not yet"),
    ],
)
async def test_a_token_with_other_claims_is_refused(
    server: AuthServer, identity: SupabaseIdentity, ana: Account, changed: dict[str, Any]
) -> None:
    with pytest.raises(Unauthenticated):
        await identity.authenticate(server.token(ana, **changed))


async def test_clocks_may_differ_a_little(
    server: AuthServer, identity: SupabaseIdentity, ana: Account
) -> None:
    token = server.token(ana, exp=now() - timedelta(seconds=2))
    assert (await identity.authenticate(token)).subject == ana.id


def signed_with_text(secret: bytes, kid: str, payload: str) -> str:
    """By hand: joserfc refuses to take a public key for a secret."""
    signed = f"{part({'alg': 'HS256', 'kid': kid})}.{payload}"
    mac = hmac.digest(secret, signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


async def test_a_token_that_picks_its_own_way_of_signing_is_refused(
    server: AuthServer, identity: SupabaseIdentity, ana: Account
) -> None:
    name = server.rotate(RSAKey.generate_key(2048))
    good = server.token(ana)
    _, payload, signature = good.split(".")
    key = server.keys[name]
    assert isinstance(key, RSAKey)
    claims = jwt.decode(good, server.keys[name], algorithms=["RS256"]).claims
    stranger = RSAKey.generate_key(2048)

    def signed(algorithm: str, key: Any, **header: Any) -> str:
        return jwt.encode({"alg": algorithm, **header}, claims, key, algorithms=[algorithm])

    forged = {
        "none": f"{part({'alg': 'none', 'kid': name})}.{payload}.",
        "NONE": f"{part({'alg': 'NONE', 'kid': name})}.{payload}.",
        "no signature": f"{part({'alg': 'RS256', 'kid': name})}.{payload}.",
        "public key as secret": signed_with_text(key.as_pem(private=False), name, payload),
        "key in the header": signed("RS256", stranger, kid=name, jwk=stranger.as_dict(private=False)),
        "key elsewhere": signed("RS256", stranger, kid=name, jku="https://evil.example/jwks.json"),
        "stranger's key": signed("RS256", stranger, kid=name),
        "other algorithm": signed("RS512", server.keys[name], kid=name),
        "other kind": signed("ES256", ECKey.generate_key("P-256"), kid=name),
        "no key named": signed("RS256", server.keys[name]),
        "a list": f"{part(['RS256'])}.{payload}.{signature}",
        "not a token": "a.b.c",
        "not ascii": "ñ.ñ.ñ",
        "too long": good + "A" * 20_000,
        "changed": f"{good.split('.')[0]}.{part({**claims, 'sub': 'eva'})}.{signature}",
    }
    assert (await identity.authenticate(good)).subject == ana.id
    assert [how for how, token in forged.items() if await believed(identity, token)] == []


async def believed(identity: SupabaseIdentity, token: str) -> bool:
    try:
        await identity.authenticate(token)
    except Unauthenticated:
        return False
    return True


async def test_a_weak_or_shared_key_is_not_taken_even_when_published(
    server: AuthServer, identity: SupabaseIdentity, ana: Account
) -> None:
    for key in (OctKey.generate_key(256), RSAKey.generate_key(1024)):
        server.rotate(key)
        with pytest.raises(Unauthenticated):
            await identity.authenticate(server.token(ana))


async def test_a_new_key_is_found_but_not_asked_for_again_and_again(
    server: AuthServer, identity: SupabaseIdentity, ana: Account, clock: Clock
) -> None:
    old = server.rotate()
    await identity.authenticate(server.token(ana))
    new = server.rotate()
    server.published.append(old)
    asked = server.asked
    with pytest.raises(Unauthenticated):  # asked a moment ago
        await identity.authenticate(server.token(ana, key=new))
    assert server.asked == asked
    clock.now += signing_keys.ASK_AGAIN_AFTER + 1
    await identity.authenticate(server.token(ana, key=new))
    await identity.authenticate(server.token(ana, key=old))
    assert server.asked == asked + 1
    server.keys["invented"] = ECKey.generate_key("P-256")
    for _ in range(5):
        with pytest.raises(Unauthenticated):
            await identity.authenticate(server.token(ana, key="invented"))
    assert server.asked == asked + 1


async def test_a_withdrawn_key_is_soon_refused(
    server: AuthServer, identity: SupabaseIdentity, ana: Account, clock: Clock
) -> None:
    old = server.rotate()
    await identity.authenticate(server.token(ana))
    server.rotate()
    clock.now += signing_keys.FRESH_FOR + 1
    with pytest.raises(Unauthenticated):
        await identity.authenticate(server.token(ana, key=old))


async def test_a_short_outage_is_not_noticed_and_a_long_one_refuses_nobody_for_good(
    server: AuthServer, identity: SupabaseIdentity, ana: Account, clock: Clock
) -> None:
    server.rotate()
    token = server.token(ana)
    await identity.authenticate(token)
    server.broken = True
    clock.now += signing_keys.FRESH_FOR + 1
    assert (await identity.authenticate(token)).subject == ana.id
    clock.now += signing_keys.GOOD_FOR
    with pytest.raises(IdentityUnavailable):
        await identity.authenticate(token)
    server.broken = False
    clock.now += signing_keys.ASK_AGAIN_AFTER + 1
    assert (await identity.authenticate(token)).subject == ana.id


async def test_while_the_keys_were_never_had_it_says_so(
    server: AuthServer, identity: SupabaseIdentity, ana: Account
) -> None:
    server.broken = True
    with pytest.raises(IdentityUnavailable):
        await identity.authenticate(server.token(ana))
    with pytest.raises(Unauthenticated):  # that needs no key to be known
        await identity.authenticate("a.b.c")
