"""Django settings. What differs between installations comes from the environment (docs/configuration.md).

Two variables decide how Meanwhile runs: without `DATABASE_URL` it uses SQLite in the data folder, without
`REDIS_URL` it keeps broker and live channel in memory, for one process. The code does not know which.
"""

from datetime import timedelta
from pathlib import Path

from config import environment
from config.broker import broker_options
from config.databases import database
from config.secret_key import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.folder("MEANWHILE_DATA", BASE_DIR / "var")
FRONTEND_DIR = environment.folder("MEANWHILE_FRONTEND", BASE_DIR / "frontend" / "dist")
VERSION = "0.1.0"

DEBUG = environment.flag("MEANWHILE_DEBUG")
DEMO = environment.flag("MEANWHILE_DEMO")
SECRET_KEY = secret_key(environment.text("MEANWHILE_SECRET_KEY"), data=DATA_DIR)

ALLOWED_HOSTS = environment.words("MEANWHILE_ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = environment.words("MEANWHILE_TRUSTED_ORIGINS")

# -- Apps ----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "rest_framework",
    "rest_framework.authtoken",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "processes",
    "tasklist",
    "monitoring",
]

MIDDLEWARE = [
    "config.security_headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

#: Called in this order with the events of each batch, inside its transaction; again after the commit, to
#: announce.
PROJECTORS = ["tasklist.projector", "monitoring.projector"]

#: Modules in which job handlers are registered.
JOB_HANDLERS = [
    "processes.workers.connectors",
    "processes.workers.scripts",
    *environment.words("MEANWHILE_JOB_HANDLERS", ()),
]
if DEMO:
    JOB_HANDLERS.append("examples.handlers")

#: How many jobs one process of a worker does at the same time.
JOB_THREADS = environment.number("MEANWHILE_JOB_THREADS", 8)
#: How much memory one process of a worker may have; 0 is as much as there is.
WORKER_MEGABYTES = environment.number("MEANWHILE_WORKER_MEGABYTES", 0)
# Limits of Python scripts, each run of one.
SCRIPT_SECONDS = environment.number("MEANWHILE_SCRIPT_SECONDS", 5)
SCRIPT_MEGABYTES = environment.number("MEANWHILE_SCRIPT_MEGABYTES", 64)
# How many run at once in one process; 0 is as many as there are processors.
SCRIPT_PROCESSES = environment.number("MEANWHILE_SCRIPT_PROCESSES", 0)

#: Whether an error that nothing catches ends the token that throws it, as in Camunda 7, and is no incident.
END_UNCAUGHT_ERRORS = environment.flag("MEANWHILE_END_UNCAUGHT_ERRORS")

#: How long a message that a process throws is kept for someone who does not wait for it yet.
MESSAGE_TIME_TO_LIVE = timedelta(hours=1)

#: Where the HTTP connector must not go: by default the metadata service of clouds.
HTTP_CONNECTOR_FORBIDDEN_NETWORKS = environment.words(
    "MEANWHILE_HTTP_FORBIDDEN_NETWORKS", ("169.254.0.0/16", "fe80::/10")
)

#: The proxy through which the HTTP connector goes; it then decides where one may go.
HTTP_CONNECTOR_PROXY = environment.text("MEANWHILE_HTTP_PROXY")

#: Called by the heartbeat every few seconds: what the apps around the engine have to tidy up.
HOUSEKEEPING = ["monitoring.folding.fold"]

#: Called by `manage.py verify`: what must agree with the journal.
VERIFIERS = ["processes.runtime.verification.verify", "monitoring.verification.verify"]

#: Who knows about user tasks: asked by the API and the monitor, which do not know the inbox.
INBOX = "tasklist.door"

#: Who knows how much has happened: asked by the API, which does not know the monitor.
MONITOR = "monitoring.door"

# Files that people attach to tasks: where they are kept (the same folder for all web processes), how large
# one may be, how many a task may have, and of which kinds (tasklist.attachments.kinds).
ATTACHMENTS_DIR = environment.folder("MEANWHILE_ATTACHMENTS", DATA_DIR / "attachments")
ATTACHMENT_MEGABYTES = environment.number("MEANWHILE_ATTACHMENT_MEGABYTES", 10)
ATTACHMENTS_PER_TASK = environment.number("MEANWHILE_ATTACHMENTS_PER_TASK", 50)
ATTACHMENT_KINDS = environment.words(
    "MEANWHILE_ATTACHMENT_KINDS",
    ("pdf", "png", "jpeg", "gif", "webp", "text", "csv", "docx", "xlsx", "pptx", "odt", "ods", "odp"),
)
#: Scans each file before it is kept: exit code 0 accepts it, 1 refuses it, anything else is a failure.
ATTACHMENT_SCAN = environment.text("MEANWHILE_ATTACHMENT_SCAN")
ATTACHMENT_SCAN_SECONDS = environment.number("MEANWHILE_ATTACHMENT_SCAN_SECONDS", 30)

#: Told what the inbox changes by itself, without the engine: it rings the live channel.
TELL_INBOX_CHANGE = "monitoring.live.inbox_changes.tell_inbox_change"

#: Shown on the login page while the demo is on.
DEMO_ACCOUNTS = "examples.demo.ACCOUNTS"

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# -- What is kept --------------------------------------------------------------------------------------------

DATABASES = {
    "default": database(
        environment.text("DATABASE_URL"),
        data=DATA_DIR,
        pool_size=environment.number("MEANWHILE_DATABASE_POOL", 0),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
#: that SQLite's indexes have no columns beside their key: they are for PostgreSQL, and do no harm
SILENCED_SYSTEM_CHECKS = ["models.W040"]

# -- What rings: Celery and the live channel -----------------------------------------------------------------

REDIS_URL = environment.text("REDIS_URL")

CELERY_BROKER_URL = environment.text("CELERY_BROKER_URL") or REDIS_URL or "memory://localhost/"
CELERY_BROKER_TRANSPORT_OPTIONS = broker_options(CELERY_BROKER_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker works on without its broker, however long that takes
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": "meanwhile"},
    }
    if REDIS_URL
    else {"BACKEND": "config.channel_layer.InProcessChannelLayer", "CONFIG": {"capacity": 1000}}
}

# -- People --------------------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # the single-page app reads it and sends it back as X-CSRFToken

# -- Behind HTTPS (a proxy that ends TLS): MEANWHILE_HTTPS=1 -------------------------------------------------

HTTPS = environment.flag("MEANWHILE_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Diagrams of a few megabytes are legal; how large a diagram may be is decided, and explained, at deployment.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# -- API -----------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
        "rest_framework.authentication.TokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "processes.api.schema.ProblemSchema",
    "EXCEPTION_HANDLER": "processes.api.problems.exception_handler",
    "DEFAULT_THROTTLE_RATES": {"login": environment.text("MEANWHILE_LOGIN_RATE", "20/min")},
    "DATETIME_FORMAT": "iso-8601",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Meanwhile API",
    "DESCRIPTION": "Deploy diagrams, start and repair process instances, do the work that waits.",
    "VERSION": VERSION,
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": r"/api",
    "ENUM_NAME_OVERRIDES": {
        "InstanceState": ["ACTIVE", "COMPLETED", "TERMINATED"],
        "IncidentState": ["OPEN", "RESOLVED"],
        "UserTaskState": ["CREATED", "COMPLETED", "CANCELED"],
        "JobState": ["CREATED", "ACTIVATED", "BACKING_OFF", "FAILED"],
        "Role": ["business_user", "operator", "admin"],
        "SearchKind": ["process_instance", "process_definition", "user_task"],
        "Severity": ["error", "warning"],
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

#: Requests a web process serves at once, each on a thread (config.asgi), and how many of them may wait for an
#: outcome or a job meanwhile.
HTTP_THREADS = environment.number("MEANWHILE_HTTP_THREADS", 16)
WAITING_REQUESTS = max(HTTP_THREADS // 2, 1)

# -- Files: the built single-page app and the apps' own, served by the web process itself --------------------

STATIC_URL = "/static/"
WHITENOISE_ROOT = FRONTEND_DIR if FRONTEND_DIR.is_dir() else None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
#: Vite names what it builds by content: /assets/index-Ckx6Yq2P.js. Such a file never changes.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/.+-[\w-]{8}\.\w+$"

# -- Mail ----------------------------------------------------------------------------------------------------

EMAIL_HOST = environment.text("MEANWHILE_MAIL_HOST")
EMAIL_PORT = environment.number("MEANWHILE_MAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("MEANWHILE_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("MEANWHILE_MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("MEANWHILE_MAIL_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("MEANWHILE_MAIL_FROM", "meanwhile@localhost")
#: Without a mail server, mail is written to files where a person can read it.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"

# -- Language, time, log -------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname:<7} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.text("MEANWHILE_LOG_LEVEL", "INFO").upper()},
    "loggers": {
        # One line for each task would drown what matters: the journal already tells who did what.
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.consumer": {"level": "WARNING"},
        "uvicorn": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        # A refused request is the caller's business, and is told to them; only what breaks is ours.
        "django.request": {"level": "ERROR"},
    },
}
