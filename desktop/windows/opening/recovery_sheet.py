"""The recovery code on paper: one page to print, or to keep as PDF or text on a stick."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.store.trouble import Trouble

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_WORDS = (
    "忘记密码时，在解锁窗口选“忘记密码”，输入上面五组字符，就能打开仓库并设置新密码。",
    "持有这张纸和仓库文件的人都能打开仓库：请像公章一样锁好，不要拍照，不要与电脑放在一起。",
    "密码和恢复码都丢失时，谁也打不开这个仓库。",
)


class RecoverySheet:
    """What the sheet says of one store."""

    def __init__(self, code: str, office: str, store: Path) -> None:
        self.code, self.office, self.store = code, office, store

    def text(self) -> str:
        """As plain text."""
        lines = [f"枫桥恢复码（{self.office}）", "", self.code, "", *_WORDS, "", *self._where()]
        return "\n".join([*lines, ""])

    def pdf(self) -> bytes:
        """As one page.

        Raises:
            Trouble: a character of the office's name is in none of our fonts.
        """
        from desktop.documents.page import Document, Face, Style

        paper = Document("枫桥恢复码", author=self.office, footer=None, made=date.today())
        paper.title("枫桥恢复码")
        paper.paragraph(self.office, align="center")
        paper.gap(24)
        paper.paragraph(self.code, align="center", style=Style(Face.HEI, 22))
        paper.gap(24)
        paper.paragraph(*_WORDS)
        paper.gap(24)
        paper.paragraph(*self._where(), indent=0)
        return paper.render().pdf

    def save_text(self, path: Path) -> None:
        """Write it as text.

        Raises:
            Trouble: the place cannot be written.
        """
        self._write(path, self.text().encode("utf-8-sig"))  # Windows' Notepad asks for the BOM

    def save_pdf(self, path: Path) -> None:
        """Write it as PDF.

        Raises:
            Trouble: the place cannot be written.
        """
        self._write(path, self.pdf())

    def print_out(self, parent: "QWidget") -> None:
        """Ask for a printer and print.

        Raises:
            Trouble: see ``pdf``.
        """
        from desktop.windows.paper.printing import print_pdf

        print_pdf(parent, self.pdf(), "枫桥恢复码")

    def _where(self) -> tuple[str, str]:
        return f"仓库文件：{self.store.name}", f"日期：{date.today():%Y-%m-%d}"

    def _write(self, path: Path, content: bytes) -> None:
        try:
            path.write_bytes(content)
        except OSError as error:
            raise Trouble(f"{path} 写不进去，请换一个位置") from error
