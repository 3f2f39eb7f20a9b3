"""Pages of a body's register at its officer's desk."""

from parvis.web.certifying.register import acting, exchange, notices, people
from parvis.web.pages import Page, page, reading

_FR, _EN = "accreditation/registre/", "certification/register/"
_ACTS_FR, _ACTS_EN = f"{_FR}<int:number>/acte/", f"{_EN}<int:number>/act/"
_NOTICES_FR, _NOTICES_EN = "accreditation/avis/", "certification/notices/"

PAGES: list[Page] = [
    reading(fr=_FR, en=_EN, view=people.people, name="certifying_people"),
    reading(fr=f"{_FR}<int:number>/", en=f"{_EN}<int:number>/", view=people.person, name="certifying_person"),
    reading(
        fr=f"{_FR}<int:number>/lettre/", en=f"{_EN}<int:number>/letter/", view=people.letter, name="certifying_letter"
    ),
    page(fr=_ACTS_FR, en=_ACTS_EN, view=acting.record, name="certifying_act"),
    page(
        fr=f"{_ACTS_FR}<int:act>/corriger/",
        en=f"{_ACTS_EN}<int:act>/correct/",
        view=acting.correct,
        name="certifying_correct",
    ),
    page(fr=_NOTICES_FR, en=_NOTICES_EN, view=notices.notices, name="certifying_notices"),
    reading(
        fr=f"{_NOTICES_FR}fichier.json", en=f"{_NOTICES_EN}file.json", view=notices.file, name="certifying_notices_file"
    ),
    page(
        fr=f"{_NOTICES_FR}<int:number>/",
        en=f"{_NOTICES_EN}<int:number>/",
        view=notices.notice,
        name="certifying_notice",
    ),
    page(fr=f"{_FR}echanges/", en=f"{_EN}exchange/", view=exchange.roster, name="certifying_roster"),
    reading(fr=f"{_FR}tout/", en=f"{_EN}everything/", view=exchange.export, name="certifying_export"),
    reading(fr="service/avis/", en="service/notices/", view=notices.received, name="serving_notices"),
]
