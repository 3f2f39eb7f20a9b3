"""The page of a record that was withdrawn: 410, with what stands in its place and the ways on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.directory.withdrawn import withdrawn_under
from parvis.web.pages import address, language_of


def withdrawn_or_absent(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """410 and what readers may know of it, where a record was withdrawn; `Http404` for what never was there."""
    withdrawn = withdrawn_under(kind, slug)
    if withdrawn is None:
        raise Http404
    lang, instead = language_of(request), withdrawn.replaced_by
    context = {
        "withdrawn": withdrawn,
        "instead": {"name": instead.name, "href": address(lang, kind, slug=instead.slug)} if instead else None,
        "edition": f"{address(lang, 'edition')}?on={withdrawn.on.isoformat()}",
    }
    return render(request, "directory/withdrawn.html", context, status=410)
