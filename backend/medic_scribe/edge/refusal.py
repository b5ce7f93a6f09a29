"""Answering while the client still sends: what it needs to see the answer.

Most clients read an answer only when they have sent all, and one whose connection is closed before sees
"connection reset" instead. So the answer goes out at once, what still comes is thrown away for a while, and
then the connection is closed. (nginx calls it a lingering close.)
"""

import asyncio
from contextlib import suppress

from starlette.responses import JSONResponse
from starlette.types import Message, Receive, Scope, Send

DISCARD_AT_MOST = 128 * 1024 * 1024  # bytes
DISCARD_FOR = 30.0  # seconds


class Refusal(JSONResponse):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.headers["Connection"] = "close"

        async def send_but_the_end(message: Message) -> None:
            more = {"more_body": True} if message["type"] == "http.response.body" else {}
            await send({**message, **more})

        await super().__call__(scope, receive, send_but_the_end)
        with suppress(TimeoutError):
            async with asyncio.timeout(DISCARD_FOR):
                await _discard(receive)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _discard(receive: Receive) -> None:
    left = DISCARD_AT_MOST
    while left > 0:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
        left -= len(message.get("body", b""))
