"""The web application as ASGI: pages, and the WebSockets of rooms."""

import os
import warnings

from django.core.asgi import get_asgi_application

from mentes.lib.live import Streams
from mentes.lib.most_bytes import MostBytes

# A static file is a few kilobytes; that Django reads it whole before sending it is no fault an operator could mend.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentes.config.settings")
pages = MostBytes(Streams(get_asgi_application()))

# Models can be imported only now.
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402

from mentes.config.sockets import socket_addresses  # noqa: E402
from mentes.lib.sockets import from_our_pages  # noqa: E402


def web(origins: list[str] | None = None) -> ProtocolTypeRouter:
    """Everything this process answers. `origins`: of which pages a WebSocket may be; those of the settings unless said."""
    return ProtocolTypeRouter({"http": pages, "websocket": from_our_pages(URLRouter(socket_addresses), origins)})


application = web()
