"""Takes the port before anything else is started, so that a taken one is told at once."""

import errno
import socket
from typing import Final

from callpoint.project.readiness.refusals import NotStartedError
from callpoint.project.setting_models import Web

PORTS_TRIED: Final = 100
BACKLOG: Final = 256


def listen(web: Web) -> socket.socket:
    """Return a socket that listens on the set port, or, where none was set, on the next free one.

    Raises NotStartedError where the port is taken or may not be opened, or the host is not this machine's.
    """
    is_chosen = "port" in web.model_fields_set
    ports = [web.port] if is_chosen else range(web.port, web.port + PORTS_TRIED)
    for port in ports:
        try:
            return _bound(web.host, port)
        except OSError as refused:
            if refused.errno != errno.EADDRINUSE:
                raise NotStartedError(_sentence(web.host, port, refused)) from refused
    if is_chosen:
        message = f"Port {web.port} is taken by another program; stop that one, or choose another with CALLPOINT_PORT."
    else:
        message = (
            f"The {PORTS_TRIED} ports from {web.port} are all taken; choose a free one with CALLPOINT_PORT."
        )
    raise NotStartedError(message)


def _bound(host: str, port: int) -> socket.socket:
    [(family, kind, _, _, address), *_] = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    listener = socket.socket(family, kind)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _sentence(host: str, port: int, refused: OSError) -> str:
    if refused.errno == errno.EACCES:
        return f"Port {port} needs the rights of an administrator; choose one above 1023 with CALLPOINT_PORT."
    return f"web.host is {host}, which is not an address of this machine ({refused.strerror}); correct it."
