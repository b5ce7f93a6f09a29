"""The web app is there, finds its own way and is kept by browsers just as long as it may be."""

import re

import httpx

from medic_scribe.verification.deployment import (
    BROWSER,
    Deployment,
    expect_header,
    expect_status,
    json_of,
)
from medic_scribe.verification.points import Failed

SCRIPT = re.compile(r'src="(/assets/[^"]+\.js)"')
PLACES = ("/profile", "/templates")
# What a browser must ask for again each time, or an update never reaches it.
FRESH = ("/", "/index.html", "/sw.js", "/manifest.json")


def app(deployment: Deployment) -> None:
    answer = deployment.get("/", BROWSER)
    expect_header(answer, "Content-Type", "text/html")
    _script(answer)


def fallback(deployment: Deployment) -> None:
    """A place within the app can be opened by its address."""
    start = deployment.get("/", BROWSER).text
    for place in PLACES:
        if deployment.get(place, BROWSER).text != start:
            raise Failed("not_the_app", path=place)


def assets(deployment: Deployment) -> None:
    script = _script(deployment.get("/", BROWSER))
    answer = deployment.get(script, {"Accept-Encoding": "gzip"})
    expect_header(answer, "Content-Type", "javascript")
    expect_header(answer, "Cache-Control", "immutable")
    expect_header(answer, "Content-Encoding", "gzip")


def missing_asset(deployment: Deployment) -> None:
    """A script of an older version is missing, not the app's page under its name."""
    answer = deployment.client.get("/assets/none-0000.js", headers=BROWSER)
    expect_status(answer, 404)


def manifest(deployment: Deployment) -> None:
    answer = json_of(deployment.get("/manifest.json"))
    if not (answer.get("name") and answer.get("start_url") and answer.get("icons")):
        raise Failed("manifest")
    for icon in answer["icons"]:
        expect_header(deployment.get(icon["src"]), "Content-Type", "image/")


def service_worker(deployment: Deployment) -> None:
    expect_header(deployment.get("/sw.js"), "Content-Type", "javascript")


def freshness(deployment: Deployment) -> None:
    for path in FRESH:
        answer = deployment.get(path, BROWSER)
        expect_header(answer, "Cache-Control")
        kept = answer.headers["Cache-Control"]
        if "no-store" not in kept and "no-cache" not in kept:
            raise Failed("kept", path=path, found=kept)


def _script(page: httpx.Response) -> str:
    found = SCRIPT.search(page.text)
    if found is None:
        raise Failed("not_the_app", path="/")
    return found[1]
