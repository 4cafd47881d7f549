"""A browser's end of a WebSocket, spoken straight to the ASGI application: no network, every frame seen."""

import json
from contextlib import asynccontextmanager

from asgiref.testing import ApplicationCommunicator

# Channels' own communicator cannot be imported without daphne, which nothing else here needs.


class Line(ApplicationCommunicator):
    """`taken` is None until `connect`, then whether the handshake was accepted."""

    taken: bool | None = None

    def __init__(self, application, path: str, headers: list[tuple[bytes, bytes]]):
        scope = {"type": "websocket", "path": path, "query_string": b"", "headers": headers, "subprotocols": []}
        super().__init__(application, scope)

    async def connect(self) -> bool:
        await self.send_input({"type": "websocket.connect"})
        self.taken = (await self.receive_output(10))["type"] == "websocket.accept"
        return self.taken

    async def say(self, message) -> None:
        """An object as JSON, a string as it is, bytes as a binary frame."""
        if isinstance(message, bytes):
            await self.send_input({"type": "websocket.receive", "bytes": message})
        else:
            text = message if isinstance(message, str) else json.dumps(message)
            await self.send_input({"type": "websocket.receive", "text": text})

    async def hear(self) -> dict:
        output = await self.receive_output(10)
        assert output["type"] == "websocket.send", output
        return json.loads(output["text"])

    async def code(self) -> int:
        """With which code the line is closed; what is said before is passed over."""
        while True:
            output = await self.receive_output(10)
            if output["type"] == "websocket.close":
                return output["code"]

    async def go(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1006})
        await self.wait(10)


@asynccontextmanager
async def opened(application, path: str, headers: list[tuple[bytes, bytes]]):
    line = Line(application, path, headers)
    await line.connect()
    try:
        yield line
    finally:
        await line.go()
