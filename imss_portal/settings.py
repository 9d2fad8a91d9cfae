"""All settings, read from the environment or from `VAR_DIR/portal.env`. The README lists every variable."""

import os
from email.utils import formataddr
from ipaddress import ip_network
from pathlib import Path
from string import ascii_letters
from urllib.parse import urlsplit

from celery.schedules import crontab
from csp.constants import NONE, SELF

from imss_portal.entorno import Entorno
from plataforma.seguridad.carpetas import UMASK, close_folder

os.umask(UMASK)  # for whatever process reads these settings: web, workers, beat, Redis, commands
BASE_DIR = Path(__file__).resolve().parent.parent
env = Entorno()
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
close_folder(VAR_DIR)
Entorno.read_env(VAR_DIR / "portal.env")

MODO_DEMOSTRACION = env.demostracion = env.bool("MODO_DEMOSTRACION", default=False)

# --- Secrets -----------------------------------------------------------------
SECRET_KEY = env.demand(
    "SECRET_KEY",
    demostracion="demostracion-demostracion-demostracion-demostracion-01",
    hint="al menos 50 caracteres al azar",
)
CLAVE_CIFRADO = env.demand(
    "CLAVE_CIFRADO",
    demostracion="ZGVtb3N0cmFjaW9u" * 5 + "ZGVtbw==",
    hint="64 bytes al azar en Base64, la clave de las columnas y los archivos cifrados",
)
# Only while `manage.py rotar_clave` runs: the key under which the columns were encrypted until now.
CLAVE_CIFRADO_ANTERIOR = env.str("CLAVE_CIFRADO_ANTERIOR", default="")

# --- Site --------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
URL_DE_PRUEBA = f"http://127.0.0.1:{env.str('PORT', default='8000')}"
SITE_URL = env.demand("SITE_URL", demostracion=URL_DE_PRUEBA, hint="la dirección del sitio, con https://").rstrip("/")
PORTAL_NOMBRE = env.str("PORTAL_NOMBRE", default="Ruta Estudiantil")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname or ""])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
REGISTRO = env.str("REGISTRO", default="simulado" if MODO_DEMOSTRACION else "plantel")
CAPTCHA_PRUEBA = env.bool("CAPTCHA_PRUEBA", default=False)  # «PRUEBA» answers every captcha: for browser tests

ROOT_URLCONF = "imss_portal.urls"
WSGI_APPLICATION = "imss_portal.wsgi.application"
INSTALLED_APPS = [
    "imss_portal",
    "tramites",
    "documentos",
    "padron.asegurados",
    "padron.planteles",
    "padron.catalogos",
    "plataforma.correo",
    "plataforma.bandeja",
    "plataforma.seguridad",
    "imss_portal.admin.apps.PersonalConfig",  # django.contrib.admin with our own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "captcha",  # without its urls (plataforma/captcha/urls.py)
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page becomes a third of its size: at 400 kbit/s half a second. Django pads each answer and masks the CSRF token:
    # its length tells nothing of what it holds (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "plataforma.seguridad.middleware.CabecerasMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "plataforma.seguridad.middleware.SesionMiddleware",
    "plataforma.seguridad.middleware.LimitesMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# In the session and not in a cookie: what staff are told may name a student.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
FORM_RENDERER = "imss_portal.forms.PortalFormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,  # the form templates of django.forms
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "imss_portal.context.portal",
            ],
        },
    }
]

# --- Data --------------------------------------------------------------------
SQLITE = f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"
DATABASES = {"default": env.read_database(SQLITE)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock at the start: two readers that both turn writers would otherwise fail at once.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = VAR_DIR / "media"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "plataforma.seguridad.almacen.AlmacenCifrado"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["plataforma.seguridad.cuerpos.SinArchivos"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 100 * 1024  # bytes, as CUERPO_MAXIMO of the web server (trabajador_gunicorn.py)

# --- Language and time -------------------------------------------------------
LANGUAGE_CODE = "es-mx"
LOCALE_PATHS = [BASE_DIR / "locale"]  # what Django says to staff, in our words
TIME_ZONE = "America/Mexico_City"

# --- Browser side ------------------------------------------------------------
SEGURO = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = SEGURO
SECURE_REDIRECT_EXEMPT = [r"^salud/"]  # who watches the machine asks it directly
# Behind a proxy of ours: it sets X-Forwarded-Proto, and adds the client's address to X-Forwarded-For.
DETRAS_DE_PROXY = env.bool("DETRAS_DE_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if DETRAS_DE_PROXY else None
# Networks (the campuses') whose mails are not counted by network, in CIDR notation. A wrong one stops the start.
REDES_CONFIABLES = env.read(
    "REDES_CONFIABLES", lambda: [str(ip_network(red)) for red in env.list("REDES_CONFIABLES", default=[])], []
)
SECURE_HSTS_SECONDS = 31_536_000 if SEGURO else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SEGURO
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "plataforma.seguridad.sesiones"
SESSION_COOKIE_NAME = "__Host-sesion" if SEGURO else "sesion"
SESSION_COOKIE_SECURE = SEGURO
SESSION_COOKIE_AGE = 30 * 60  # idle, in seconds; the middleware prolongs it
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf" if SEGURO else "csrf"
CSRF_COOKIE_SECURE = SEGURO
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # until the browser closes
NADIE, NOSOTROS = (
    ("default-src", "frame-ancestors", "base-uri"),
    ("script-src", "style-src", "font-src", "img-src", "connect-src", "media-src", "form-action"),
)
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**{d: [NONE] for d in NADIE}, **{d: [SELF] for d in NOSOTROS}}}

# --- Maps --------------------------------------------------------------------
# The server of map pictures, such as https://mapas.example/{z}/{x}/{y}.png; none: positions on a plain ground. Map
# pages alone may show its pictures, and the browser tells it no address of ours.
TILES_URL = env.str("TILES_URL", default="")
TILES_ATRIBUCION = env.str("TILES_ATRIBUCION", default="")

# --- Captcha -----------------------------------------------------------------
CAPTCHA_TIMEOUT = 30  # minutes
CAPTCHA_CHALLENGE_FUNCT = "plataforma.captcha.letras.make_challenge"
CAPTCHA_FONT_PATH = [
    str(BASE_DIR / f"static/vendor/atkinson-hyperlegible-next-5.3.0/atkinson-hyperlegible-next-{weight}.ttf")
    for weight in (400, 700)
]
CAPTCHA_FONT_SIZE = 104
CAPTCHA_FOREGROUND_COLOR = "#000000"  # black for `dibujo.flood`, which inverts it; `dibujo.tint` makes it blue
# The package aligns separate letters at their top, so that «q» looks like «a», and cuts off the corners of a rotated
# letter. It draws «punctuation» together with the letter before, so all letters together stand on one baseline.
CAPTCHA_PUNCTUATION = ascii_letters + " "
CAPTCHA_LETTER_ROTATION = None
CAPTCHA_NOISE_FUNCTIONS = ["captcha.helpers.noise_arcs"]
CAPTCHA_FILTER_FUNCTIONS = [f"plataforma.captcha.dibujo.{name}" for name in ("bend", "flood", "tint")]

# --- Mail --------------------------------------------------------------------
if MODO_DEMOSTRACION and not env.str("EMAIL_URL", default=""):
    EMAIL_BACKEND = "plataforma.correo.buzon.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "buzon")
else:
    if env.demand("EMAIL_URL", demostracion="", hint="smtp+tls://usuario:contraseña@servidor:587"):
        vars().update(env.read("EMAIL_URL", lambda: env.email_url("EMAIL_URL"), {}))
EMAIL_USE_LOCALTIME = True  # a Date of «-0000» says that nobody knows the zone
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = env.str(
    "EMAIL_REMITENTE", default=formataddr((PORTAL_NOMBRE, f"no-responder@{urlsplit(SITE_URL).hostname}"))
)

# --- Outbox and Celery -------------------------------------------------------
# Seconds that a worker may hold a message. What a dead worker held is taken over after this.
BANDEJA_LEASE = env.int("BANDEJA_LEASE", default=45)
BANDEJA_SWEEP = env.float("BANDEJA_SWEEP", default=1.0)
# With the waits below two hours and a quarter: a mail server or a full disk may take that long to be repaired.
BANDEJA_ATTEMPTS = env.int("BANDEJA_ATTEMPTS", default=12)
# First and longest wait before a message is tried again, in seconds.
BANDEJA_BACKOFF = (env.float("BANDEJA_BACKOFF_MIN", default=10.0), env.float("BANDEJA_BACKOFF_MAX", default=1800.0))
# Messages of one queue that may lie in Redis at once: what is lost with it, and what a sweep sends, stays small.
BANDEJA_IN_FLIGHT = env.int("BANDEJA_IN_FLIGHT", default=500)
# The queues that this worker's processes warm up for: those that its command line names.
BANDEJA_COLAS = env.list("BANDEJA_COLAS", default=["correo", "documentos", "tramites"])

CELERY_BROKER_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_TASK_IGNORE_RESULT = True  # the database knows the outcome
CELERY_TASK_DEFAULT_QUEUE = "tramites"
CELERY_TASK_SOFT_TIME_LIMIT = max(1, int(BANDEJA_LEASE * 0.6))  # the task may still tidy up …
CELERY_TASK_TIME_LIMIT = max(2, int(BANDEJA_LEASE * 0.9))  # … and is gone before its lease can be taken over
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 30  # seconds for a process to warm up; after Celery's 4 it would be killed
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # a waiting task belongs to whichever process is free first
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KiB; WeasyPrint's caches grow with the fonts and pages seen
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker outlives its broker
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A Redis that accepts and never answers must not hang a worker or the beat.
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 15,
    # Kombu tries a refused connection again for 6 s while the caller waits, even where `retry=False` was asked for, and
    # a sweep would cost that for each queue. The next sweep is the next try. Workers and beat, whose own connections
    # come back by another way (`imss_portal.celery`), do not read this.
    "max_retries": 0,
}
# Judged by the worker's clock against the beat's: short, and a worker ten minutes ahead would throw every sweep away.
# What gathers meanwhile without a worker costs a query each.
BEAT_EXPIRES = 15 * 60
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "bandeja.sweep",
        "schedule": BANDEJA_SWEEP,
        "options": {"queue": "tramites", "expires": BEAT_EXPIRES},
    },
    "nightly": {
        "task": "bandeja.nightly",
        "schedule": crontab(hour=3, minute=10),
        "options": {"queue": "tramites", "expires": 3600},
    },
    **{
        f"latido-{queue}": {
            "task": "bandeja.latido",
            "schedule": 5.0,
            "args": (queue,),
            "options": {"queue": queue, "expires": BEAT_EXPIRES},
        }
        for queue in ("correo", "documentos", "tramites")
    },
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_MAX_LOOP_INTERVAL = BANDEJA_SWEEP

# --- Seal --------------------------------------------------------------------
SELLO_PKCS12 = env.demand(
    "SELLO_PKCS12",
    demostracion=str(VAR_DIR / "sello" / "demostracion.p12"),
    hint="el archivo PKCS#12 con la llave del sello y su certificado",
)
SELLO_CLAVE = env.str("SELLO_CLAVE", default="")

# --- Log ---------------------------------------------------------------------
# One handler and one formatter for everything, Celery included (`imss_portal.celery`): only what the formatter lists
# is written. No mail to administrators: Django's would carry the form that failed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "plataforma.seguridad.bitacora.Formatter"}},
    "handlers": {"consola": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["consola"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},  # each request's path, at INFO
        "django.db.backends": {"level": "WARNING"},  # each statement with its values, at DEBUG
        # Their INFO tells each step of a page's layout, and each rule of each font.
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}

# --- Faults ------------------------------------------------------------------
FALTAS_DEL_ENTORNO = env.faltas  # `manage.py revisar` shows them; all other commands and processes stop below
env.stop_if_wrong(vars())
