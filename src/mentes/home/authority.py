"""How a phone or a computer comes to trust the authority of `mentes serve --tls local`. Elsewhere there is no such page."""

import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


def read_authority() -> x509.Certificate:
    """Raises Http404 where no local authority serves."""
    path = settings.LOCAL_AUTHORITY
    if not path or not os.access(path, os.R_OK):
        raise Http404
    return x509.load_pem_x509_certificate(Path(path).read_bytes())


@login_not_required
@require_GET
def authority(request: HttpRequest) -> HttpResponse:
    certificate = read_authority()
    known_by = certificate.fingerprint(hashes.SHA256()).hex(":").upper()
    context = {"halves": (known_by[:47], known_by[48:]), "ends_at": certificate.not_valid_after_utc}
    return render(request, "home/authority.html", context)


@login_not_required
@require_GET
def authority_certificate(request: HttpRequest) -> HttpResponse:
    """DER under the type by which phones offer to install it."""
    der = read_authority().public_bytes(serialization.Encoding.DER)
    response = HttpResponse(der, content_type="application/x-x509-ca-cert")
    response["Content-Disposition"] = 'attachment; filename="mentes-local.crt"'
    return response
