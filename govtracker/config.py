"""Settings from the environment: safe in production, said in sentences when something is missing."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from flask import current_app

LOOPBACK = ("127.0.0.1", "::1", "localhost")
SHORTEST_SECRET = 16
SHORTEST_MASKED = 4  # a shorter text would be found in ordinary words


class ConfigurationError(Exception):
    """The environment asks for something that cannot be; the text says what to do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything the environment decides. Sizes are bytes, times seconds."""

    production: bool
    demo: bool
    host: str
    port: int
    data_dir: Path
    database_url: str
    database_direct_url: str
    statement_seconds: float
    lock_seconds: float
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    anchor_dir: Path
    anchor_key: str
    anchor_auditors: tuple[str, ...]
    public_url: str
    trusted_hosts: tuple[str, ...]
    smtp_url: str
    mail_folder: Path | None
    mail_to_console: bool
    mail_from: str
    mail_idempotency_header: str
    demo_mail_to: str
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]
    metrics_allowed: tuple[IPv4Network | IPv6Network, ...]
    metrics_token: str
    mail_connections: int
    mail_per_hour: int
    gather_minutes: int
    embedded_worker: bool
    session_fresh: timedelta
    session_idle: timedelta
    session_lasts: timedelta
    administrators_need_second_factor: bool
    shortest_password: int
    breached_passwords: Path | None
    invitation_days: int
    password_time_cost: int
    password_memory_cost: int
    oidc_internal_hosts: frozenset[str]
    oidc_plain_loopback: bool
    max_upload: int
    max_attachment: int
    attachments_url: str
    s3_endpoint_url: str
    s3_region: str
    s3_access_key_id: str
    s3_secret_access_key: str
    postgresql_bin: str

    @property
    def sqlite(self) -> bool:
        """True where the embedded database serves."""
        return self.database_url.startswith("sqlite")

    @property
    def is_secure(self) -> bool:
        """True where people reach it by https alone."""
        return self.public_url.startswith("https://")

    @property
    def measured(self) -> bool:
        """True where somebody may ask for figures; else none are kept."""
        return bool(self.metrics_allowed or self.metrics_token)

    @property
    def public_host(self) -> str:
        """The host name that stands in links and message identifiers."""
        return urlsplit(self.public_url).hostname or "localhost"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be read anywhere: keys, and the passwords in addresses as they stand there and as meant."""
        addresses = (self.smtp_url, self.database_url, self.database_direct_url)
        passwords = [urlsplit(address).password or "" for address in addresses]
        tokens = (self.anchor_key, self.metrics_token, self.s3_secret_access_key)
        keys = (self.secret_key, *self.secret_key_fallbacks, *tokens)
        return tuple({text for text in (*keys, *passwords, *map(unquote, passwords)) if len(text) >= SHORTEST_MASKED})

    def with_(self, **changes: object) -> "Settings":
        """The same settings but for `changes`."""
        return replace(self, **changes)  # type: ignore[arg-type]  # replace() cannot see the names


def load(environ: Mapping[str, str], *, local: bool = False) -> Settings:
    """Settings of `environ`; raises ConfigurationError with a sentence that says what to do.

    Everything is production but a demonstration and what one person runs for themselves (`local`, see _is_local).
    """
    demo = _flag(environ, "DEMO", default=False)
    host = environ.get("HOST", "127.0.0.1")
    port = _whole(environ, "PORT", default=5000, low=1, high=65535)
    data_dir = Path(environ.get("DATA_DIR", "instance")).absolute()
    production = _flag(environ, "PRODUCTION", default=not demo and not _is_local(environ, host, data_dir, local=local))
    settings = Settings(
        production=production,
        demo=demo,
        host=host,
        port=port,
        data_dir=data_dir,
        database_url=_database_url(environ.get("DATABASE_URL", ""), data_dir),
        database_direct_url=_database_url(
            environ.get("DATABASE_DIRECT_URL", "") or environ.get("DATABASE_URL", ""), data_dir
        ),
        statement_seconds=_whole(environ, "DATABASE_STATEMENT_SECONDS", default=30, low=0, high=3600),
        lock_seconds=_whole(environ, "DATABASE_LOCK_SECONDS", default=15, low=0, high=3600),
        secret_key=environ.get("SECRET_KEY", ""),
        secret_key_fallbacks=_listed(environ.get("SECRET_KEY_FALLBACKS", "")),
        public_url=_public_url(environ.get("PUBLIC_URL", ""), host, port, production=production),
        anchor_dir=Path(environ.get("ANCHOR_DIR", "") or data_dir / "anchors").absolute(),
        anchor_key=environ.get("ANCHOR_KEY", ""),
        anchor_auditors=_listed(environ.get("ANCHOR_AUDITORS", "").lower()),
        trusted_hosts=_listed(environ.get("TRUSTED_HOSTS", "")),
        smtp_url=_smtp_url(environ.get("SMTP_URL", "")),
        mail_folder=_mail_folder(environ.get("MAIL_TRANSPORT", "")),
        mail_to_console=environ.get("MAIL_TRANSPORT", "") == "console",
        mail_from=_mail_address(environ, "MAIL_FROM", default="GovTracker <no-reply@localhost>"),
        mail_idempotency_header=_header_name(environ.get("MAIL_IDEMPOTENCY_HEADER", "")),
        demo_mail_to=_mail_address(environ, "DEMO_MAIL_TO", default=""),
        trusted_proxies=_networks(environ, "TRUSTED_PROXIES", default="127.0.0.0/8, ::1"),
        metrics_allowed=_networks(environ, "METRICS_ALLOWED"),
        metrics_token=environ.get("METRICS_TOKEN", ""),
        mail_connections=_whole(environ, "MAIL_CONNECTIONS", default=8, low=1, high=50),
        mail_per_hour=_whole(environ, "MAIL_PER_HOUR", default=30, low=0, high=100_000),
        gather_minutes=_whole(environ, "MAIL_GATHER_MINUTES", default=5, low=0, high=60),
        embedded_worker=_flag(environ, "EMBEDDED_WORKER", default=False),
        session_fresh=timedelta(minutes=_whole(environ, "SESSION_FRESH_MINUTES", default=30, low=1, high=1440)),
        session_idle=timedelta(minutes=_whole(environ, "SESSION_IDLE_MINUTES", default=720, low=5, high=43200)),
        session_lasts=timedelta(days=_whole(environ, "SESSION_DAYS", default=30, low=1, high=365)),
        administrators_need_second_factor=_flag(environ, "ADMINISTRATORS_NEED_SECOND_FACTOR", default=production),
        shortest_password=_whole(environ, "PASSWORD_LENGTH", default=12, low=8, high=64),
        breached_passwords=_file(environ, "BREACHED_PASSWORDS"),
        invitation_days=_whole(environ, "INVITATION_DAYS", default=7, low=1, high=30),
        password_time_cost=_whole(environ, "PASSWORD_TIME_COST", default=3, low=1, high=20),
        password_memory_cost=_whole(environ, "PASSWORD_MEMORY_COST", default=65536, low=8, high=4194304),
        oidc_internal_hosts=_hosts(environ.get("OIDC_INTERNAL_HOSTS", "")),
        oidc_plain_loopback=_flag(environ, "OIDC_PLAIN_LOOPBACK", default=demo),
        max_upload=_whole(environ, "MAX_UPLOAD_MB", default=32, low=1, high=1024) * 1024 * 1024,
        max_attachment=_whole(environ, "MAX_ATTACHMENT_MB", default=25, low=1, high=1024) * 1024 * 1024,
        attachments_url=_bucket_url(environ.get("ATTACHMENTS_URL", "")),
        s3_endpoint_url=_endpoint_url(environ.get("S3_ENDPOINT_URL", "")),
        s3_region=environ.get("AWS_REGION", ""),
        s3_access_key_id=environ.get("AWS_ACCESS_KEY_ID", ""),
        s3_secret_access_key=environ.get("AWS_SECRET_ACCESS_KEY", ""),
        postgresql_bin=environ.get("POSTGRESQL_BIN", ""),
    )
    if settings.metrics_token and len(settings.metrics_token) < SHORTEST_SECRET:
        raise ConfigurationError(f"METRICS_TOKEN is too short: use at least {SHORTEST_SECRET} characters.")
    if settings.max_attachment > settings.max_upload:
        raise ConfigurationError("MAX_UPLOAD_MB is smaller than MAX_ATTACHMENT_MB: no such file could arrive.")
    if production:
        _require_production(settings, environ)
    if demo and host not in LOOPBACK:
        raise ConfigurationError("Demo mode listens on this machine only: set HOST=127.0.0.1 or leave DEMO unset.")
    if settings.secret_key:
        return settings
    return settings.with_(secret_key=_kept_secret(data_dir))


def current() -> Settings:
    """The settings of the running application."""
    settings = current_app.config["SETTINGS"]
    assert isinstance(settings, Settings)
    return settings


def _is_local(environ: Mapping[str, str], host: str, data_dir: Path, *, local: bool) -> bool:
    """Listens on this machine only, has no public address, and was begun as a local installation."""
    begun = local or (data_dir / "secret_key").exists()
    return begun and host in LOOPBACK and not environ.get("PUBLIC_URL")


def _require_production(settings: Settings, environ: Mapping[str, str]) -> None:
    for name, example in (
        ("SECRET_KEY", "a long random text, for example from `openssl rand -hex 32`"),
        ("PUBLIC_URL", "the address people open, for example https://governance.example.com"),
        ("TRUSTED_HOSTS", "the host names this server answers to, separated by commas"),
    ):
        if not environ.get(name):
            raise ConfigurationError(f"Production needs {name}: set it to {example}.")
    if len(settings.secret_key) < SHORTEST_SECRET:
        raise ConfigurationError(f"SECRET_KEY is too short: use at least {SHORTEST_SECRET} characters.")
    if any(len(earlier) < SHORTEST_SECRET for earlier in settings.secret_key_fallbacks):
        raise ConfigurationError("SECRET_KEY_FALLBACKS names former values of SECRET_KEY, separated by commas.")
    if settings.mail_to_console:
        raise ConfigurationError("Production prints no mail: unset MAIL_TRANSPORT, or set it to pickup:/a/folder.")
    if settings.demo:
        raise ConfigurationError("Production refuses demo mode: leave DEMO unset.")
    if settings.oidc_plain_loopback:
        raise ConfigurationError("Production asks identity providers over https only: unset OIDC_PLAIN_LOOPBACK.")


def _kept_secret(data_dir: Path) -> str:
    """A secret made once for this data folder, so that sessions outlive a restart."""
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    return path.read_text(encoding="ascii")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _hosts(text: str) -> frozenset[str]:
    names = frozenset(name.lower().rstrip(".") for name in _listed(text))
    if not all(re.fullmatch(r"[a-z0-9.-]{1,253}|[0-9a-f:.]{2,45}", name) for name in names):
        raise ConfigurationError("OIDC_INTERNAL_HOSTS must list host names such as login.corp.example, no addresses.")
    return names


def _flag(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = environ.get(name, "").strip().lower()
    if text in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return default if text == "" else text in ("1", "true", "yes", "on")
    raise ConfigurationError(f"{name} is {text!r}: set it to 1 or 0.")


def _whole(environ: Mapping[str, str], name: str, *, default: int, low: int, high: int) -> int:
    text = environ.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise ConfigurationError(f"{name} is {text!r}: set it to a whole number from {low} to {high}.")
    return int(text)


def _file(environ: Mapping[str, str], name: str) -> Path | None:
    text = environ.get(name, "").strip()
    if text and not Path(text).is_file():
        raise ConfigurationError(f"{name} is {text!r}: there is no such file.")
    return Path(text) if text else None


def _database_url(text: str, data_dir: Path) -> str:
    if not text:
        return f"sqlite:///{data_dir / 'govtracker.sqlite3'}"
    if text.startswith("postgres://"):
        text = text.replace("postgres://", "postgresql://", 1)
    if text.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        return text
    raise ConfigurationError("DATABASE_URL must begin with postgresql:// or sqlite:///; leave it unset for SQLite.")


def _public_url(text: str, host: str, port: int, *, production: bool) -> str:
    parts = urlsplit(text or f"http://{host if ':' not in host else f'[{host}]'}:{port}")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ConfigurationError("PUBLIC_URL must be a whole address such as https://governance.example.com.")
    if production and text and parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ConfigurationError("PUBLIC_URL must begin with https:// in production.")
    return parts.geturl().rstrip("/")


def _bucket_url(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme != "s3" or not re.fullmatch(r"[a-z0-9.-]{3,63}", parts.netloc) or parts.query):
        raise ConfigurationError("ATTACHMENTS_URL must look like s3://bucket/folder; leave it unset for DATA_DIR.")
    return text


def _endpoint_url(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ConfigurationError("S3_ENDPOINT_URL must be a whole address such as https://s3.example.com.")
    return text.rstrip("/")


def _smtp_url(text: str) -> str:
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/") or not _port_is(text):
        raise ConfigurationError("SMTP_URL must look like smtp://user:password@mail.example.com:587.")
    if dict(parse_qsl(parts.query)) not in ({}, {"insecure": "1"}):
        raise ConfigurationError("SMTP_URL knows one option, ?insecure=1, for a server without a certificate.")
    return text


def _mail_folder(text: str) -> Path | None:
    if text in ("", "smtp", "console"):
        return None
    way, _, folder = text.partition(":")
    if way != "pickup" or not Path(folder).is_absolute():
        raise ConfigurationError("MAIL_TRANSPORT must be smtp, console, or a folder such as pickup:/var/spool/mail.")
    return Path(folder)


def _port_is(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _networks(environ: Mapping[str, str], name: str, *, default: str = "") -> tuple[IPv4Network | IPv6Network, ...]:
    text = environ.get(name, default)
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError:
        raise ConfigurationError(f"{name} must list addresses such as 10.0.0.7 or 10.0.0.0/24.") from None


def _mail_address(environ: Mapping[str, str], name: str, *, default: str) -> str:
    text = environ.get(name, "").strip() or default
    address = parseaddr(text)[1]
    if text and not (address.isascii() and re.fullmatch(r"[^@\s]+@[^@\s]+", address) and text.isprintable()):
        raise ConfigurationError(f"{name} must look like GovTracker <no-reply@example.com>.")
    return text


def _header_name(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z0-9-]{1,60}", text):
        raise ConfigurationError("MAIL_IDEMPOTENCY_HEADER must be the name of a header, such as Idempotency-Key.")
    return text
