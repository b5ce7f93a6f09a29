"""Nothing goes over the network in clear, and nothing old is spoken."""

import socket
import ssl
import time
import warnings
from urllib.parse import urlsplit

import httpx

from medic_scribe.verification.deployment import ANSWER_WITHIN, Deployment, expect_header, expect_status
from medic_scribe.verification.points import Failed, Skipped

SPOKEN = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)
OUTDATED = (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1)
LEAST_HSTS = 15_552_000  # seconds: half a year
LEAST_DAYS = 7


def certificate(deployment: Deployment) -> None:
    """Trusted, for this name, and good for a while. An untrusted one fails before this is reached."""
    _needs_tls(deployment)
    if deployment.wish.insecure:
        raise Skipped("insecure")
    with _handshake(deployment, deployment.trust) as connection:
        days = (_end(connection) - time.time()) / 86_400
    if days < LEAST_DAYS:
        raise Failed("certificate_ends", days=int(days))


def tls_versions(deployment: Deployment) -> None:
    _needs_tls(deployment)
    for version in SPOKEN:
        try:
            _handshake(deployment, _only(version)).close()
        except (ssl.SSLError, ConnectionError):
            raise Failed("tls_missing", version=version.name) from None
    for version in OUTDATED:
        try:
            _handshake(deployment, _only(version)).close()
        except (ssl.SSLError, ConnectionError):
            continue
        raise Failed("tls_outdated", version=version.name)


def redirect(deployment: Deployment) -> None:
    """Plain HTTP leads to HTTPS, and only the proof for a certificate is answered in clear."""
    _needs_tls(deployment)
    plain = (deployment.wish.plain_url or f"http://{deployment.host}").rstrip("/")
    with httpx.Client(base_url=plain, timeout=ANSWER_WITHIN) as client:
        answer = client.get("/templates?a=1")
        expect_status(answer, 301, 308)
        location = str(answer.headers.get("Location", ""))
        target = urlsplit(location)
        if (target.scheme, target.hostname, target.path) != ("https", deployment.host, "/templates"):
            raise Failed("redirected_elsewhere", found=location[:100])
        if client.post("/api/transcribe-and-summarize/").status_code not in (301, 308):
            raise Failed("in_clear")


def hsts(deployment: Deployment) -> None:
    _needs_tls(deployment)
    for path in ("/", "/api/healthz"):
        answer = deployment.client.get(path)
        expect_header(answer, "Strict-Transport-Security", "max-age=")
        if len(found := answer.headers.get_list("Strict-Transport-Security")) > 1:
            raise Failed("header_twice", path=path, header="Strict-Transport-Security")
        age = found[0].partition("max-age=")[2].partition(";")[0].strip()
        if not age.isdecimal() or int(age) < LEAST_HSTS:
            raise Failed("hsts_short", found=found[0][:100])


def _needs_tls(deployment: Deployment) -> None:
    if not deployment.is_https:
        raise Skipped("plain_http")


def _handshake(deployment: Deployment, context: ssl.SSLContext) -> ssl.SSLSocket:
    plain = socket.create_connection((deployment.host, deployment.port), timeout=ANSWER_WITHIN)
    try:
        return context.wrap_socket(plain, server_hostname=deployment.host)
    except BaseException:
        plain.close()
        raise


def _only(version: ssl.TLSVersion) -> ssl.SSLContext:
    """Speaks that version and trusts anybody; the certificate is looked at elsewhere."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # of the outdated ones, which is why they are tried
        context.maximum_version = version
        context.minimum_version = version
    if version in OUTDATED:
        context.set_ciphers("DEFAULT:@SECLEVEL=0")  # OpenSSL would not offer them
    return context


def _end(connection: ssl.SSLSocket) -> float:
    found = connection.getpeercert() or {}
    return ssl.cert_time_to_seconds(str(found.get("notAfter")))
