"""The one door through which Mentes asks servers of others for something. No other module may import an HTTP client."""

from mentes.lib.fetch.fetcher import Answer, Login, fetch
from mentes.lib.fetch.targets import NotFetched, allowed_hosts

__all__ = ["Answer", "Login", "NotFetched", "allowed_hosts", "fetch"]
