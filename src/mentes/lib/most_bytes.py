"""How much one request may send: more is refused before it fills the disk, whether it says its length or not."""

MOST_BYTES = 48 * 1024 * 1024  # four files of 10 MiB, and the words around them
REFUSAL = b"This is more than can be sent at once."


class _TooMuch(Exception):
    pass


class MostBytes:
    """Stands before the application, which would otherwise keep whatever comes until it has all come."""

    def __init__(self, application):
        self.application = application

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if not said.isdigit() or int(said) > MOST_BYTES:
            await _refuse(send)
            return
        n_bytes, has_begun = 0, False

        async def counted() -> dict:
            nonlocal n_bytes
            message = await receive()
            n_bytes += len(message.get("body", b""))
            if n_bytes > MOST_BYTES:
                raise _TooMuch
            return message

        async def noted(message: dict) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.application(scope, counted, noted)
        except _TooMuch:
            if not has_begun:
                await _refuse(send)


async def _refuse(send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": REFUSAL})
