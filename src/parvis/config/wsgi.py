"""What the web server runs."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
from parvis.config import logs

logs.configure()
application = get_wsgi_application()


def _made_ready() -> None:
    """What the pages of the law find out once, before a visitor waits for it. A fault here is met again, and told, there."""
    from parvis.web.law import register

    register.made_ready()


Thread(target=_made_ready, name="law-made-ready", daemon=True).start()
