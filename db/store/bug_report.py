"""A fault of our own, written down for support: where it happened, never with whose data."""

import platform
import sys
import traceback
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from db.store.places import data_folder

_PARTS = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab", "pyHanko")


def write_report(error: BaseException, folder: Path | None = None) -> Path:
    """Write a report and give its path.

    The report names kinds of error, files, lines and functions. It has no messages and no values:
    an error's text may quote a record.

    Args:
        error: what reached the top.
        folder: where to; ``reports`` in the user's data folder when left out.
    """
    folder = folder or data_folder() / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"枫桥故障-{datetime.now():%Y%m%d-%H%M%S}.txt"
    path.write_text("\n".join(_lines(error)) + "\n", encoding="utf-8")
    return path


def _lines(error: BaseException) -> list[str]:
    lines = [
        f"time: {datetime.now().isoformat(timespec='seconds')}",
        f"system: {platform.platform()}, Python {platform.python_version()}",
        *(f"{part}: {version(part)}" for part in _PARTS),
    ]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(f"\n{type(link).__module__}.{type(link).__qualname__}")
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
        link = link.__cause__ or link.__context__
    return lines


def _short(file: str) -> str:
    """The file without the folders above the program or its libraries, which name the user."""
    path = Path(file)
    for root in sorted((Path(entry) for entry in sys.path if entry), key=lambda p: -len(p.parts)):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name
