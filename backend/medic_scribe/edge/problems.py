"""Every error as `application/problem+json` (RFC 9457), in the caller's language.

A problem holds no text that came in: a value that was refused may be a patient's.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route

from medic_scribe.edge.refusal import Refusal
from medic_scribe.edge.safety import lift_body_limit
from medic_scribe.errors import (
    AccountLocked,
    MedicScribeError,
    RangeNotSatisfiable,
    TooManyRequests,
    Unauthenticated,
)
from medic_scribe.messages import message, negotiate

MEDIA_TYPE = "application/problem+json"

CODES: dict[int, str] = {
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "request_too_large",
    HTTPStatus.INTERNAL_SERVER_ERROR: "medic_scribe_error",
}


class InvalidField(BaseModel):
    field: str
    code: str


class Problem(BaseModel):
    """`code` is stable and for programs, `detail` for people; `retry`: the same may succeed later."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "urn:medic-scribe:problem:no_speech",
                "title": "No se oye voz en esta grabación",
                "status": 422,
                "detail": "No se oye voz en esta grabación. El audio está guardado. "
                "Compruebe el micrófono o suba otro archivo.",
                "code": "no_speech",
                "retry": False,
                "consultation_id": "1f6d8a52-7f5e-4a40-9a34-1f0f5f3c2c11",
            }
        }
    )

    type: str
    title: str
    status: int
    detail: str
    code: str
    retry: bool
    consultation_id: str | None = None
    errors: list[InvalidField] | None = None


def install_problems(app: FastAPI, routes: Sequence[BaseRoute]) -> None:
    """`routes` are the app's: a wrong method is told the right ones."""

    @app.exception_handler(MedicScribeError)
    async def known(request: Request, error: MedicScribeError) -> JSONResponse:
        return problem_response(
            request,
            error.code(),
            error.status,
            retry=error.retry,
            params=error.params,
            headers=_headers_of(error),
        )

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        fields = [InvalidField(field=_field(one["loc"]), code=one["type"]) for one in error.errors()]
        return problem_response(request, "bad_request", 422, params={"field": fields[0].field}, errors=fields)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        """What the framework refuses by itself: an unknown path, a wrong method, a broken body."""
        if error.status_code == HTTPStatus.BAD_REQUEST:  # a body that cannot be read at all
            return problem_response(request, "bad_request", 422, params={"field": "body"})
        code = CODES.get(error.status_code, "request_refused")
        headers = dict(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ", ".join(_methods(request, routes))
        return problem_response(request, code, error.status_code, headers=headers)


def problem_response(
    request: Request,
    code: str,
    status: int,
    *,
    retry: bool = False,
    params: Mapping[str, str | int | float] | None = None,
    errors: list[InvalidField] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    language = negotiate(request.headers.get("accept-language"))
    params = params or {}
    problem = Problem(
        type=f"urn:medic-scribe:problem:{code}",
        title=message(f"error.{code}.title", language, **params),
        status=status,
        detail=message(f"error.{code}.detail", language, **params),
        code=code,
        retry=retry,
        consultation_id=_text(params.get("consultation_id")),
        errors=errors,
    )
    # 413: the client is still sending.
    kind = Refusal if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else JSONResponse
    if kind is Refusal:
        lift_body_limit(request)
    return kind(
        problem.model_dump(exclude_none=True),
        status,
        {
            "Content-Language": language,
            "Vary": "Accept-Language",
            "Cache-Control": "no-store",
            **(headers or {}),
        },
        MEDIA_TYPE,
    )


def unexpected(request: Request) -> JSONResponse:
    """The answer to an error nobody foresaw: nothing of it is shown."""
    return problem_response(request, "medic_scribe_error", 500)


def _methods(request: Request, routes: Sequence[BaseRoute]) -> list[str]:
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    matching = [route for route in routes if isinstance(route, Route) and route.path_regex.match(path)]
    exact = [route for route in matching if not route.param_convertors]
    return sorted({method for route in exact or matching for method in route.methods or ()})


def _headers_of(error: MedicScribeError) -> dict[str, str]:
    if isinstance(error, AccountLocked):
        return {"Retry-After": str(int(error.params["minutes"]) * 60)}
    if isinstance(error, TooManyRequests):
        return {"Retry-After": str(error.params["seconds"])}
    if isinstance(error, Unauthenticated):
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(error, RangeNotSatisfiable):
        return {"Content-Range": f"bytes */{error.params['size']}"}
    return {}


def _field(location: tuple[str | int, ...]) -> str:
    """`("body", "sections", 0, "title")` → `sections.0.title`."""
    return ".".join(str(part) for part in location[1:]) or str(location[0])


def _text(value: str | int | float | None) -> str | None:
    return None if value is None else str(value)
