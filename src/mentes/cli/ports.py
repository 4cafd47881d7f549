"""The port that pages are served on."""

import socket

from mentes.cli.refusal import CannotStart


def bind(host: str, port: int) -> socket.socket:
    """Take the port before anything slow happens, so that a port in use is said at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(128)  # before, another starting Mentes could bind the same port
    except OSError as error:
        taken.close()
        raise CannotStart(f"Port {port} on {host} cannot be used ({error.strerror}): choose another with --port.") from error
    return taken
