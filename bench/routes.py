"""Parvis's addresses and the bare page: a transaction, a side, one query, a few bytes."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from parvis.config.urls import handler400, handler404, handler500, urlpatterns  # noqa: F401


def bare(request: HttpRequest) -> HttpResponse:
    """The page to compare with; the side is taken by the same middleware as everywhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM places_district")
        return HttpResponse(f"<!doctype html><title>{cursor.fetchone()[0]}</title>")


urlpatterns = [path("bare", bare, name="bare"), *urlpatterns]
