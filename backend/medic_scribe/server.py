"""One process serves everything: the paths that a proxy would give, and the API's own at the root as well.

/api/…            the API
/ws/…             its WebSocket
/v1/…, POST /transcribe-and-summarize/, …    the API again, under its own paths
/                 a browser gets the web app, everyone else the API's welcome
everything else   the web app
"""

import structlog
import uvicorn
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

from medic_scribe.app import ROUTERS, create_app
from medic_scribe.edge.log import set_up_log
from medic_scribe.settings import Settings
from medic_scribe.web.app import WebApp

log = structlog.get_logger()

API = "/api"
PING_EVERY = 20.0  # seconds; proxies close what is silent for a minute
LARGEST_MESSAGE = 64 * 1024  # of a WebSocket's client, which has nothing to say
SMALLEST_PACKED = 1024  # bytes of a page or a script, which shrink to a third on their way
STOP_WITHIN = 10  # seconds; what is unfinished then goes on at the next start


def serve(settings: Settings) -> None:
    """Until SIGTERM or Ctrl+C."""
    set_up_log(settings.log_level)
    log.info("serving", address=f"http://{settings.host}:{settings.port}")
    uvicorn.run(
        Server(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,  # it would log whole paths, with ids in them
        server_header=False,
        ws_ping_interval=PING_EVERY,
        ws_ping_timeout=PING_EVERY,
        ws_max_size=LARGEST_MESSAGE,
        timeout_graceful_shutdown=STOP_WITHIN,
    )


class Server:
    """The ASGI app. `api` is the API by itself."""

    def __init__(self, settings: Settings) -> None:
        self.api = create_app(settings)
        self._web = GZipMiddleware(WebApp(settings), minimum_size=SMALLEST_PACKED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.api(scope, receive, send)
        elif _is_under(scope["path"], API):
            await self.api({**scope, "root_path": scope.get("root_path", "") + API}, receive, send)
        elif _is_of_the_api(scope):
            await self.api(scope, receive, send)
        else:
            await self._web(scope, receive, send)


def _first_parts() -> set[str]:
    """Of all the API's paths: "v1", "healthz", …"""
    routes = (route for router in ROUTERS for route in router.routes)
    return {route.path.split("/")[1] for route in routes if isinstance(route, Route | WebSocketRoute)}


_OWN = _first_parts() | {"openapi.json"}


def _is_of_the_api(scope: Scope) -> bool:
    path = scope["path"]
    if path == "/":
        return "text/html" not in Headers(scope=scope).get("accept", "")
    return path.split("/")[1] in _OWN


def _is_under(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(f"{prefix}/")
