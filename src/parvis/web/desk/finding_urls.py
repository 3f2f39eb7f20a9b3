"""Pages of what the watchers found."""

from parvis.web.desk import findings
from parvis.web.pages import Page, page, reading

PAGES: list[Page] = [
    reading(fr="atelier/constats/", en="desk/findings/", view=findings.findings, name="desk_findings"),
    page(
        fr="atelier/constat/<int:number>/", en="desk/finding/<int:number>/", view=findings.finding, name="desk_finding"
    ),
]
