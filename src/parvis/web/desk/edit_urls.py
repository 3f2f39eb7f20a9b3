"""Pages of the record editor at the keepers' desk."""

from parvis.web.desk import edit_keeper
from parvis.web.pages import Page, page, reading

PAGES: list[Page] = [
    page(fr="atelier/modifier/<slug:slug>/", en="desk/change/<slug:slug>/", view=edit_keeper.edit, name="desk_edit"),
    page(fr="atelier/ajouter/", en="desk/add/", view=edit_keeper.new, name="desk_new"),
    reading(
        fr="atelier/brouillon/<int:number>/",
        en="desk/draft/<int:number>/",
        view=edit_keeper.draft_list,
        name="desk_draft_list",
    ),
    page(
        fr="atelier/brouillon/<int:number>/question/",
        en="desk/draft/<int:number>/question/",
        view=edit_keeper.draft_question,
        name="desk_draft_question",
    ),
    page(
        fr="atelier/brouillon/<int:number>/langues/",
        en="desk/draft/<int:number>/languages/",
        view=edit_keeper.draft_languages,
        name="desk_draft_languages",
    ),
    page(
        fr="atelier/brouillon/<int:number>/entre-temps/",
        en="desk/draft/<int:number>/meanwhile/",
        view=edit_keeper.draft_meanwhile,
        name="desk_draft_meanwhile",
    ),
    reading(
        fr="atelier/brouillon/<int:number>/apercu/",
        en="desk/draft/<int:number>/preview/",
        view=edit_keeper.draft_preview,
        name="desk_draft_preview",
    ),
    page(
        fr="atelier/brouillon/<int:number>/publier/",
        en="desk/draft/<int:number>/publish/",
        view=edit_keeper.draft_finish,
        name="desk_draft_finish",
    ),
    page(
        fr="atelier/brouillon/<int:number>/jeter/",
        en="desk/draft/<int:number>/discard/",
        view=edit_keeper.draft_discard,
        name="desk_draft_discard",
    ),
]
