"""Pages of the keepers' desk."""

from parvis.web.desk import answering, bodies, changes, due, edit_urls, finding_urls, lists, weighing, withdrawing
from parvis.web.pages import Page, page, reading

PAGES: list[Page] = [
    reading(fr="atelier/", en="desk/", view=lists.desk, name="desk"),
    reading(fr="atelier/a-confirmer/", en="desk/to-confirm/", view=due.due, name="desk_due"),
    page(fr="atelier/a-confirmer/ensemble/", en="desk/to-confirm/together/", view=due.together, name="desk_together"),
    page(
        fr="atelier/signalement/<int:number>/",
        en="desk/report/<int:number>/",
        view=answering.report,
        name="desk_report",
    ),
    page(fr="atelier/service/<slug:slug>/", en="desk/service/<slug:slug>/", view=changes.service, name="desk_service"),
    reading(fr="atelier/organismes/", en="desk/organizations/", view=bodies.organizations, name="desk_organizations"),
    page(
        fr="atelier/organisme/<slug:slug>/",
        en="desk/organization/<slug:slug>/",
        view=bodies.organization,
        name="desk_organization",
    ),
    page(
        fr="atelier/chiffre/<slug:slug>/", en="desk/figure/<slug:slug>/", view=bodies.statistic, name="desk_statistic"
    ),
    page(fr="atelier/lien/<int:number>/", en="desk/link/<int:number>/", view=bodies.link_end, name="desk_link_end"),
    page(
        fr="atelier/version/<int:number>/", en="desk/version/<int:number>/", view=changes.version, name="desk_version"
    ),
    page(
        fr="atelier/retirer/<slug:slug>/",
        en="desk/withdraw/<slug:slug>/",
        view=withdrawing.withdraw,
        name="desk_withdraw",
    ),
    page(
        fr="atelier/proposition/<int:number>/",
        en="desk/proposal/<int:number>/",
        view=weighing.proposal,
        name="desk_proposal",
    ),
    *finding_urls.PAGES,
    *edit_urls.PAGES,
]
