"""Pages of the desk of the Service."""

from parvis.web.pages import Page, page, reading
from parvis.web.serving import couples, designations, group_plan, groups, index

PAGES: list[Page] = [
    reading(fr="service/", en="service/", view=index.serving, name="serving"),
    page(fr="service/couples/", en="service/couples/", view=couples.couples, name="serving_couples"),
    page(
        fr="service/couples/<int:number>/",
        en="service/couples/<int:number>/",
        view=couples.couple,
        name="serving_couple",
    ),
    reading(
        fr="service/designations/",
        en="service/designations/",
        view=designations.designations,
        name="serving_designations",
    ),
    page(
        fr="service/designations/nouvelle/",
        en="service/designations/new/",
        view=designations.designate,
        name="serving_designate",
    ),
    page(
        fr="service/designations/<int:number>/",
        en="service/designations/<int:number>/",
        view=designations.designation,
        name="serving_designation",
    ),
    reading(fr="service/seances/", en="service/sessions/", view=groups.groups, name="serving_groups"),
    page(fr="service/seances/nouvelle/", en="service/sessions/new/", view=group_plan.plan, name="serving_group_new"),
    page(
        fr="service/seances/<int:number>/", en="service/sessions/<int:number>/", view=groups.group, name="serving_group"
    ),
    page(
        fr="service/seances/<int:number>/changer/",
        en="service/sessions/<int:number>/change/",
        view=group_plan.change,
        name="serving_group_change",
    ),
]
