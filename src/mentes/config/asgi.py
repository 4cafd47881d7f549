"""The web application as ASGI."""

import os
import warnings

from django.core.asgi import get_asgi_application

# A static file is a few kilobytes; that Django reads it whole before sending it is no fault an operator could mend.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentes.config.settings")
application = get_asgi_application()
