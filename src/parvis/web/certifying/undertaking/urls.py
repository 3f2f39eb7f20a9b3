"""Pages of undertakings at an officer's desk."""

from parvis.web.certifying.undertaking import acting, lists, paper
from parvis.web.pages import Page, page, reading

_FR, _EN = "accreditation/engagements/", "certification/undertakings/"

PAGES: list[Page] = [
    reading(fr=_FR, en=_EN, view=lists.undertakings, name="certifying_undertakings"),
    page(fr=f"{_FR}<int:number>/", en=f"{_EN}<int:number>/", view=acting.undertaking, name="certifying_undertaking"),
    reading(fr=f"{_FR}formations/", en=f"{_EN}courses/", view=lists.courses, name="certifying_courses"),
    page(
        fr=f"{_FR}formations/<int:number>/",
        en=f"{_EN}courses/<int:number>/",
        view=acting.course,
        name="certifying_course",
    ),
    reading(fr=f"{_FR}supervision/", en=f"{_EN}supervision/", view=lists.attestations, name="certifying_attestations"),
    page(
        fr=f"{_FR}supervision/<int:number>/",
        en=f"{_EN}supervision/<int:number>/",
        view=paper.attestation,
        name="certifying_attestation",
    ),
    reading(fr=f"{_FR}delais/", en=f"{_EN}more-time/", view=lists.requests, name="certifying_requests"),
    page(
        fr=f"{_FR}delais/<int:number>/",
        en=f"{_EN}more-time/<int:number>/",
        view=acting.one_request,
        name="certifying_request",
    ),
    reading(
        fr=f"{_FR}pieces/<uuid:document>/",
        en=f"{_EN}proofs/<uuid:document>/",
        view=acting.proof,
        name="certifying_proof",
    ),
]
