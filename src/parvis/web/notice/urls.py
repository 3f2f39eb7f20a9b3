"""Pages of the formal-notice writer."""

from parvis.web.notice import views
from parvis.web.pages import Page, page

PAGES: list[Page] = [
    page(fr="mise-en-demeure/", en="formal-notice/", view=views.notice, name="notice"),
    page(fr="mise-en-demeure/apercu/", en="formal-notice/preview/", view=views.preview, name="notice_preview"),
    page(fr="mise-en-demeure/pdf/", en="formal-notice/pdf/", view=views.pdf, name="notice_pdf"),
]
