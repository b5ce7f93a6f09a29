"""The API answers at its root behind the proxy, and says how it is."""

from medic_scribe.verification.deployment import API, Deployment, expect_problem, expect_status, json_of
from medic_scribe.verification.points import Failed

WELCOME = "Bienvenido al Escriba Médico Asistido por IA!"


def welcome(deployment: Deployment) -> None:
    if json_of(deployment.get(f"{API}/")) != {"message": WELCOME}:
        raise Failed("welcome")


def alive(deployment: Deployment) -> None:
    deployment.get(f"{API}/healthz")


def ready(deployment: Deployment) -> None:
    answer = deployment.client.get(f"{API}/readyz")
    if answer.status_code == 503 and answer.headers.get("Content-Type", "").startswith("application/json"):
        missing = [name for name, is_ready in json_of(answer)["parts"].items() if not is_ready]
        raise Failed("not_ready", parts=", ".join(missing))
    expect_status(answer, 200)


def problems(deployment: Deployment) -> None:
    """An error is JSON in the caller's language."""
    told: set[str] = set()
    for language in ("es", "en"):
        answer = deployment.client.get(f"{API}/v1/none", headers={"Accept-Language": language})
        told.add(expect_problem(answer, 404)["detail"])
    if len(told) != 2:
        raise Failed("one_language")
