"""Where a file shall go: asked once, begun in the folder of the last time."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog

from db.store.whole_file import file_name
from desktop.windows.parts import memory

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def last_folder(key: str) -> Path:
    """The folder that was remembered under a word, while it is there; else people's own."""
    last = Path(memory.word(key) or Path.home())
    return last if last.is_dir() else Path.home()


def ask_where(parent: "QWidget", title: str, name: str, ending: str, key: str) -> Path | None:
    """Ask for a file to write; a name typed without its ending gets it before Qt asks to overwrite.

    Args:
        parent: the widget that wants it.
        title: of the dialog.
        name: what is proposed, without its ending.
        ending: with its dot, e.g. ``.pdf``.
        key: the word under which the folder is remembered.

    Returns:
        The path; None when people think better of it.
    """
    folder = last_folder(key)
    asked = QFileDialog(parent.window(), title, str(folder), f"*{ending}")
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setDefaultSuffix(ending[1:])
    asked.selectFile(f"{file_name(name)}{ending}")
    if asked.exec() != QDialog.DialogCode.Accepted:
        return None
    path = Path(asked.selectedFiles()[0])
    memory.keep(key, str(path.parent))
    return path
