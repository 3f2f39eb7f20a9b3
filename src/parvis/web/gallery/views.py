"""The page that shows every component."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config.clock import today
from parvis.web.gallery.examples import examples
from parvis.web.pages import language_of


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in all its states, in the page's language. Not in production: it is for those who build and test."""
    if settings.PRODUCTION:
        raise Http404
    return render(request, "gallery/gallery.html", examples(today(), language_of(request)))


gallery.takes_no_side = True  # type: ignore[attr-defined]
