"""The page that shows every component."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config.clock import today
from parvis.web.gallery.examples import examples
from parvis.web.pages import language_of


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in all its states, in the page's language."""
    return render(request, "gallery/gallery.html", examples(today(), language_of(request)))


gallery.takes_no_side = True  # type: ignore[attr-defined]
