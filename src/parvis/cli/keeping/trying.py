"""Asking for a few pages as a visitor would, in the web process's own role: what reads the database answers, or not."""

import os
import sys

#: Pages that read places, the directory and the law.
PAGES = ("home", "directory", "districts", "calendar", "figures", "edition", "start", "law")


def main() -> int:
    """0 where each page answers in both languages; else the number that do not, each said."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from parvis.web.pages import LANGUAGES, address

    host = settings.ALLOWED_HOSTS[0].removeprefix(".")
    client = Client(raise_request_exception=False, headers={"host": host, "x-forwarded-proto": "https"})
    silent = 0
    for name in PAGES:
        for lang in LANGUAGES:
            where = address(lang, name)
            status = client.get(where, secure=True).status_code
            if status not in (200, 302, 303):
                print(f"parvis: {where} answers {status}", file=sys.stderr, flush=True)
                silent += 1
    return min(silent, 100)


if __name__ == "__main__":
    sys.exit(main())
