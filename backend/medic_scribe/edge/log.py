"""One log for the program and its libraries: a line of JSON each, or for people at a terminal.

A library's message may quote what it works on, and its exceptions too. So from libraries only warnings come
through, and of an exception only its kind and place (`observation.what_and_where`).
"""

import logging
import sys
from typing import cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from medic_scribe.edge.observation import what_and_where

# They name addresses, whole paths or rows.
SILENT = ("uvicorn.access", "uvicorn.error", "sqlalchemy", "httpx", "multipart", "python_multipart")


def set_up_log(level: str) -> None:
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_text_of_exceptions,
    ]
    people = sys.stderr.isatty()
    renderer: Processor = structlog.dev.ConsoleRenderer() if people else structlog.processors.JSONRenderer()
    least = logging.getLevelNamesMapping()[level]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            foreign_pre_chain=shared,
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.ERROR)


def _without_text_of_exceptions(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:  # noqa: ARG001
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exception()
    elif isinstance(error, tuple):
        error = cast(tuple[object, ...], error)[1]
    record = event.get("_record")
    if isinstance(record, logging.LogRecord):
        record.exc_info = record.exc_text = None
    if isinstance(error, BaseException):
        event.update(what_and_where(error))
        if isinstance(record, logging.LogRecord) and record.name == "asyncio":
            event["event"] = "unhandled by the event loop"  # its own words quote the exception and arguments
    return event
