"""What the environment says: every variable Mentes reads, in one place (docs/reference/settings.md lists them)."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

from mentes.lib.mail import Server

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def origins(public_url: str, hosts: list[str]) -> list[str]:
    """Scheme, host and port of every page of ours: the public address, and the further hosts under its scheme and port.

    A host that stands for many (".example.org") is left out, and so is this machine's own unless people use it.
    """
    parts = urlparse(public_url)
    port = f":{parts.port}" if parts.port else ""
    is_at_home = (parts.hostname or "") in LOOPBACK or bool(os.environ.get("MENTES_LOCAL_AUTHORITY"))
    named = [host for host in hosts if not host.startswith(".") and "*" not in host and (is_at_home or host not in LOOPBACK)]
    return sorted({f"{parts.scheme}://{parts.netloc}", *(f"{parts.scheme}://{host}{port}" for host in named)})


def database(url: str) -> dict:
    """Django's DATABASES entry for a postgresql:// address. A folder as `?host=` means a local socket."""
    parts = urlparse(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    options = {key: query[key] for key in ("sslmode", "sslrootcert") if key in query}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(query.get("port", parts.port or "")),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def mail_server(url: str) -> Server | None:
    """smtp://user:password@host:587?tls=1 (STARTTLS) or smtps://… (TLS from the first byte); None when `url` is empty."""
    if not url:
        return None
    parts = urlparse(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    is_ssl = parts.scheme == "smtps"
    return Server(
        host=parts.hostname or "localhost",
        port=parts.port or (465 if is_ssl else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=not is_ssl and query.get("tls", "0") == "1",
        use_ssl=is_ssl,
    )


def secret_key(data: Path) -> str:
    """MENTES_SECRET_KEY, else the file that `mentes` made in the data folder; empty when neither is there."""
    if os.environ.get("MENTES_SECRET_KEY"):
        return os.environ["MENTES_SECRET_KEY"]
    kept = data / "secrets" / "secret_key"
    return kept.read_text().strip() if kept.exists() else ""
