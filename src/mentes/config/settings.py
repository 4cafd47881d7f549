"""Django's settings. Everything an operator may change comes from the environment (config.environment)."""

import os
from pathlib import Path
from urllib.parse import urlparse

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from mentes.config import environment

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("MENTES_DATA", ".mentes")).absolute()
IS_DEMO = environment.flag("MENTES_DEMO")
IS_TEST = environment.flag("MENTES_TEST")
PUBLIC_URL = os.environ.get("MENTES_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
IS_HTTPS = PUBLIC_URL.startswith("https://")

SECRET_KEY = environment.secret_key(DATA) or ("only-for-tests-" * 4 if IS_TEST else "")
# Keys that seal secrets at rest, where they do not lie in the data folder (lib.sealed).
SEALING_KEYS = os.environ.get("MENTES_SEALING_KEYS") or ("b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtYWI=" if IS_TEST else "")
DEBUG = False
_host = urlparse(PUBLIC_URL).hostname or "127.0.0.1"
ALLOWED_HOSTS = sorted({_host, "127.0.0.1", "localhost", *filter(None, os.environ.get("MENTES_ALLOWED_HOSTS", "").split(","))})
if IS_TEST:
    ALLOWED_HOSTS.append("testserver")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
# From which pages a WebSocket may be opened: our own, by scheme, host and port.
WEBSOCKET_ORIGINS = environment.origins(PUBLIC_URL, ALLOWED_HOSTS)
# The certificate of the authority that `mentes serve --tls local` made; empty elsewhere.
LOCAL_AUTHORITY = os.environ.get("MENTES_LOCAL_AUTHORITY", "")

# The database. "default" is the role that serves and may not bypass row-level security; "owner" migrates.
_url = os.environ.get("DATABASE_URL", "postgresql:///mentes")
DATABASES = {"default": environment.database(_url)}
if os.environ.get("MENTES_OWNER_DATABASE_URL"):
    DATABASES["owner"] = environment.database(os.environ["MENTES_OWNER_DATABASE_URL"]) | {"TEST": {"MIRROR": "default"}}
if environment.flag("MENTES_DB_POOL"):
    _most = int(os.environ.get("MENTES_DB_POOL_MAX", "10"))
    DATABASES["default"]["OPTIONS"] |= {"pool": {"min_size": 2, "max_size": _most, "timeout": 10}}
if IS_TEST:
    # Tests that commit are swept with TRUNCATE; the audit log (trust/migrations/0002) lets its owner do so where this is said.
    DATABASES["default"]["OPTIONS"] |= {"options": "-c mentes.audit_past=may_empty"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "procrastinate.contrib.django",
    "django_htmx",
    "csp",
    "mentes.look",
    "mentes.trust",
    "mentes.topics",
    "mentes.people",
    "mentes.programmes",
    "mentes.fairness",
    "mentes.meetings",
    "mentes.messages",
    "mentes.calendars",
    "mentes.matches",
    "mentes.bonds",
    "mentes.rehearsals",
    "mentes.home",
    "mentes.insights",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "mentes.trust.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mentes.people.middleware.PersonLanguageMiddleware",
    "mentes.people.middleware.TimeZoneMiddleware",
    "mentes.people.middleware.DoorMiddleware",
    "mentes.lib.http.RefusalMiddleware",
]
ROOT_URLCONF = "mentes.config.urls"
ASGI_APPLICATION = "mentes.config.asgi.application"
WSGI_APPLICATION = "mentes.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mentes.look.context.page",
                "mentes.home.context.surroundings",
            ],
            "builtins": ["django.templatetags.i18n", "mentes.look.templatetags.look"],
        },
    }
]

# People and how they come in
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:today"
LOGOUT_REDIRECT_URL = "home:landing"
ACCOUNT_ADAPTER = "mentes.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "request_login_code": "mentes.people.forms.RequestLoginCodeForm",
    "confirm_login_code": "mentes.people.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "mentes.people.forms.ConfirmEmailCodeForm",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "5/15m/ip,5/15m/key",
    "request_login_code": "20/h/ip,5/15m/key",
    "confirm_email": "3/h/key",
    "signup": "20/h/ip",
    "reset_password": "20/h/ip,3/h/key",
    "reauthenticate": "10/m/user",
    "manage_email": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("MENTES_TRUSTED_PROXIES", "0"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
MFA_TOTP_ISSUER = "Mentes"
MFA_TOTP_TOLERANCE = 1  # of 30 seconds: a phone whose clock is a little off, or a code typed slowly (RFC 6238, 5.2)
MFA_ADAPTER = "mentes.people.adapter.SecondStepAdapter"
MFA_FORMS = {
    "add_webauthn": "mentes.people.forms.AddPasskeyForm",
    "login_webauthn": "mentes.people.forms.LoginPasskeyForm",
    "authenticate_webauthn": "mentes.people.forms.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "mentes.people.forms.ReauthenticatePasskeyForm",
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        # Rate limits live here: nobody shall push them out by asking much.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Sessions, cookies, transport
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mentes.look.views.form_too_old"
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
if IS_HTTPS:
    SESSION_COOKIE_NAME = "__Host-mentes"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    SECURE_SSL_REDIRECT = True
    # A name of a local network may be another machine's tomorrow, and "localhost" is everybody's: no browser shall remember it.
    SECURE_HSTS_SECONDS = 0 if LOCAL_AUTHORITY else 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL_AUTHORITY
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
else:
    SESSION_COOKIE_NAME = "mentes"
    CSRF_COOKIE_NAME = "mentes-csrf"
    LANGUAGE_COOKIE_NAME = "mentes-language"
# What is said once after a form lies in the session: one cookie less, and none that is not bound to the host.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Files that browsers fetch
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 600
# The build puts a hash into the names of everything below dist/.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/dist/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = DATA / "media"

# Languages. The menu marks a language "draft" until a named native reviewer stands behind it (REVIEWED_LANGUAGES).
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("ar", _("Arabic"))]
REVIEWED_LANGUAGES = {"en"}
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
FORMAT_MODULE_PATH = ["mentes.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Who may read a programme's log: `f(person, slug)` gives the programme or raises Http404.
MENTES_LOG_DOOR = "mentes.programmes.access.programme_to_run"
# What a person may allow or refuse, room by room: `f(person)` gives trust.registry.Choice.
MENTES_CHOICES = ["mentes.programmes.choices.lived_choices", "mentes.fairness.choices.audit_choices"]

# Hosts of the operator's own network that people's calendars may lie on (lib.fetch); all others must be public.
MENTES_FETCH_HOSTS = os.environ.get("MENTES_FETCH_HOSTS", "")

# Changes of meetings by one person of which another is told within an hour (meetings.actions.pacing); 0: as many as they like.
MEETING_CHANGES_AN_HOUR = int(os.environ.get("MENTES_MEETING_CHANGES_AN_HOUR", "30"))

# Rehearsals: for how many days a shared recording lies here before it is deleted by itself.
RECORDING_DAYS = int(os.environ.get("MENTES_RECORDING_DAYS", "30"))
# The folder of the operator's speech model; without it nobody is offered to be listened to (docs/how-to/offer-fillers.md).
SPEECH_MODEL = os.environ.get("MENTES_SPEECH_MODEL", "")
# How often a second one is told where the others' heads and hands are; the bench lifts it.
POSES_A_SECOND = float(os.environ.get("MENTES_POSES_A_SECOND", "10"))

# Calls: the relay through which browsers meet where networks keep them apart (docs/how-to/run-a-relay-for-calls.md).
TURN_URL = os.environ.get("MENTES_TURN_URL", "")
TURN_SECRET = os.environ.get("MENTES_TURN_SECRET", "")
TURN_ONLY = environment.flag("MENTES_TURN_ONLY")

# Mail
DEFAULT_FROM_EMAIL = os.environ.get("MENTES_FROM_EMAIL", "Mentes <mentes@localhost>")
# Letters go through the outbox (people.letters) and lib.mail; Django's own backend is used by nothing else.
MENTES_MAIL_SERVER = environment.mail_server(os.environ.get("MENTES_EMAIL_URL", ""))
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
