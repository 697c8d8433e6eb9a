"""Watches that nothing here speaks to a network.

The audit hook hears every socket that Python makes, connects, binds or looks a name up for, whoever
asks for it. What libraries open by themselves (Qt, native code) no hook hears: ``open_ends`` looks
them up at the operating system.
"""

import os
import socket
import sys
from pathlib import Path

_LOCAL = {getattr(socket, "AF_UNIX", None)}
"""Between programs of one computer: Qt and X11, D-Bus, asyncio's pair."""
_LOOKED_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_SPOKEN = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")
_TABLES = ("tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "packet", "icmp")

heard: list[str] = []
"""What was attempted in this process; it stays here when the program hides the refusal."""
_begun: list[int] = []


def watch() -> None:
    """Refuse and note every step towards a network, as long as this process lives."""
    if not _begun:
        _begun.append(os.getpid())
        sys.addaudithook(_hear)


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event == "socket.__new__":
        towards = arguments[1] not in {*_LOCAL, -1}  # -1: around one that was made before
    elif event in _SPOKEN:
        towards = getattr(arguments[0], "family", None) not in _LOCAL
    else:
        towards = event in _LOOKED_UP
    if towards and not _pair_on_windows(event):
        heard.append(f"{event} {arguments[1:]}")
        raise ConnectionRefusedError(f"no network: {event}")


def _pair_on_windows(event: str) -> bool:
    """Windows has no other pair than one over 127.0.0.1, which asyncio makes to wake itself."""
    if sys.platform != "win32" or event in _LOOKED_UP:
        return False
    frame = sys._getframe(2)
    while frame is not None:
        if "socketpair" in frame.f_code.co_name:
            return True
        frame = frame.f_back
    return False


def open_ends(pid: int) -> list[str]:
    """The network sockets that a process holds now, native ones as well; Linux only."""
    links = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            links.append(str(entry.readlink()))
        except OSError:  # closed meanwhile
            continue
    held = {link[8:-1] for link in links if link.startswith("socket:[")}
    found = []
    for table in _TABLES:
        path = Path(f"/proc/{pid}/net/{table}")
        lines = path.read_text().splitlines()[1:] if held and path.exists() else []
        found += [f"{table} {line.strip()}" for line in lines if held & set(line.split())]
    return found
