"""A proxy on a loopback port that passes connections on until it is told to misbehave."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress

ANSWER = b"HTTP/1.1 %d Busy\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


class FaultProxy:
    """Stands before one node; `fault` says what becomes of each request from now on.

    "" passes on, `reset` breaks the connection off, `stall` never answers, a number is answered as
    status. `after` requests pass first.
    """

    def __init__(self, host: str, port: int) -> None:
        self.target = host, port
        self.fault = ""
        self.after = 0
        self.seen = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._closed = threading.Event()
        self._run(self._accept)

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def break_down(self, fault: str, after: int = 0) -> None:
        self.seen, self.after, self.fault = 0, after, fault

    def recover(self) -> None:
        self.fault = ""

    def close(self) -> None:
        self._closed.set()
        self._listener.close()

    def _run(self, work: Callable[..., None], *arguments: socket.socket) -> None:
        threading.Thread(target=work, args=arguments, daemon=True).start()

    def _accept(self) -> None:
        while not self._closed.is_set():
            with suppress(OSError):
                client, _ = self._listener.accept()
                self._run(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection(self.target) as node:
            self._run(self._back, node, client)
            while data := client.recv(65_536):
                self.seen += 1
                if self.fault and self.seen > self.after:
                    self._misbehave(client)
                    return
                node.sendall(data)

    def _misbehave(self, client: socket.socket) -> None:
        if self.fault == "stall":
            self._closed.wait(60)
        elif self.fault.isdigit():
            client.sendall(ANSWER % int(self.fault))
        else:
            # Closed with time 0 a connection is reset rather than ended.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _back(self, node: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while data := node.recv(65_536):
                client.sendall(data)
