"""Recordings as they arrive: bytes are handed on as they come, and counted.

The limit is on the file. What a form wraps around it (boundaries, headers, other fields) does not count, so
a file of exactly the limit is taken. Nothing here holds more than one network read in memory.
"""

import mimetypes
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.exceptions import HTTPException
from starlette.requests import Request

from medic_scribe.edge.safety import lift_body_limit
from medic_scribe.errors import BadRequest, RecordingTooLong

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

# How much longer than its file a form may be, all in all.
FORM_MARGIN = 1024 * 1024
LONGEST_FIELD = 64 * 1024


async def limited_body(request: Request, limit: int, shown: int | None = None) -> AsyncIterator[bytes]:
    """The body, up to `limit` bytes. Raises `RecordingTooLong`, which tells of `shown`, if there is more."""
    lift_body_limit(request)
    _refuse_announced(request, limit, shown)
    size = 0
    async for data in request.stream():
        size = _counted(size, len(data), limit, shown)
        if data:
            yield data


class RecordingForm:
    """A multipart form with one file, read once by iterating over `file()`; then `fields` holds the rest.

    The fields may stand before or after the file. Raises `RecordingTooLong`, `BadRequest` where the file
    is missing, twice there or the form broken, and 415 for a body that is no form.
    """

    def __init__(self, request: Request, file_field: str, limit: int) -> None:
        media_type, options = parse_options_header(request.headers.get("content-type"))
        if media_type != b"multipart/form-data" or not options.get(b"boundary"):
            raise HTTPException(415)
        self.fields: dict[str, str] = {}
        # What the client says of the file, if anything; known as soon as its first bytes are.
        self.media_type: str | None = None
        self._request = request
        self._file_field = file_field
        self._limit = limit
        self._boundary = options[b"boundary"]
        self._part = _Part()
        self._arrived = bytearray()
        self._files = 0
        self._ended = False

    async def file(self) -> AsyncIterator[bytes]:
        lift_body_limit(self._request)
        _refuse_announced(self._request, self._limit + FORM_MARGIN, shown=self._limit)
        size = read = 0
        try:
            parser = MultipartParser(self._boundary, self._callbacks())
            async for data in self._request.stream():
                read = _counted(read, len(data), self._limit + FORM_MARGIN, shown=self._limit)
                parser.write(data)
                if self._arrived:
                    size = _counted(size, len(self._arrived), self._limit)
                    yield bytes(self._arrived)
                    self._arrived.clear()
        except FormParserError:
            raise BadRequest(field="body") from None
        if not self._ended:
            raise BadRequest(field="body")
        if not self._files:
            raise BadRequest(field=self._file_field)

    def _callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin_part,
            "on_header_field": lambda data, start, end: self._part.header_name.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._part.header_value.extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._end_headers,
            "on_part_data": self._take,
            "on_part_end": self._end_part,
            "on_end": self._end,
        }

    def _begin_part(self) -> None:
        self._part = _Part()

    def _end_header(self) -> None:
        part = self._part
        part.headers[bytes(part.header_name).lower()] = bytes(part.header_value)
        part.header_name.clear()
        part.header_value.clear()

    def _end_headers(self) -> None:
        _, options = parse_options_header(self._part.headers.get(b"content-disposition"))
        self._part.name = options.get(b"name", b"").decode("utf-8", "replace")
        self._part.is_file = b"filename" in options and self._part.name == self._file_field
        if self._part.is_file:
            self._files += 1
            if self._files > 1:
                raise BadRequest(field=self._file_field)
            self.media_type = _media_type(self._part.headers, options[b"filename"])

    def _take(self, data: bytes, start: int, end: int) -> None:
        if self._part.is_file:
            self._arrived += data[start:end]
            return
        self._part.value += data[start:end]
        if len(self._part.value) > LONGEST_FIELD:
            raise BadRequest(field="body")

    def _end_part(self) -> None:
        if not self._part.is_file:
            self.fields[self._part.name] = self._part.value.decode("utf-8", "replace")

    def _end(self) -> None:
        self._ended = True


class _Part:
    """One part of a form while it arrives."""

    def __init__(self) -> None:
        self.header_name = bytearray()
        self.header_value = bytearray()
        self.headers: dict[bytes, bytes] = {}
        self.name = ""
        self.is_file = False
        self.value = bytearray()


def _media_type(headers: dict[bytes, bytes], filename: bytes) -> str | None:
    declared = headers.get(b"content-type", b"").decode("latin-1")
    if declared and declared != "application/octet-stream":
        return declared
    return mimetypes.guess_type(filename.decode("utf-8", "replace"))[0]


def _refuse_announced(request: Request, most: int, shown: int | None = None) -> None:
    """Refuse by `Content-Length` alone, unread. A client may lie, so the bytes are counted too."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal():
        _counted(0, int(announced[:18]), most, shown)


def _counted(size: int, more: int, limit: int, shown: int | None = None) -> int:
    if size + more > limit:
        raise RecordingTooLong(limit=(shown or limit) // (1024 * 1024))
    return size + more
