"""HEAD wherever there is GET: the same answer without its body. Monitors and download managers ask so."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEAD = "medic_scribe.head"


class Heads:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_no_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        asked: Scope = {**scope, "method": "GET", _HEAD: True}
        try:
            await self._app(asked, receive, send_no_body)
        finally:
            scope.setdefault("route", asked.get("route"))  # the log and the metrics name it


def is_head(request: Request) -> bool:
    """For a route whose body is costly to make."""
    return _HEAD in request.scope
