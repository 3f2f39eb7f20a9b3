"""The formal-notice writer: write, read again, take the PDF. Nothing is stored: what is typed travels in the page itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from parvis.config import clock
from parvis.documents.notice import before_sending, cautions, letter_of, notice_pdf
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.pathway.questions import is_complete
from parvis.web.notice import fields, forms
from parvis.web.pages import address, language_of, other_language
from parvis.web.pathway.answers import answers_of

#: The norms that the page explains, in the order of the Code.
NORMS = ("ccq/a1594", "ccq/a1595", "ccq/a1596", "ccq/a2892")
FILE_NAME = Text("mise-en-demeure-{day}.pdf", "formal-notice-{day}.pdf")


def notice(request: HttpRequest) -> HttpResponse:
    """The form: empty, or with everything typed where the person comes back to change it or changes the language."""
    if request.method == "POST":
        return _form(request, forms.typed_in(request.POST))
    return _form(request, forms.empty(language_of(request), clock.today(), answers_of(request)))


def preview(request: HttpRequest) -> HttpResponseBase:
    """The letter as it will be read, or the form with its faults. Opened without a letter: the form."""
    if request.method != "POST":
        return redirect(address(language_of(request), "notice"))
    reading = forms.read(request.POST, on=clock.today(), lang=language_of(request))
    if reading.notice is None:
        return _form(request, reading, status=422)
    lang = language_of(request)
    context = {
        "letter": letter_of(reading.notice),
        "steps": before_sending(reading.notice, lang),
        "cautions": cautions(lang),
        "court": reading.notice.court,
        "replaced": notice_pdf(reading.notice, lang).replaced,
        "pairs": reading.pairs(),
        "has_plan": is_complete(answers_of(request)),
        "elsewhere": address(other_language(lang), "notice_preview"),
    }
    return render(request, "notice/preview.html", context)


def pdf(request: HttpRequest) -> HttpResponseBase:
    """The letter as a PDF, made now and kept nowhere."""
    if request.method != "POST":
        return redirect(address(language_of(request), "notice"))
    reading = forms.read(request.POST, on=clock.today(), lang=language_of(request))
    if reading.notice is None:
        return _form(request, reading, status=422)
    lang = language_of(request)
    response = HttpResponse(notice_pdf(reading.notice, lang).pdf, content_type="application/pdf")
    name = FILE_NAME.to(lang).replace("{day}", reading.notice.day.isoformat())
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Language"] = reading.notice.lang
    return response


def _form(request: HttpRequest, reading: forms.Reading, status: int = 200) -> HttpResponse:
    blank: dict[str, Any] = dict.fromkeys(fields.NAMES, "")
    on = clock.today()
    context = {
        "elsewhere": address(other_language(language_of(request)), "notice"),
        "from_plan": reading.from_plan,
        "typed": blank | dict(reading.typed),
        "also": list(reading.also),
        "errors": reading.errors,
        "faults": blank | reading.faults,
        "meanings": reading.meanings,
        "labels": fields.LABELS,
        "hints": blank | dict(fields.HINTS),
        "options": {name: options for name, (options, _) in fields.CHOSEN.items()} | {"also": fields.ALSO},
        "most": {name: written.most for name, written in fields.WRITTEN.items()},
        "norms": [LAW.norms.at(norm_id, on) for norm_id in NORMS],
    }
    response = render(request, "notice/form.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


for _view in (notice, preview, pdf):
    _view.takes_no_side = True  # type: ignore[attr-defined]
