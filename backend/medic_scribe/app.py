"""The API as an ASGI app: the original contract at its root and everything else under `/v1`.

app = create_app(settings)   # everything starts and stops with the app's lifespan
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

import medic_scribe.accounts.profile_routes as profile
import medic_scribe.accounts.routes as sign_in
import medic_scribe.consultations.routes as consultations
import medic_scribe.edge.configuration as configuration
import medic_scribe.edge.operations as operations
import medic_scribe.maintenance.routes as maintenance
import medic_scribe.notes.finding_routes as findings
import medic_scribe.notes.routes as notes
import medic_scribe.notifications.routes as events
import medic_scribe.notifications.socket as socket
import medic_scribe.original.routes as original
import medic_scribe.recordings.routes as recordings
import medic_scribe.templates.preview_routes as template_preview
import medic_scribe.templates.routes as templates
import medic_scribe.transcripts.routes as transcripts
from medic_scribe.edge.app_state import app_state
from medic_scribe.edge.heads import Heads
from medic_scribe.edge.metrics import Metrics
from medic_scribe.edge.observation import Observation
from medic_scribe.edge.problems import install_problems
from medic_scribe.edge.safety import Safety
from medic_scribe.settings import IdentityName, Settings
from medic_scribe.wiring import running

ROUTERS = (
    original.router,
    configuration.router,
    sign_in.router,
    profile.profile_router,
    profile.vocabulary_router,
    consultations.router,
    consultations.searching,
    recordings.router,
    transcripts.router,
    notes.router,
    findings.router,
    templates.router,
    template_preview.router,
    events.router,
    operations.router,
    maintenance.router,
    socket.router,
)


DESCRIPTION = """
A consultation's audio becomes a structured note whose every sentence names its words.

**Who calls.** `Authorization: Bearer …`, from `POST /v1/auth/sign-in`. Where `GET /v1/profile` says that the
identity is `open`, nobody signs in and the token is the user's id. What is somebody else's does not exist:
404.

**Errors** are `application/problem+json` in the language of `Accept-Language` (Spanish or English): `code` is
for programs, `detail` for people, and `retry` says whether the same request may succeed later.

**What happens** is told by the WebSocket `/ws/{user_id}` as it happens: JSON objects with a growing `id`, a
`type` (`progress`, `utterances`, `behind`, `section`, `summary_ready`, `failed`, `note_changed`,
`note_checked`, `note_signed`), `consultation_id`, `at` and `data`. With `?after=<last id>` a client that
reconnects gets all it missed, in order, once. A token goes into the subprotocols:
`new WebSocket(url, ["medic-scribe", "bearer." + token])`. Closed with 4401: sign in again; 4403: not your
events; 4408: too slow, reconnect.
"""


def create_app(settings: Settings) -> FastAPI:
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        async with running(settings, work=settings.work) as wiring:
            app.state.scribe = app_state(wiring, metrics)
            yield

    app = FastAPI(
        title="Medic Scribe",
        version=version("medic-scribe"),
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,  # its page would load scripts from another host
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
    )
    for router in ROUTERS:
        app.include_router(router)
    install_problems(app, [route for router in ROUTERS for route in router.routes])
    app.add_middleware(Heads)
    app.add_middleware(Safety, identity_is_open=settings.identity_provider is IdentityName.OPEN)
    if origins := [origin.strip() for origin in settings.allowed_origins.split(",") if origin.strip()]:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Content-Digest", "If-Match", "Prefer", "Range"],
            expose_headers=["ETag", "Location", "Content-Range", "Retry-After", "X-Request-ID"],
        )
    app.add_middleware(Observation, metrics=metrics)
    return app
