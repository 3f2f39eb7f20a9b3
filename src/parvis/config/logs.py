"""Structured logs: one JSON object a line, without personal data.

A request is logged by its route (the name of the page), never by its address: an address can hold an
unguessable key or what somebody typed. No header, no body, no IP address, no user agent.
"""

import json
import logging
import logging.config
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the settings import this module, and a command that only checks them need not load Django
    from django.http import HttpRequest, HttpResponse

#: The only attributes that a log line may carry beside its message.
ALLOWED = ("route", "status", "ms", "method", "lang", "task", "count", "version", "port", "what", "by")


class JsonLine(logging.Formatter):
    """Formats a record as one line of JSON; an exception by its type and place only, for its text may quote input."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name.startswith("parvis"):
            line["message"] = record.getMessage()
            line |= {key: getattr(record, key) for key in ALLOWED if hasattr(record, key)}
        elif record.name.startswith("django.security"):
            line["message"] = "refused"  # its text quotes what was sent
        else:
            line["message"] = str(record.msg)[:200]  # the template of the message, not its arguments
        if record.exc_info and record.exc_info[0]:
            line |= _where(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _where(exc_info: Any) -> dict[str, Any]:
    kind, _, trace = exc_info
    frames = []
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_filename.rpartition('src/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return {"error": kind.__name__, "where": frames[-4:]}


class RequestLog:
    """Logs each request once: route, status, duration in milliseconds."""

    def __init__(self, get_response: "Callable[[HttpRequest], HttpResponse]") -> None:
        self.get_response = get_response
        self.log = logging.getLogger("parvis.request")

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        """Answer the request, then log it."""
        start = time.perf_counter()
        response = self.get_response(request)
        if self.log.isEnabledFor(logging.INFO):
            match = request.resolver_match
            route = match.view_name if match else "none"
            took = round((time.perf_counter() - start) * 1000, 1)
            details = {"route": route, "method": request.method, "status": response.status_code, "ms": took}
            self.log.info("request", extra=details)
        return response


LOGGING_TABLE: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": JsonLine}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["err"], "level": "WARNING"},
    "loggers": {
        "parvis": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
    },
}


def configure() -> None:
    """Set logging up for a process of Parvis."""
    logging.config.dictConfig(LOGGING_TABLE)
