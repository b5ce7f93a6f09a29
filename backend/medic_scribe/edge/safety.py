"""Around every request to the API: a limit on its body, and what browsers must know of the answer."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Of what is no recording. The routes that take recordings lift it, for they count as they read.
LARGEST_BODY = 1024 * 1024

_LIMIT = "medic_scribe.body_limit"

HEADERS = {
    "Cache-Control": "no-store",  # it is a patient's
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Safety:
    def __init__(self, app: ASGIApp, *, identity_is_open: bool) -> None:
        self._app = app
        self._headers = HEADERS | ({"X-Identity": "open"} if identity_is_open else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope[_LIMIT] = limit = _BodyLimit(receive, Headers(scope=scope).get("content-length", ""))

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, limit.receive, send_safely)


def lift_body_limit(request: Request) -> None:
    """This request's body is read as a stream and counted elsewhere."""
    if limit := request.scope.get(_LIMIT):
        limit.lifted = True


class _BodyLimit:
    def __init__(self, receive: Receive, announced: str) -> None:
        self._receive = receive
        self._announced = int(announced[:18]) if announced.isdecimal() else 0
        self._size = 0
        self.lifted = False

    async def receive(self) -> Message:
        self._check(self._announced)
        message = await self._receive()
        self._size += len(message.get("body", b""))
        self._check(self._size)
        return message

    def _check(self, size: int) -> None:
        if size > LARGEST_BODY and not self.lifted:
            raise HTTPException(413)
