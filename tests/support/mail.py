"""A real mail server on a free port of this machine, and what it received."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server
from aiosmtpd.smtp import AuthResult, Envelope, Session

HOST = "127.0.0.1"
USER, PASSWORD = "cap", "secret-de-l-essai"


@dataclass
class Mailbox:
    """What the server was given. `refuses`: addresses it answers 550 to; `cuts`: those at which it hangs up."""

    port: int
    refuses: frozenset[str] = frozenset()
    cuts: frozenset[str] = frozenset()
    messages: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    connections: int = 0

    @property
    def written_to(self) -> list[str]:
        return [message["X-Envelope-To"] for message in self.messages]

    def environment(self, **more: str) -> dict[str, str]:
        """The variables that make the application use this server, unprotected unless `more` says otherwise."""
        return {
            "CAP_SMTP_HOST": HOST,
            "CAP_SMTP_PORT": str(self.port),
            "CAP_SMTP_SECURITY": "none",
            "CAP_MAIL_FROM": "Cap Solidarités <cap@departement.example>",
        } | more

    async def handle_EHLO(
        self, server: Server, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: Server, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return "550 5.1.1 No such <user>"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Server, session: Session, envelope: Envelope) -> str:
        if self.cuts & set(envelope.rcpt_tos):
            assert server.transport is not None
            server.transport.abort()
            return "421 bye"
        assert isinstance(envelope.content, bytes)
        message: Any = message_from_bytes(envelope.content, policy=SMTP)
        message["X-Envelope-To"] = ",".join(envelope.rcpt_tos)
        self.messages.append(message)
        self.encrypted.append(session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None)
        return "250 OK"


@contextmanager
def mail_server(
    *, refuses: frozenset[str] = frozenset(), cuts: frozenset[str] = frozenset(), **options: Any
) -> Iterator[Mailbox]:
    """Run it meanwhile. `options`: those of aiosmtpd's server (tls_context, ssl_context, authenticator…)."""
    box = Mailbox(free_port(), refuses, cuts)
    controller = Controller(box, hostname=HOST, port=box.port, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def asks_for_a_password() -> dict[str, Any]:
    """Options of a server that only takes mail from who says USER and PASSWORD, encrypted."""

    def check(_server: Server, _session: Session, _envelope: Envelope, _mechanism: str, said: Any) -> AuthResult:
        right = (said.login, said.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    return {"authenticator": check, "auth_required": True, "auth_require_tls": True}


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context, and the file that makes a client trust it; made on the spot: no key is kept anywhere."""
    openssl = shutil.which("openssl")
    assert openssl, "Il manque openssl : apt-get install openssl"
    key, signed = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", key, "-out", signed, "-days", "2", "-subj", "/CN=essai", "-addext", f"subjectAltName=IP:{HOST}"],
        check=True, capture_output=True, timeout=30,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(signed, key)
    return context, signed


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        return one.getsockname()[1]
