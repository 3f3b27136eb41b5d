"""All settings, in titled blocks. What differs between installations comes from the environment."""

from pathlib import Path

import environ

from guildhall import headers, logs

env = environ.Env()
ROOT = Path(__file__).resolve().parents[2]

# ── Where this runs ─────────────────────────────────────────────────────────────────────────────────────────────
# dev: a developer's machine · test: the suite · demo: bin/demo · production: real people's money
ENVIRONMENT = env.str("GUILDHALL_ENV", default="production")
DEBUG = env.bool("GUILDHALL_DEBUG", default=False)
DEMO = ENVIRONMENT in ("demo", "test", "dev")
DATA_DIR = Path(env.str("GUILDHALL_DATA", default=str(ROOT / ".data")))

# ── Who lives where (tenancy §1) ────────────────────────────────────────────────────────────────────────────────
# Apps in both lists have their tables in the public schema and in every marketplace's.
BOTH_APPS = [
    *(f"django.contrib.{name}" for name in ("contenttypes", "auth", "sessions", "messages")),
    "django.contrib.admin",  # used in public only; its log has a foreign key to the user, so it follows her
    "accounts",
    "kernel",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
    "billing.stripe_gateway",
]
SHARED_APPS = [
    "guildhall",
    "django_tenants",
    "tenants",
    *BOTH_APPS,
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_structlog",
    "billing.subscriptions",
    "launch",
    "console",
]
TENANT_APPS = [
    *BOTH_APPS,
    "theming",
    "cms",
    "marketplace.members",
    "marketplace.notices",
    "marketplace.windows",
    "marketplace.jobs",
    "marketplace.escrow",
    "marketplace.contracts",
    "marketplace.workroom",
    "marketplace.reviews",
    "billing.ledger",
    "billing.fees",
    "billing.payments",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail_localize",
    "wagtail_localize.locales",
    # The order is Wagtail's.
    *("wagtail.embeds", "wagtail.sites", "cms.staffing.StaffConfig", "wagtail.snippets", "wagtail.documents"),
    *("wagtail.images", "wagtail.search", "wagtail.admin"),
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
]
INSTALLED_APPS = SHARED_APPS + [app for app in TENANT_APPS if app not in SHARED_APPS]
TENANT_MODEL = "tenants.Tenant"
TENANT_DOMAIN_MODEL = "tenants.Domain"
PUBLIC_SCHEMA_URLCONF = "guildhall.urls_public"
ROOT_URLCONF = "guildhall.urls_tenant"
PUBLIC_NAME = env.str("GUILDHALL_PUBLIC_NAME", default="Guildhall")  # the operator's name, on the public host only
PUBLIC_HOST = env.str("GUILDHALL_PUBLIC_HOST", default="localhost")
# Marketplaces get <slug>.<zone> until they bring their own domain.
TENANT_ZONE = env.str("GUILDHALL_TENANT_ZONE", default="localhost")
PUBLIC_SCHEME = env.str("GUILDHALL_SCHEME", default="http" if DEMO else "https")
PUBLIC_PORT = env.int("GUILDHALL_PORT", default=0)  # 0: the scheme's own, not written in addresses
TENANT_LIMIT_SET_CALLS = True  # one SET search_path per switch, not per statement

# ── Secrets ─────────────────────────────────────────────────────────────────────────────────────────────────────
# The demo's key is public knowledge; guildhall.checks refuses it in production.
DEMO_SECRET_KEY = "demo-only-" + "not-a-secret-" * 4
SECRET_KEY = env.str("GUILDHALL_SECRET_KEY", default=DEMO_SECRET_KEY if DEMO else "")
# Fernet keys, newest first, that seal the keys and bank details we keep; a demo derives one from its secret key.
SEAL_KEYS = env.list("GUILDHALL_SEAL_KEYS", default=[])
# The operator's own Stripe account. Without a key a stand-in answers, except in production.
STRIPE_API_KEY = env.str("STRIPE_API_KEY", default="")
STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", default="")

# ── Database ────────────────────────────────────────────────────────────────────────────────────────────────────
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgresql://postgres@127.0.0.1:5432/guildhall")}
DATABASES["default"]["ENGINE"] = "tenants.backend"
DATABASES["default"]["CONN_MAX_AGE"] = 0
# Whom pages and tasks act as once connected: a role that owns nothing (tenants.wall). Empty: without that wall.
options = DATABASES["default"].setdefault("OPTIONS", {})
options["assume_role"] = env.str("GUILDHALL_RUNTIME_ROLE", default="guildhall_runtime")
# Threads that serve pages take connections from a pool; each connection is retired in time, because one that has
# seen many schemas grows (tenancy §2). Commands, workers and tests open their own.
if env.bool("GUILDHALL_DB_POOL", default=ENVIRONMENT in ("demo", "production")):
    pool = options["pool"] = {"min_size": 1, "max_lifetime": 600, "max_idle": 60}
    pool["max_size"] = env.int("GUILDHALL_DB_POOL_SIZE", default=12)
    pool["timeout"] = env.int("GUILDHALL_DB_PATIENCE", default=5)  # seconds a page waits for one
DATABASE_ROUTERS = ["tenants.stamps.Router", "django_tenants.routers.TenantSyncRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── Redis: cache, queue, live updates ───────────────────────────────────────────────────────────────────────────
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "tenants.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "tenants.cache.make_key",
    }
}

# ── Queue ───────────────────────────────────────────────────────────────────────────────────────────────────────
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a killed worker's task is taken by another; every handler may run twice
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": "guildhall:queue:", "socket_timeout": 5}
CELERY_BROKER_TRANSPORT_OPTIONS["socket_connect_timeout"] = 2
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000  # a process that has seen many schemas is large

# ── Requests ────────────────────────────────────────────────────────────────────────────────────────────────────
ALLOWED_HOSTS = env.list("GUILDHALL_ALLOWED_HOSTS", default=["*"])
MIDDLEWARE = [
    "guildhall.stack.RoomMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads answers against BREACH
    "guildhall.statics.StaticMiddleware",
    "tenants.routing.TenantMiddleware",  # everything behind it runs in one marketplace's schema
    "guildhall.headers.PolicyMiddleware",  # inside gzip: it reads the console's pages
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "guildhall.headers.KeepingMiddleware",
    "guildhall.languages.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guildhall.malformed.MalformedMiddleware",
]
TEMPLATE_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": TEMPLATE_LOADERS if DEBUG else [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "theming.context.look",
                "marketplace.members.context.member",
            ],
        },
    }
]
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees what it is given and the context processors, no page's variables
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
WSGI_APPLICATION = "guildhall.wsgi.application"

# ── Cookies: of one host each (tenancy §2); __Host- makes the browser keep it so ─────────────────────────────────
COOKIES_SECURE = not DEMO or PUBLIC_SCHEME == "https"
COOKIE_PREFIX = "__Host-" if COOKIES_SECURE else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = COOKIES_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"

# ── Sign-in ─────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNTS_PLACE = "tenants.current.get"  # whose door is it: accounts stands below tenants and may not import them
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_SIGNUP_REDIRECT_URL = "/settings/profile/"
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms_library.SignInForm"}
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.JoinForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds a sign-in counts as recent: before payouts and payments
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = PUBLIC_SCHEME
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("GUILDHALL_PROXIES", default=0)
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {"add_webauthn": "accounts.forms_library.AddKeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
MFA_TOTP_TOLERANCE = 1
OPERATORS_NEED_SECOND_FACTOR = not DEMO
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "accounts.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ── Mail ────────────────────────────────────────────────────────────────────────────────────────────────────────
# smtp+tls://user:password@host:587. In the demo mails are kept for reading at /outbox/; each goes out under its
# marketplace's own name and host. A server that does not answer holds nobody up for long.
vars().update(env.email_url("GUILDHALL_SMTP", default="smtp://localhost:25"), EMAIL_TIMEOUT=10)
EMAIL_BACKEND = env.str(
    "GUILDHALL_EMAIL_BACKEND",
    default="accounts.outbox.OutboxBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
MAIL_MAILBOX = "no-reply"

if DEMO:
    PASSWORD_HASHERS = ["accounts.hashing.Quick", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]

# ── Languages ───────────────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("ja", "日本語"), ("ar", "العربية")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_AUTOREFRESH = DEBUG or ENVIRONMENT == "test"  # not looked through for each client of the suite
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"  # one folder a marketplace inside, by its id
HASHED = ENVIRONMENT in ("demo", "production")
STORAGES = {
    "default": {"BACKEND": "tenants.storage.Private"},
    "public": {"BACKEND": "tenants.storage.Public"},
    # Names with a hash, kept by browsers for good, wherever files are collected before they are served.
    "staticfiles": {"BACKEND": f"django.contrib.staticfiles.storage.{'Manifest' * HASHED}StaticFilesStorage"},
}
WAGTAILIMAGES_RENDITION_STORAGE, WAGTAILDOCS_SERVE_METHOD = "public", "serve_view"
WAGTAILIMAGES_IMAGE_FORM_BASE, WAGTAILIMAGES_MAX_IMAGE_PIXELS = "cms.console.pictures.PictureForm", 40_000_000

# ── What browsers may do (guildhall.headers) ────────────────────────────────────────────────────────────────────
CONSOLE_PREFIXES = ["/manage/"]
CSRF_FAILURE_VIEW = "theming.errors.stale_form"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": headers.MEMBERS}
PERMISSIONS_POLICY = headers.PERMISSIONS
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Own domains come and go: no preload, and no word on their subdomains, which are not ours.
SECURE_HSTS_SECONDS = env.int("GUILDHALL_HSTS_SECONDS", default=0 if DEMO else 31_536_000)
_PROXIED = env.bool("GUILDHALL_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _PROXIED else None

# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────────
WAGTAIL_SITE_NAME = "Marketplace"
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # and WAGTAILADMIN_BASE_URL is each marketplace's own: tenants.sites
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # only at /settings/security/

# ── Logs ────────────────────────────────────────────────────────────────────────────────────────────────────────
LOGGING = logs.configuration(
    readable=ENVIRONMENT != "production",
    level=env.str("GUILDHALL_LOG_LEVEL", default="WARNING" if ENVIRONMENT in ("test", "demo") else "INFO"),
)
