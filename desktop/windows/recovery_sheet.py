"""The recovery code on paper: one page to print, or to keep as PDF or text on a stick."""

from datetime import date
from pathlib import Path

from PySide6.QtGui import QFont, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from db.store.trouble import Trouble

_WORDS = (
    "忘记密码时，在解锁窗口选“忘记密码：用恢复码”，输入下面五组字符，就能打开仓库并设置新密码。",
    "持有这张纸和仓库文件的人都能打开仓库：请像公章一样锁好，不要拍照，不要与电脑放在一起。",
    "密码和恢复码都丢失时，谁也打不开这个仓库。",
)


class RecoverySheet:
    """What the sheet says of one store."""

    def __init__(self, code: str, office: str, store: Path) -> None:
        self.code, self.office, self.store = code, office, store

    def text(self) -> str:
        """As plain text."""
        lines = [f"枫桥 恢复码（{self.office}）", "", self.code, "", *_WORDS, ""]
        return "\n".join(
            [*lines, f"仓库文件：{self.store.name}", f"日期：{date.today():%Y-%m-%d}", ""]
        )

    def save_text(self, path: Path) -> None:
        """Write it as text.

        Raises:
            Trouble: the place cannot be written.
        """
        try:
            path.write_text(self.text(), encoding="utf-8-sig")  # Windows' Notepad asks for the BOM
        except OSError as error:
            raise Trouble(f"{path} 写不进去，请换一个位置") from error

    def save_pdf(self, path: Path) -> None:
        """Write it as PDF.

        Raises:
            Trouble: the place cannot be written.
        """
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        self._put_on(printer)
        if not path.is_file() or path.stat().st_size == 0:
            raise Trouble(f"{path} 写不进去，请换一个位置")

    def print_out(self, parent: QWidget) -> bool:
        """Ask for a printer and print; False when people chose none."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle("打印恢复码")
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return False
        self._put_on(printer)
        return True

    def _put_on(self, printer: QPrinter) -> None:
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName("枫桥恢复码")
        document = QTextDocument()
        document.setDefaultFont(QFont("Fengqiao Sans", 11))
        words = "".join(f"<p>{word}</p>" for word in _WORDS)
        document.setHtml(
            f"<h2>枫桥 恢复码</h2><p>{self.office}</p>"
            f"<p style='font-size:20pt; margin-top:24px; margin-bottom:24px'>{self.code}</p>{words}"
            f"<p>仓库文件：{self.store.name}</p><p>日期：{date.today():%Y-%m-%d}</p>"
        )
        document.print_(printer)
