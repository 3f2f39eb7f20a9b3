"""Django's settings, read from the environment once. Strict: a production that is not safe does not start.

PARVIS_ENV       development (default) | demonstration | test | production
PARVIS_PROCESS   web (default) | jobs | owner: as whom this process logs in to the database
PARVIS_HOSTS     names under which the site is reached, comma-separated (needed in production)
PARVIS_KEEPER    an address shown on the page where readers report an error; Parvis sends it nothing (none)
PARVIS_OPERATOR  the e-mail address that is told when set-up changed the directory
PARVIS_KEPT_PLANS  how many plans are kept in a day (2000)
PARVIS_DOCUMENT_MB  the largest document that is taken, in megabytes (10)
PARVIS_CLAMAV_SOCKET  the socket of the antivirus ClamAV (/run/clamav/clamd.ctl where there is one); empty: none is asked
PARVIS_OIDC      an organization's own sign-in: https://CLIENT:SECRET@issuer.example/path (none)
PARVIS_OIDC_PROOF  what its tokens say (acr or amr) when two proofs were asked for, such as mfa; several with spaces (needed
                 in production where PARVIS_OIDC is set)
PARVIS_MAILED_CODES  1: whoever wants an account may sign in with a code sent by e-mail (off)
PARVIS_BREACHED_PASSWORDS  the file of passwords stolen elsewhere (Have I Been Pwned, SHA-1, in the order of the digests); a new
                 password that stands in it is refused (none)
PARVIS_SMTP_HOST  the mail server; PARVIS_SMTP_PORT, PARVIS_SMTP_TLS (starttls, tls or none), PARVIS_SMTP_USER,
                 PARVIS_SMTP_PASSWORD_FILE or PARVIS_SMTP_PASSWORD (parvis/config/smtp.py)
PARVIS_WATCH_LINKS  1: the addresses that records give are visited at night; 0: they are not (1 in production, 0 elsewhere)
PARVIS_SECRET    the key that signs and encrypts (production: 50 characters or more; otherwise made in PARVIS_HOME)
"""

import os
from pathlib import Path

from parvis.config import clock
from parvis.config.database import address
from parvis.config.home import Home, Stop
from parvis.config.logs import LOGGING_TABLE
from parvis.config.smtp import MailServer
from parvis.people.breached import Unreadable, examine
from parvis.people.oidc import Provider

PACKAGE = Path(__file__).resolve().parents[1]
HOME = Home.from_environment()
ENVIRONMENT = os.environ.get("PARVIS_ENV", "development")
if ENVIRONMENT not in ("development", "demonstration", "test", "production"):
    raise Stop(f"PARVIS_ENV is {ENVIRONMENT!r}; it must be development, demonstration, test or production.")
PRODUCTION = ENVIRONMENT == "production"
PROCESS = os.environ.get("PARVIS_PROCESS", "web")
if PROCESS not in ("web", "jobs", "owner"):
    raise Stop(f"PARVIS_PROCESS is {PROCESS!r}; it must be web, jobs or owner.")

clock.today()  # stops here where PARVIS_TODAY is no day

DEBUG = os.environ.get("PARVIS_DEBUG", "") == "1"
SECRET_KEY = os.environ.get("PARVIS_SECRET", "")
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("PARVIS_HOSTS", "").split(",") if host.strip()]
if PRODUCTION:
    if (
        len(SECRET_KEY) < 50
        or len(set(SECRET_KEY)) < 16
        or SECRET_KEY in (SECRET_KEY * 2)[1:-1]  # a word repeated
        or SECRET_KEY.startswith(("change", "default", "django-insecure"))
    ):
        raise Stop("Production needs PARVIS_SECRET: 50 random characters or more, never a default or an example.")
    if DEBUG:
        raise Stop("Production never runs with PARVIS_DEBUG=1: a fault would show the inside of the site to anybody.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise Stop("Production needs PARVIS_HOSTS: the names under which the site is reached (never *).")
else:
    SECRET_KEY = SECRET_KEY or HOME.secret()
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]", "testserver"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_cotton",
    "django_htmx",
    "procrastinate.contrib.django",
    "parvis.journal",
    "parvis.decisions",
    "parvis.places",
    "parvis.people",
    "parvis.documents",
    "parvis.directory",
    "parvis.roster",
    "parvis.payments",
    "parvis.pathway",
    "parvis.web",
]
MIDDLEWARE = [
    "parvis.web.middleware.Health",
    "parvis.config.logs.RequestLog",
    "parvis.web.middleware.Safety",
    "django.middleware.security.SecurityMiddleware",
    "parvis.web.middleware.PlainApi",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "parvis.web.cache.Compression",
    "parvis.web.middleware.Language",
    "parvis.web.pace.Pacing",
    "parvis.web.middleware.Session",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "parvis.web.middleware.Sides",
]
ROOT_URLCONF = "parvis.config.urls"
WSGI_APPLICATION = "parvis.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "parvis.web.templatetags.parvis",
            ],
            "context_processors": ["django.template.context_processors.request", "parvis.web.pages.page_context"],
        },
    }
]
COTTON_DIR = "components"

DATABASES = {"default": address(HOME, SECRET_KEY, PROCESS).django()}
if PROCESS != "web":
    DATABASES["default"]["OPTIONS"].pop("pool")
#: Without `django.contrib.auth`: no permission table, no superuser, no admin (docs/decisions).
AUTH_USER_MODEL = "people.Person"
PASSWORD_HASHERS = ["parvis.people.passwords.Argon2"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "français"), ("en", "English")]
TIME_ZONE = "America/Toronto"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATIC_ROOT = Path(os.environ.get("PARVIS_STATIC", HOME.root / "static"))
WHITENOISE_USE_FINDERS = ENVIRONMENT in ("development", "test")
WHITENOISE_AUTOREFRESH = ENVIRONMENT in ("development", "test") and os.environ.get("PARVIS_SERVED") != "1"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if os.environ.get("PARVIS_SERVED") == "1"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}}

#: A file is kept only where a page takes one, and only up to the largest that is read.
FILE_UPLOAD_HANDLERS = ["parvis.web.uploads.OneFile"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000  # an undertaking of ten mandates sends some 250
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone when the browser closes, as the answers are
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    CSRF_COOKIE_NAME = "__Host-parvis-csrf"
CSRF_FAILURE_VIEW = "parvis.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
#: A program that comes without TLS is refused (parvis.web.middleware.PlainApi), not sent on as a reader is.
SECURE_REDIRECT_EXEMPT = [r"^api/(?!docs)"]
SECURE_SSL_REDIRECT = PRODUCTION and os.environ.get("PARVIS_TLS_ELSEWHERE") != "1"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
if os.environ.get("PARVIS_TLS_ELSEWHERE") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

#: How many plans an installation keeps in a day: far beyond what people need, far below what would fill the disk.
_KEPT = os.environ.get("PARVIS_KEPT_PLANS", "2000")
if not (_KEPT.isascii() and _KEPT.isdigit() and len(_KEPT) <= 7):
    raise Stop(f"PARVIS_KEPT_PLANS is {_KEPT[:40]!r}; it must be a whole number of plans a day, such as 2000.")
KEPT_PLANS_A_DAY = int(_KEPT)

#: Bytes of one document that somebody sends, and how many documents one thing (an application, a claim) may have. Not legal:
#: a scanned attestation takes one or two megabytes; the antivirus takes 25 by default.
_LARGEST = os.environ.get("PARVIS_DOCUMENT_MB", "10")
if not (_LARGEST.isascii() and _LARGEST.isdigit() and len(_LARGEST) <= 2 and 1 <= int(_LARGEST) <= 25):
    raise Stop(f"PARVIS_DOCUMENT_MB is {_LARGEST[:40]!r}; it must be a whole number of megabytes from 1 to 25.")
LARGEST_DOCUMENT = int(_LARGEST) * 1_000_000
DOCUMENTS_A_SUBJECT = 20
#: The antivirus: the socket of ClamAV's daemon. Where it is not named, the usual one, from the moment when it is there.
CLAMAV_SOCKET = os.environ.get("PARVIS_CLAMAV_SOCKET", "" if ENVIRONMENT == "test" else "/run/clamav/clamd.ctl")

#: The one OpenID Connect provider; None where there is none. Its tokens must say that it asked for two proofs.
OIDC_PROVIDER = None
if _OIDC := os.environ.get("PARVIS_OIDC", ""):
    try:
        OIDC_PROVIDER = Provider.from_setting(
            _OIDC, loopback=not PRODUCTION, proof=os.environ.get("PARVIS_OIDC_PROOF", "")
        )
    except ValueError as error:
        raise Stop(f"PARVIS_OIDC cannot be read: {error}.") from error
    if PRODUCTION and not OIDC_PROVIDER.proofs:
        raise Stop(
            "PARVIS_OIDC_PROOF is empty; it must say what the provider's tokens hold (acr or amr) when it asked for two proofs, "
            "such as mfa: a session that opens work pages is never begun on less."
        )
MAILED_CODES = os.environ.get("PARVIS_MAILED_CODES") == "1"

#: Passwords stolen elsewhere: a file of this machine; None where there is none.
BREACHED_PASSWORDS = None
if _STOLEN := os.environ.get("PARVIS_BREACHED_PASSWORDS", ""):
    BREACHED_PASSWORDS = Path(_STOLEN)
    try:
        examine(BREACHED_PASSWORDS)
    except Unreadable as error:
        raise Stop(f"PARVIS_BREACHED_PASSWORDS: {error}.") from error

#: Messages leave a production only; elsewhere they are caught in PARVIS_HOME and shown on a local page.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "parvis.config.mail.CaughtMail"
_MAIL = MailServer.from_environment(os.environ)
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.seal == "starttls", _MAIL.seal == "tls"
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("PARVIS_SENDER", "parvis@localhost")
#: Who is told that set-up changed the directory; nobody where it is empty.
OPERATOR = os.environ.get("PARVIS_OPERATOR", "")

#: Who pays the fees, and from which account (institution-transit-number): nothing is released where they are not given.
_INVENTED = ENVIRONMENT in ("demonstration", "test")
PAYER_NAME = os.environ.get("PARVIS_PAYER_NAME", "Service de démonstration" if _INVENTED else "")
PAYER_ACCOUNT = os.environ.get("PARVIS_PAYER_ACCOUNT", "815-30000-0000000" if _INVENTED else "")

#: Where the Minister's desk receives notices by e-mail; where it is empty, an officer takes each as a signed file and brings it.
MINISTER_DESK = os.environ.get("PARVIS_MINISTER_DESK", "")
if MINISTER_DESK and not MINISTER_DESK.strip().count("@") == 1:
    raise Stop(f"PARVIS_MINISTER_DESK is {MINISTER_DESK[:60]!r}; it must be one e-mail address, or empty.")

#: Whether the addresses that records give are visited. An installation without a way out says so on the desk instead.
_WATCH = os.environ.get("PARVIS_WATCH_LINKS", "1" if PRODUCTION else "0")
if _WATCH not in ("0", "1"):
    raise Stop(f"PARVIS_WATCH_LINKS is {_WATCH[:40]!r}; it must be 1 (visit the addresses of the records) or 0.")
WATCH_LINKS = _WATCH == "1"

LOGGING_CONFIG = None
LOGGING = LOGGING_TABLE
