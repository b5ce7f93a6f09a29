"""Around every request: its place in the log and the metrics, and the answer if something unforeseen fails.

Nothing that came in is written down. A path is logged as its template
(`/v1/consultations/{consultation_id}`), since ids in it may tell who is a patient of whom; of an exception
its kind and place, since its text may quote what a patient said.
"""

import traceback
import uuid
from time import perf_counter

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from medic_scribe.edge.metrics import Metrics
from medic_scribe.edge.problems import unexpected

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
NO_ROUTE = "none"
HUNG_UP = 499  # nobody gets this status: the client went away before all of its request was here
# What is asked for all the time says nothing in a log.
QUIET = {"/healthz", "/readyz", "/metrics"}

log = structlog.get_logger()


class Observation:
    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = uuid.uuid4().hex
        status = 0
        start = perf_counter()

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_noting)
            except ClientDisconnect:
                status = status or HUNG_UP
            except Exception as error:
                log.error("unforeseen", **what_and_where(error))
                if not status:
                    await unexpected(Request(scope))(scope, receive, send_noting)
            self._note(scope, status, perf_counter() - start)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "other"
        route = route_template(scope)
        self._metrics.requests.labels(method, route, str(status)).inc()
        self._metrics.request_seconds.labels(method, route).observe(seconds)
        if route not in QUIET:
            log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))


def route_template(scope: Scope) -> str:
    """The path with its parameters' names; `none` where no route took it."""
    return getattr(scope.get("route"), "path", NO_ROUTE)


def what_and_where(error: BaseException) -> dict[str, str | list[str]]:
    """An exception's kind and the lines it passed, without its text or any value."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return {
        "error": type(error).__qualname__,
        "place": [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno}" for frame in frames],
    }
