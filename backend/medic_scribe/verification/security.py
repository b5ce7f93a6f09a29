"""What browsers are told that a page may do."""

from medic_scribe.verification.deployment import API, BROWSER, Deployment, expect_header, expect_status
from medic_scribe.verification.points import Failed

PAGES = ("/", "/profile", "/sw.js", "/assets/none-0000.js")
FOR_ALL = (*PAGES, f"{API}/healthz", f"{API}/v1/none")


def headers(deployment: Deployment) -> None:
    """Errors and files too: a nested directive of a proxy easily drops them."""
    for path in FOR_ALL:
        answer = deployment.client.get(path, headers=BROWSER)
        expect_header(answer, "X-Content-Type-Options", "nosniff")
        expect_header(answer, "Referrer-Policy", "no-referrer")
        expect_header(answer, "Content-Security-Policy", "default-src", "frame-ancestors 'none'")
        for name in ("Content-Security-Policy", "X-Content-Type-Options"):
            if len(answer.headers.get_list(name)) > 1:
                raise Failed("header_twice", path=path, header=name)


def metrics(deployment: Deployment) -> None:
    """They are for who runs the service, who asks the API's own port."""
    expect_status(deployment.client.get(f"{API}/metrics"), 404)


def microphone(deployment: Deployment) -> None:
    """The app may record, play what it recorded, and be told of notes."""
    answer = deployment.get("/", BROWSER)
    expect_header(answer, "Permissions-Policy", "microphone=(self)")
    policy = answer.headers.get("Content-Security-Policy", "")
    expect_header(answer, "Content-Security-Policy", "'wasm-unsafe-eval'", "media-src 'self' blob:", "wss:")
    if "'unsafe-eval'" in policy or "script-src 'self' 'unsafe-inline'" in policy:
        raise Failed("policy_is_lax")
