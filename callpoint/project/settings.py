"""Django's settings, derived from `callpoint.toml` and the environment."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import to_locale

from callpoint.project.configuration import SettingsNotReadError, load_settings, secret_text

try:
    CALLPOINT = load_settings(os.environ)
except SettingsNotReadError as problems:
    sys.exit(str(problems))

PACKAGE = Path(__file__).resolve().parents[1]
VAR = Path(CALLPOINT.store.var)
CALLPOINT_ROOT_KEY = CALLPOINT.keys.root_key
CALLPOINT_KEYRING = CALLPOINT.keys.keyring
CALLPOINT_EXHIBITS = VAR / "exhibits"
CALLPOINT_CONTENT = PACKAGE / "content"
SECONDS_CONNECTED = 60
"""How long a thread keeps its connection. To connect to SQLite anew takes 1.6 ms of CPU to read what tables there are; and
where no other connection is open, to close one writes the log back into the database."""


def _secret_key() -> str:
    """Read the key that signs sessions; before set-up there is none, and nothing is signed yet."""
    file = CALLPOINT.keys.session_key
    return secret_text(file) if file.exists() else "not-set-up-yet-" + os.urandom(24).hex()


def _database() -> dict[str, object]:
    """Turn the database address into Django's form; empty means SQLite in the var folder."""
    address = CALLPOINT.store.database
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR / "callpoint.sqlite3",
            "TEST": {"NAME": VAR / "test.sqlite3"},
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                # What is deleted is overwritten, so that an erased row leaves nothing in a free page.
                "PRAGMA secure_delete=ON;",
            },
            "CONN_MAX_AGE": SECONDS_CONNECTED,
        }
    parts = urlsplit(address)
    password_file = CALLPOINT.store.password_file
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username or "",
        "PASSWORD": secret_text(password_file) if password_file else parts.password or "",
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": SECONDS_CONNECTED,
        "CONN_HEALTH_CHECKS": True,
    }


def _providers() -> list[dict[str, object]]:
    """Name the organisation's provider to the sign-in library; nothing where none is set."""
    said = CALLPOINT.sign_in
    if not said.provider or not said.client_secret_file:
        return []
    return [
        {
            "provider_id": "organisation",
            "name": said.provider_name,
            "client_id": said.client_id,
            "secret": secret_text(said.client_secret_file),
            "settings": {"server_url": said.provider, "fetch_userinfo": False, "scope": ["openid"]},
        }
    ]


SECRET_KEY = _secret_key()
DEBUG = False
FILE_HOST = CALLPOINT.exhibits.host
ALLOWED_HOSTS = [*CALLPOINT.web.allowed_hosts, "localhost", "127.0.0.1", "[::1]", FILE_HOST.partition(":")[0]]
ROOT_URLCONF = "callpoint.project.urls"
WSGI_APPLICATION = "callpoint.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "records.StaffMember"
DATABASES = {"default": _database()}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",  # the tables of django.contrib.auth ask for it; we make no generic keys
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "callpoint.records.apps.RecordsConfig",
    "callpoint.vault.apps.VaultConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "callpoint.pages.file_host.FileHostServesFilesOnly",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "callpoint.pages.middleware.PrivacyHeaders",
    "callpoint.pages.middleware.ReadableSessionCookie",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "callpoint.pages.middleware.OriginOfOwnForms",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "callpoint.pages.middleware.SessionsEndWhenIdle",
    "callpoint.pages.middleware.StaffNeedSecondFactor",
    "callpoint.pages.middleware.FreshKnowledge",
    "callpoint.pages.one_answer.OneAnswer",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "pages" / "templates", PACKAGE / "pages"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "callpoint.pages.environment.page_environment"},
    },
]

# Text: English is the source; a catalogue makes a language complete.
USE_I18N = True
USE_TZ = True
TIME_ZONE = CALLPOINT.time_zone
LANGUAGE_CODE = CALLPOINT.service.languages[0]
LOCALE_PATHS = [PACKAGE / "locale"]
# A language without a translation of ours would claim to be spoken, and show English.
LANGUAGES = [
    (code, code)
    for code in CALLPOINT.service.languages
    if code == "en" or any((LOCALE_PATHS[0] / to_locale(code) / "LC_MESSAGES").glob("django.?o"))
]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = CALLPOINT.web.https

# Sessions: one necessary cookie; the text itself is kept sealed on the server.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = CALLPOINT.sessions.public_idle_minutes * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CALLPOINT.web.https
CSRF_USE_SESSIONS = True
CSRF_COOKIE_SECURE = CALLPOINT.web.https
CSRF_FAILURE_VIEW = "callpoint.pages.public.failures.form_expired"
CSRF_TRUSTED_ORIGINS = [CALLPOINT.web.public_url] if CALLPOINT.web.public_url else []

# Headers
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = CALLPOINT.web.https
SECURE_HSTS_SECONDS = 31536000 if CALLPOINT.web.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = CALLPOINT.web.https
SECURE_HSTS_PRELOAD = CALLPOINT.web.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CALLPOINT.web.https else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", *([FILE_HOST] if FILE_HOST else [])],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *([FILE_HOST] if FILE_HOST else [])],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
# The service runs behind http on a newcomer's own machine; these four are for https and follow web.https.
SILENCED_SYSTEM_CHECKS = (
    [] if CALLPOINT.web.https else ["security.W004", "security.W008", "security.W012", "security.W016"]
)

# Uploads and forms: the story's 20,000 characters fit many times over; exhibits have their own way in.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["callpoint.pages.uploads.RefuseFiles"]

STATIC_URL = "/assets/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "pages" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# Staff: a password and a time-based code, always. Nobody signs themselves up.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff_queue"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
ALLAUTH_TRUSTED_PROXY_COUNT = CALLPOINT.web.proxies
ACCOUNT_ADAPTER = "callpoint.pages.staff.adapters.StaffAccounts"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
SOCIALACCOUNT_ADAPTER = "callpoint.pages.staff.provider_sign_in.ProviderAccounts"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": _providers()}}
MFA_ADAPTER = "callpoint.pages.staff.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey is a second factor here, beside the app: the password is asked for first, and nobody signs up by one.
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = CALLPOINT.service.name
# One step of half a minute on either side (RFC 6238, section 5.2): a code that was typed slowly is still good.
MFA_TOTP_TOLERANCE = 1

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = CALLPOINT.mail.host
EMAIL_PORT = CALLPOINT.mail.port
EMAIL_HOST_USER = CALLPOINT.mail.user
EMAIL_HOST_PASSWORD = secret_text(CALLPOINT.mail.password_file) if CALLPOINT.mail.password_file else ""
EMAIL_USE_TLS = bool(CALLPOINT.mail.host)
EMAIL_TIMEOUT = 20

# Logs hold what broke and where, never who or what they said.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"placed": {"()": "callpoint.project.logs.PlaceOnly"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "placed"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "callpoint": {"level": "INFO"},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": False},
    },
}
