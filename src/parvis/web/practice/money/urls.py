"""Pages from a mandate to money."""

from parvis.web.pages import Page, page, reading
from parvis.web.practice.money import claims, mandates, sending, sessions

_FR, _EN = "pratique/mandats/<int:number>/", "practice/mandates/<int:number>/"

PAGES: list[Page] = [
    reading(fr="pratique/mandats/", en="practice/mandates/", view=mandates.mandates, name="practice_mandates"),
    page(
        fr="pratique/mandats/ouvrir/",
        en="practice/mandates/open/",
        view=mandates.open_new,
        name="practice_mandate_open",
    ),
    reading(fr=_FR, en=_EN, view=mandates.mandate, name="practice_mandate"),
    page(fr=f"{_FR}seance/", en=f"{_EN}session/", view=sessions.new, name="practice_session_new"),
    page(fr=f"{_FR}travail/", en=f"{_EN}work/", view=sessions.work, name="practice_work"),
    page(fr=f"{_FR}rapport/", en=f"{_EN}report/", view=mandates.report, name="practice_report"),
    page(fr=f"{_FR}fermer/", en=f"{_EN}close/", view=mandates.close, name="practice_mandate_close"),
    page(fr=f"{_FR}honoraires/", en=f"{_EN}fees/", view=claims.preview, name="practice_claim_new"),
    page(
        fr="pratique/seances/<int:number>/",
        en="practice/sessions/<int:number>/",
        view=sessions.session,
        name="practice_session",
    ),
    page(fr="pratique/honoraires/", en="practice/fees/", view=claims.claims, name="practice_claims"),
    page(fr="pratique/honoraires/envoyer/", en="practice/fees/send/", view=sending.send, name="practice_send"),
    page(
        fr="pratique/honoraires/<int:number>/",
        en="practice/fees/<int:number>/",
        view=claims.claim,
        name="practice_claim",
    ),
    page(fr="pratique/versements/", en="practice/payments/", view=claims.account, name="practice_payee"),
    reading(fr="pratique/releve/", en="practice/statement/", view=claims.statement, name="practice_statement"),
    reading(
        fr="pratique/releve.csv", en="practice/statement.csv", view=claims.statement_csv, name="practice_statement_csv"
    ),
]
