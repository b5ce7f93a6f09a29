"""All points, in the order in which a deployment comes to life."""

import time
from collections.abc import Iterator
from contextlib import suppress

import httpx

from medic_scribe.verification import limits, people, persistence, security, service, speech, transport, web
from medic_scribe.verification.deployment import Deployment, Wish
from medic_scribe.verification.points import Failed, Outcome, Point, Skipped, State

POINTS: dict[str, Point] = {
    "welcome": service.welcome,
    "alive": service.alive,
    "ready": service.ready,
    "problems": service.problems,
    "app": web.app,
    "fallback": web.fallback,
    "assets": web.assets,
    "missing_asset": web.missing_asset,
    "manifest": web.manifest,
    "service_worker": web.service_worker,
    "freshness": web.freshness,
    "headers": security.headers,
    "microphone": security.microphone,
    "metrics": security.metrics,
    "certificate": transport.certificate,
    "tls_versions": transport.tls_versions,
    "redirect": transport.redirect,
    "hsts": transport.hsts,
    "socket": speech.socket,
    "summary_ready": speech.summary_ready,
    "heard": speech.heard,
    "not_audio": limits.not_audio,
    "too_large_by_far": limits.too_large_by_far,
    "largest": limits.largest,
    "one_byte_more": limits.one_byte_more,
    "signed_out": people.signed_out,
    "strangers": people.strangers,
    "restart": persistence.restart,
}


def verify(wish: Wish) -> Iterator[Outcome]:
    """Each point's outcome as soon as it is known. What was made on the way is deleted at the end."""
    deployment = Deployment(wish)
    try:
        for name, point in POINTS.items():
            yield _outcome(name, point, deployment)
    finally:
        with suppress(httpx.HTTPError, Failed, Skipped):  # there may be nobody left to delete anything
            deployment.close()


def _outcome(name: str, point: Point, deployment: Deployment) -> Outcome:
    start = time.monotonic()

    def ended(state: State, code: str | None = None, **params: str | int | float) -> Outcome:
        return Outcome(name, state, time.monotonic() - start, code, params)

    try:
        point(deployment)
    except Failed as failed:
        return ended(State.FAILED, failed.code, **failed.params)
    except Skipped as skipped:
        return ended(State.SKIPPED, skipped.code, **skipped.params)
    except (httpx.HTTPError, OSError) as error:
        # Its kind says enough; its text may hold an address.
        return ended(State.FAILED, "no_answer", kind=type(error).__name__)
    except (KeyError, TypeError, AttributeError):
        return ended(State.FAILED, "unexpected_answer")
    return ended(State.PASSED)
