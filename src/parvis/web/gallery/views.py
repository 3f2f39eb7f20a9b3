"""The page that shows every component."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config.clock import today
from parvis.web.gallery.examples import examples


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in all its states, in the page's language."""
    return render(request, "gallery/gallery.html", examples(today()))


gallery.takes_no_side = True  # type: ignore[attr-defined]
