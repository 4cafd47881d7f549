"""Handing one message to a mail server, and knowing afterwards whether it was taken.

Django's own SMTP backend reports every failure alike. An outbox must tell them apart: a message that was surely not taken may be
tried again, one that may have been taken must not, or somebody gets it twice.
"""

import re
import select
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage


class NotTaken(Exception):
    """The server surely did not take the message: trying again is safe. `is_final` when the server said never."""

    def __init__(self, why: str, *, is_final: bool = False):
        super().__init__(why)
        self.is_final = is_final


class Uncertain(Exception):
    """The line broke after the whole message had gone out and before the server's word: it may or may not have been taken."""


@dataclass(frozen=True)
class Server:
    """Where mail goes. `use_tls` is STARTTLS, `use_ssl` TLS from the first byte; `seconds` bounds every step."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False
    seconds: float = 15.0


def hand_over(
    message: EmailMessage, *, to: str, sender: str, server: Server, about_to: Callable[[], None] = lambda: None
) -> None:
    """Gives `message` to `server` for the one address `to`. Returns once the server said it has it.

    `about_to` is called when every byte has gone but the final dot, without which no server may keep a message (RFC 5321,
    4.1.1.4): from its return on the message may arrive, and not before. What it raises goes through, and nothing arrives.
    Raises NotTaken or Uncertain.
    """
    for address in (to, sender):
        if not address or any(sign in address for sign in "\r\n<> "):
            raise NotTaken(f"not an address: {address!r}", is_final=True)
    try:
        line = _connect(server)
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(f"cannot reach {server.host}:{server.port}: {error}") from error
    try:
        _offer(line, message, to=to, sender=sender)
        about_to()
        _end(line)
    finally:
        line.close()


def _connect(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.use_ssl:
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.seconds, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=server.seconds)
    try:
        if server.use_tls:
            line.starttls(context=context)
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        line.close()
        raise
    return line


def _offer(line: smtplib.SMTP, message: EmailMessage, *, to: str, sender: str) -> None:
    """Everything but the final dot. Whatever ends here, this process included, the server has not taken the message."""
    try:
        line.ehlo_or_helo_if_needed()
        options = _options(line, to, sender)
        _expect(*line.mail(sender, options), (250,))
        _expect(*line.rcpt(to), (250, 251))
        line.putcmd("data")
        _expect(*line.getreply(), (354,))
        line.send(_on_the_wire(message, is_international=bool(options)))
        # A server that speaks or hangs up before the final dot has not taken it.
        if line.sock is not None and select.select([line.sock], [], [], 0)[0]:
            _expect(*line.getreply(), ())
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(str(error)) from error


def _end(line: smtplib.SMTP) -> None:
    """The final dot, from which on the server may have the message even if we never hear so, and its word."""
    try:
        line.send(b".\r\n")
        code, said = line.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise Uncertain(str(error)) from error
    _expect(code, said, (250,))


def _options(line: smtplib.SMTP, to: str, sender: str) -> tuple[str, ...]:
    """SMTPUTF8 where an address needs it (RFC 6531); a server that cannot is a server that will never take it."""
    if to.isascii() and sender.isascii():
        return ()
    if not line.has_extn("smtputf8"):
        raise NotTaken(f"the server cannot write to {to}: it has no SMTPUTF8", is_final=True)
    line.command_encoding = "utf-8"
    return ("SMTPUTF8",)


def _on_the_wire(message: EmailMessage, *, is_international: bool = False) -> bytes:
    """The message as SMTP carries it (RFC 5321, 4.5.2): CRLF, leading dots doubled, without the final dot."""
    text = message.as_bytes(policy=policy.SMTPUTF8 if is_international else policy.SMTP.clone(cte_type="7bit"))
    text = re.sub(rb"(?m)^\.", b"..", text)
    return text if text.endswith(b"\r\n") else text + b"\r\n"


def _expect(code: int, said: bytes, good: tuple[int, ...]) -> None:
    if code not in good:
        raise NotTaken(f"{code} {said.decode(errors='replace')}", is_final=500 <= code < 600)
