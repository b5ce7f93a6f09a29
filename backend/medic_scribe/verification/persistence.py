"""What was there before a restart is there after it."""

import subprocess
import time

import httpx

from medic_scribe.verification.deployment import API, Deployment
from medic_scribe.verification.points import Failed, Skipped

BACK_WITHIN = 180.0  # seconds
ASK_EVERY = 0.5  # seconds


def restart(deployment: Deployment) -> None:
    if deployment.wish.restart_with is None:
        raise Skipped("no_restart")
    if deployment.noted is None:
        raise Skipped("no_note")
    path = f"/v1/consultations/{deployment.noted}/note"
    before = deployment.api(path)
    # The command is the one of whoever verifies, as they would type it.
    ended = subprocess.run(deployment.wish.restart_with, shell=True, check=False, capture_output=True)  # noqa: S602
    if ended.returncode:
        raise Failed("restart_failed", status=ended.returncode)
    _wait_until_ready(deployment)
    if deployment.api(path) != before:
        raise Failed("not_the_same")


def _wait_until_ready(deployment: Deployment) -> None:
    end = time.monotonic() + BACK_WITHIN
    while time.monotonic() < end:
        try:
            if deployment.client.get(f"{API}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(ASK_EVERY)
    raise Failed("not_back", seconds=int(BACK_WITHIN))
