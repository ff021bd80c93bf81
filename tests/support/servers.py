"""Servers that tests talk to, on free ports of this machine: one for HTTP, one for mail."""

import json
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass
class Received:
    method: str
    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Answer:
    status: int = 200
    body: str | bytes = "{}"
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    #: seconds before the answer, and between each of its bytes
    after: float = 0
    drip: float = 0


class Peer:
    """Answers as it was last told to, and remembers what it was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answer: Answer | Callable[[Received], Answer] = Answer()
        self.received: list[Received] = []


@contextmanager
def http_peer(*, host: str = "127.0.0.1", certificate: Path | None = None) -> Iterator[Peer]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            asked = Received(self.command, self.path, dict(self.headers), body)
            peer.received.append(asked)
            answer = peer.answer(asked) if callable(peer.answer) else peer.answer
            time.sleep(answer.after)
            content = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(content)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if answer.drip:
                for byte in content:
                    self.wfile.write(bytes([byte]))
                    time.sleep(answer.drip)
            elif self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer

        def log_message(self, format: str, *arguments: Any) -> None: ...

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # who asked has hung up
                self.close_connection = True

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None: ...

    server = Server((host, 0), Handler)
    scheme = "http"
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    peer = Peer(f"{scheme}://localhost:{server.server_address[1]}")
    with _serving(server):
        yield peer


@dataclass
class Mail:
    sender: str
    recipients: list[str]
    text: str


class MailServer:
    """Takes mail; may refuse a recipient with an answer such as `550 nobody here`."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.mails: list[Mail] = []
        self.refused: dict[str, str] = {}


@contextmanager
def mail_server() -> Iterator[MailServer]:
    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            sender, recipients = "", []
            self.say("220 ready")
            while line := self.rfile.readline().decode().strip():
                verb, _, rest = line.partition(" ")
                address = rest.partition("<")[2].partition(">")[0]
                match verb.upper():
                    case "MAIL":
                        sender, recipients = address, []
                        self.say("250 ok")
                    case "RCPT":
                        if address not in takes.refused:
                            recipients.append(address)
                        self.say(takes.refused.get(address, "250 ok"))
                    case "DATA":
                        self.say("354 go on")
                        text = ""
                        while (part := self.rfile.readline().decode()) != ".\r\n":
                            text += part
                        takes.mails.append(Mail(sender, recipients, text))
                        self.say("250 taken")
                    case "QUIT":
                        self.say("221 bye")
                        return
                    case _:
                        self.say("250 ok")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = allow_reuse_address = True

    server = Server(("127.0.0.1", 0), Handler)
    takes = MailServer(server.server_address[1])
    with _serving(server):
        yield takes


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def json_answer(content: Any, status: int = 200) -> Answer:
    return Answer(status=status, body=json.dumps(content))
