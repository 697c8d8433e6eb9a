"""What a package of the program holds, file by file, and whose signature vouches for it.

A package is a zip of the program's folder ``fengqiao/``. In it ``program-<version>/package.json``
lists every other file with its SHA-256, and ``package.sig`` beside it is an Ed25519 signature
(RFC 8032) over those very bytes.
"""

from __future__ import annotations

import base64
import json
import platform
import re
import sys
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from db.store.places import RESOURCES
from db.store.program import OURS

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME, SIGNATURE = "package.json", "package.sig"
PUBLISHERS = RESOURCES / "updates"
"""Public keys (PEM) of those whose packages this program takes."""
_CONTEXT = b"fengqiao package 1\n"  # so that no other text signed with the key can pass for one
VERSION = re.compile(r"\d{1,4}(?:\.\d{1,4}){1,3}")
_BYTES = 2**32  # no file of the program is as large


@dataclass(frozen=True)
class Part:
    """A file of the package: its bytes, or where it points as a symbolic link."""

    size: int = 0
    sha256: str = ""
    executable: bool = False
    link: str = ""


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself. ``glibc`` is the oldest it starts with; empty elsewhere."""

    version: str
    system: str
    built: str
    glibc: str = ""
    files: dict[str, Part] = field(default_factory=dict)

    def text(self) -> bytes:
        """As it is signed and stored."""
        told = {"program": OURS, **asdict(self)}
        return json.dumps(told, ensure_ascii=False, indent=0, sort_keys=True).encode()

    @property
    def size(self) -> int:
        """Bytes of all files unpacked."""
        return sum(part.size for part in self.files.values())


def read_manifest(text: bytes) -> Manifest:
    """The manifest, if every word of it can be believed to be one.

    Raises:
        ValueError: it is none, or a name in it leads out of its folder.
    """
    told = json.loads(text)
    if told.pop("program") != OURS or not VERSION.fullmatch(told["version"]):
        raise ValueError(told)
    words = {name: str(told[name]) for name in ("version", "system", "built", "glibc")}
    files = {_inside(name): _part(name, one) for name, one in told["files"].items()}
    return Manifest(**words, files=files)


def _part(name: str, told: dict[str, Any]) -> Part:
    part = Part(int(told["size"]), str(told["sha256"]), bool(told["executable"]), str(told["link"]))
    if part.link:
        _inside(str(PurePosixPath(name).parent), part.link)
    if not 0 <= part.size < _BYTES or (not part.link and len(part.sha256) != 64):
        raise ValueError(name)
    return part


def _inside(*way: str) -> str:
    """The path, if it stays in the folder and Windows can bear its name."""
    depth = 0
    for step in "/".join(way).split("/"):
        depth += {"..": -1, ".": 0}.get(step, 1)
        if depth < 0 or step == "" or re.search(r'[\\:*?"<>|\x00-\x1f]', step):
            raise ValueError(f"outside: {way}")
    if len(way) == 1 and ".." in way[0].split("/"):
        raise ValueError(f"outside: {way}")
    return "/".join(way)


def order(version: str) -> tuple[int, ...]:
    """What compares as versions do: 0.10 is newer than 0.9, and 1.0 is 1.0.0."""
    numbers = [int(part) for part in version.split(".")]
    return tuple(numbers + [0] * (4 - len(numbers)))


def this_system() -> str:
    """Which system a package must be made for to run here, e.g. ``linux-x86_64``."""
    machine = platform.machine().lower()
    return f"{sys.platform}-{ {'amd64': 'x86_64', 'arm64': 'aarch64'}.get(machine, machine) }"


def sign(text: bytes, key: Ed25519PrivateKey) -> bytes:
    """The content of ``package.sig``."""
    return base64.b64encode(key.sign(_CONTEXT + text)) + b"\n"


def is_signed(text: bytes, signature: bytes, publishers: Iterable[Ed25519PublicKey]) -> bool:
    """Whether one of the publishers signed these very bytes."""
    try:
        plain = base64.b64decode(signature, validate=False)
    except ValueError:
        return False
    for publisher in publishers:
        try:
            publisher.verify(plain, _CONTEXT + text)
        except InvalidSignature:
            continue
        return True
    return False


def publishers() -> list[Ed25519PublicKey]:
    """The keys that came with this program; none in a build whose maker publishes no updates."""
    keys = [load_pem_public_key(path.read_bytes()) for path in sorted(PUBLISHERS.glob("*.pem"))]
    return [key for key in keys if isinstance(key, Ed25519PublicKey)]
