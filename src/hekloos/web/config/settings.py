"""Django's settings. What differs between sites comes from `environment.py`."""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from hekloos.web.config import environment

DATA = environment.data_folder()
ADDRESS = environment.text("ADDRESS")  # such as https://leerlab.nl; empty on one's own machine
PUBLIC = urlsplit(ADDRESS).scheme == "https"
DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret_key(DATA)
ALLOWED_HOSTS = [urlsplit(ADDRESS).hostname or "" if ADDRESS else "127.0.0.1"] + ([] if ADDRESS else ["localhost"])
CSRF_TRUSTED_ORIGINS = [ADDRESS.rstrip("/")] if ADDRESS else []

INSTALLED_APPS = [
    "hekloos.web.ui",
    "hekloos.web.accounts",
    "hekloos.web.labs",
    "hekloos.web.curriculum",
    "hekloos.web.overlap",
    "hekloos.web.review",
    "hekloos.web.route",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hekloos.web.config.unreadable.refuse_unreadable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hekloos.web.accounts.first_run.FirstRunMiddleware",
]
ROOT_URLCONF = "hekloos.web.config.urls"
WSGI_APPLICATION = "hekloos.web.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.Jinja2"  # lists to choose from have a hundred entries
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hekloos.web.labs.context.rights",
            ],
        },
    },
    {"BACKEND": "django.template.backends.jinja2.Jinja2", "APP_DIRS": True},  # long lists, see `pair_rows`
]

DATABASES = {"default": environment.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {  # counts attempts to log in, for all processes together
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "drawings": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100}},
    "documents": {  # of routes: half a MB each
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "documents",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 30},
    },
}
WORK_LOST_AFTER = float(environment.text("LOST_AFTER", "30"))  # seconds without a sign of life of who works at it
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Limits: a request holds at most what a reader takes, see `hekloos.core.formats.opening.Limits`.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000
FILE_UPLOAD_HANDLERS = ["hekloos.web.curriculum.uploading.LimitedUploadHandler"]

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "hekloos.web.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is the proof; see labs/actions.py
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "100/m/ip",  # everybody of a workshop logs in at once, through one address of the school
    "login_failed": "5/5m/key,20/m/ip",  # AccountAdapter says that it takes five minutes
    "reset_password": "5/h/ip,3/h/key",
}
ACCOUNT_SESSION_REMEMBER = None  # people choose: many computers of a school are shared
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "hekloos.web.accounts.allauth_forms.LoginForm",
    "reauthenticate": "hekloos.web.accounts.allauth_forms.ReauthenticateForm",
    "change_password": "hekloos.web.accounts.allauth_forms.ChangePasswordForm",
    "set_password": "hekloos.web.accounts.allauth_forms.SetPasswordForm",
    "reset_password": "hekloos.web.accounts.allauth_forms.ResetPasswordForm",
    "reset_password_from_key": "hekloos.web.accounts.allauth_forms.ResetPasswordKeyForm",
}
SOCIALACCOUNT_ADAPTER = "hekloos.web.accounts.adapters.SchoolLoginAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": environment.single_sign_on()}}
SOCIALACCOUNT_FORMS = {"signup": "hekloos.web.accounts.allauth_forms.SchoolSignupForm"}
# A link and no form leads to the school: browsers hold every further step after a form to `form-action`, and nobody
# knows beforehand at which addresses a federation lets people log in.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_ONLY = False
MFA_ADAPTER = "hekloos.web.accounts.adapters.TwoStepsAdapter"
MFA_FORMS = {
    "authenticate": "hekloos.web.accounts.allauth_forms.AuthenticateForm",
    "reauthenticate": "hekloos.web.accounts.allauth_forms.ReauthenticateByCodeForm",
    "activate_totp": "hekloos.web.accounts.allauth_forms.ActivateAppForm",
    "add_webauthn": "hekloos.web.accounts.allauth_forms.AddKeyForm",
    "edit_webauthn": "hekloos.web.accounts.allauth_forms.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Hekloos"
MFA_TOTP_TOLERANCE = 1  # clocks of phones are off by some seconds
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PUBLIC  # a site on one's own machine has no https
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.text("MAIL_HOST")
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "hekloos@localhost")

# What a browser may do with our pages: nothing from elsewhere, nothing that stands in the page itself.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = ACCOUNT_SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # but for who chose to stay logged in
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "hekloos.web.ui.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PUBLIC
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PUBLIC else 0
# Other sites may stand under this address and have no https: what holds for all of them their owner says.
SECURE_HSTS_INCLUDE_SUBDOMAINS = PUBLIC and environment.flag("HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS and environment.flag("HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # they want both of these on
if environment.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else the limits would count everybody together

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
