"""Pages of import and export."""

from parvis.web.exchange import exporting, importing
from parvis.web.pages import Page, page, reading

PAGES: list[Page] = [
    page(fr="atelier/echanges/", en="desk/exchange/", view=importing.exchange, name="desk_exchange"),
    reading(fr="atelier/exporter/", en="desk/export/", view=exporting.export, name="desk_export"),
    page(
        fr="atelier/importation/<int:number>/",
        en="desk/import/<int:number>/",
        view=importing.intake,
        name="desk_import",
    ),
    reading(
        fr="atelier/importation/<int:number>/liste.csv",
        en="desk/import/<int:number>/list.csv",
        view=importing.as_file,
        name="desk_import_list",
    ),
]
