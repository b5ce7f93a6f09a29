"""The problems that a route can answer with, for the OpenAPI description."""

from typing import Any

from medic_scribe.edge.problems import MEDIA_TYPE, Problem

_WHY = {
    401: "Nobody is signed in, or no longer.",
    403: "Not allowed.",
    404: "It does not exist, or belongs to somebody else.",
    409: "Not possible in the present state.",
    412: "Somebody saved a newer version.",
    413: "Larger than the limit.",
    415: "Not audio, or not the format expected.",
    416: "Outside the recording.",
    422: "Not valid.",
    428: "If-Match is missing.",
    429: "Too many attempts.",
    503: "An engine is not available; try again.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {
        status: {
            "model": Problem,
            "description": _WHY[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }
