"""No network asks faster than people do (OWASP ASVS 5.0, 2.4.1): beyond it a visitor waits a moment, and the others are served.

What is counted stays in the memory of one web process and is never written: no address is in a table or a log; the line of the request has its status. What costs
more than a page (signing in, letters, kept plans, reports, PDFs) has its own limits, in the database.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address
from threading import Lock
from time import monotonic

from django.http import HttpRequest, HttpResponse, JsonResponse

from parvis.web import errors
from parvis.web.access import client_of

#: Requests a second that one network may go on with, and how many it may make at once. Not legal: hundreds of phones behind one
#: address of a carrier, or a courthouse's, read a page every half minute; a program that copies the site asks for thousands.
A_SECOND, AT_ONCE = 20, 400
#: Networks remembered by one process: some 4 MB. Beyond it the one that has been quiet longest is forgotten.
MOST = 20_000


class Pace:
    """When each network will have used nothing of what it may ask at once (a leaking bucket, kept as one number)."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._empty_at: OrderedDict[str, float] = OrderedDict()

    def wait(self, network: str) -> float:
        """Count one request of a network; the seconds to wait, 0 where it is served."""
        now = self._clock()
        with self._lock:
            empty_at = max(self._empty_at.pop(network, now), now) + 1 / A_SECOND
            over = empty_at - now - AT_ONCE / A_SECOND
            self._empty_at[network] = empty_at if over <= 0 else empty_at - 1 / A_SECOND
            if len(self._empty_at) > MOST:
                self._empty_at.popitem(last=False)
        return max(over, 0.0)


def _is_here(network: str) -> bool:
    """Whether this is the machine itself: its probes, its tests, or a proxy that does not say for whom it asks."""
    try:
        return ip_address(network).is_loopback
    except ValueError:
        return network in ("", ":")


class Pacing:
    """Answers 429 to a network that asks faster than people do; style, script and pictures are not counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pace = Pace()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on, or ask to come back."""
        network = client_of(request)
        seconds = 0.0 if _is_here(network) else self.pace.wait(network)
        if not seconds:
            return self.get_response(request)
        if request.path_info.startswith("/api/"):
            told: list[dict[str, str]] = [{"at": "", "found": "too many requests", "expected": f"{A_SECOND} a second"}]
            response: HttpResponse = JsonResponse({"error": told}, status=429)
        else:
            response = errors.too_fast(request)
        response.headers["Retry-After"] = str(math.ceil(seconds))
        response.headers["Cache-Control"] = "private, no-store"
        return response
