"""Static files for browsers, each with what may be cached of it and what its page may do."""

import html
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from medic_scribe.messages import message, negotiate, sentences
from medic_scribe.settings import IdentityName, Settings

START = "index.html"
PLAIN_PAGE = Path(__file__).parent
PLAIN_FILES = {"page.css", "page.js"}

FOREVER = "public, max-age=31536000, immutable"
NEVER = "no-store, no-cache, must-revalidate"

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
    "worker-src 'self' blob:; media-src 'self' blob:; img-src 'self' data: blob:; "
    "style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss: blob:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class WebApp:
    """The files of `WEB_FOLDER`. A path without a file is a place within the app, which finds its own way."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._headers = _headers(settings)
        self._built = StaticFiles(directory=settings.web_folder, check_dir=False)
        self._plain = StaticFiles(directory=PLAIN_PAGE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if request.method not in ("GET", "HEAD"):
            response: Response = PlainTextResponse("", 405, {"Allow": "GET, HEAD"})
        elif (self._settings.web_folder / START).is_file():
            response = await self._of_the_app(scope)
        else:
            response = await self._of_the_plain_page(request)
        response.headers.update(self._headers)
        await response(scope, receive, send)

    async def _of_the_app(self, scope: Scope) -> Response:
        path = scope["path"].strip("/") or START
        try:
            response = await self._built.get_response(path, scope)
        except HTTPException as refused:
            if refused.status_code != 404 or Path(path).suffix:
                return PlainTextResponse("", refused.status_code)
            response = await self._built.get_response(START, scope)
        response.headers["Cache-Control"] = FOREVER if path.startswith("assets/") else NEVER
        return response

    async def _of_the_plain_page(self, request: Request) -> Response:
        path = request.scope["path"].strip("/")
        if path in PLAIN_FILES:
            response = await self._plain.get_response(path, request.scope)
        elif path in ("", START):
            response = HTMLResponse(self._page(request))
        else:
            return PlainTextResponse("", 404)
        response.headers["Cache-Control"] = NEVER
        return response

    def _page(self, request: Request) -> str:
        language = negotiate(request.headers.get("accept-language"))
        keys = (key for key in sentences(language) if key.startswith("page."))
        texts = {key.removeprefix("page."): html.escape(message(key, language)) for key in keys}
        is_open = self._settings.identity_provider is IdentityName.OPEN
        texts["open"] = f" <strong>{texts['open']}</strong>" if is_open else ""
        template = Template((PLAIN_PAGE / "page.html").read_text(encoding="utf-8"))
        return template.substitute(texts, language=language)


def _headers(settings: Settings) -> dict[str, str]:
    """The page talks to this server only, and to Supabase where that keeps the accounts."""
    if settings.identity_provider is not IdentityName.SUPABASE or settings.supabase_url is None:
        return HEADERS
    address = urlsplit(settings.supabase_url)
    policy = HEADERS["Content-Security-Policy"]
    allowed = policy.replace("connect-src 'self'", f"connect-src 'self' {address.scheme}://{address.netloc}")
    return HEADERS | {"Content-Security-Policy": allowed}
