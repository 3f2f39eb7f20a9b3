"""Pages of the Service's fees."""

from parvis.web.pages import Page, page, reading
from parvis.web.serving.money import approving, batches, claims, said

_FR, _EN = "service/lots/<int:number>/", "service/batches/<int:number>/"

PAGES: list[Page] = [
    reading(fr="service/honoraires/", en="service/fees/", view=claims.claims, name="serving_claims"),
    page(
        fr="service/honoraires/<int:number>/", en="service/fees/<int:number>/", view=claims.claim, name="serving_claim"
    ),
    page(
        fr="service/honoraires/<int:number>/approuver/",
        en="service/fees/<int:number>/approve/",
        view=approving.approve,
        name="serving_claim_approve",
    ),
    reading(
        fr="service/honoraires/<int:number>/document/<uuid:document>/",
        en="service/fees/<int:number>/document/<uuid:document>/",
        view=approving.document,
        name="serving_claim_document",
    ),
    reading(fr="service/lots/", en="service/batches/", view=batches.batches, name="serving_batches"),
    page(fr="service/lots/preparer/", en="service/batches/make/", view=batches.make, name="serving_batch_make"),
    page(fr=_FR, en=_EN, view=batches.batch, name="serving_batch"),
    page(fr=f"{_FR}noter/", en=f"{_EN}record/", view=said.said, name="serving_batch_said"),
    page(fr=f"{_FR}autoriser/", en=f"{_EN}release/", view=batches.release, name="serving_batch_release"),
    reading(fr=f"{_FR}fichier.xml", en=f"{_EN}file.xml", view=batches.batch_file, name="serving_batch_file"),
    reading(fr=f"{_FR}tableau.csv", en=f"{_EN}table.csv", view=batches.batch_csv, name="serving_batch_csv"),
    page(fr="service/totaux/", en="service/totals/", view=claims.totals, name="serving_totals"),
    reading(fr="service/totaux.csv", en="service/totals.csv", view=claims.totals_csv, name="serving_totals_csv"),
]
