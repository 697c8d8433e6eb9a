"""What goes onto a stick, for whom and why."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db.store.trouble import Trouble
from desktop.exchange.drives.names import safe_name


@dataclass(frozen=True)
class Outgoing:
    """One file that shall go onto the stick.

    Attributes:
        name: the file's name; made safe for FAT. It should tell no person.
        content: the bytes, or the file that holds them.
        title: what it is, for register and slip: 2024年第四季度报送包.
        records: how many records are in it.
        masked: whether personal data were masked.
        extent: what is in it, in a word.
        sequence: the parcel's number among those of this office.
        secrecy: marks of state secrets in it that people have read.
        family: finds the parcels of this office by their names; group 1 is their sequence.
    """

    name: str
    content: bytes | Path
    title: str
    records: int = 0
    masked: bool = False
    extent: str = "全部内容"
    sequence: int | None = None
    family: re.Pattern[str] | None = None
    secrecy: str | None = None

    @property
    def safe_name(self) -> str:
        """The name it gets on the stick."""
        return safe_name(self.name)

    @property
    def size(self) -> int:
        """Bytes.

        Raises:
            Trouble: the file is gone.
        """
        if isinstance(self.content, bytes):
            return len(self.content)
        try:
            return self.content.stat().st_size
        except OSError as error:
            raise _gone(self) from error

    def digest(self, watched: Callable[[], None]) -> str:
        """SHA-256 of the content; ``watched`` is called at each megabyte and may cancel.

        Raises:
            Trouble: the file is gone.
        """
        if isinstance(self.content, bytes):
            return hashlib.sha256(self.content).hexdigest()
        digest = hashlib.sha256()
        try:
            with self.content.open("rb") as file:
                while block := file.read(2**20):
                    digest.update(block)
                    watched()
        except OSError as error:
            raise _gone(self) from error
        return digest.hexdigest()


@dataclass(frozen=True)
class About:
    """For whom and why, as people say it."""

    receiver: str = ""
    purpose: str = ""


def _gone(one: Outgoing) -> Trouble:
    return Trouble(f"读不了要写出的文件“{one.name}”，请检查它还在不在")
