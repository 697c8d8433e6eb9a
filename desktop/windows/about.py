"""About the program: version, where the data lie, what it is made of, under which licences."""

import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from db.store.program import OURS, version_of
from desktop.windows.parts import look, memory

if TYPE_CHECKING:
    from db.store.database import Database

_PARTS = (
    ("PySide6-Essentials", "Qt 与 PySide6，LGPL-3.0"),
    ("SQLAlchemy", "MIT"),
    ("alembic", "MIT"),
    ("sqlcipher3", "zlib；SQLCipher 为 BSD，SQLite 属公有领域"),
    ("argon2-cffi", "MIT"),
    ("cryptography", "Apache-2.0 或 BSD"),
    ("reportlab", "BSD"),
    ("pyHanko", "MIT"),
    ("pikepdf", "MPL-2.0"),
    ("pypdfium2", "Apache-2.0 或 BSD"),
    ("pillow", "MIT-CMU"),
    ("chinesecalendar", "MIT"),
)


class About(QDialog):
    """One page to read and to copy for whoever helps."""

    def __init__(self, parent: QWidget, database: "Database") -> None:
        super().__init__(parent)
        self.setWindowTitle("关于枫桥")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        column.setSpacing(look.GAP)
        column.addWidget(look.mark(QLabel(f"枫桥 {version_of(OURS)}"), "title"))
        said = look.mark(
            QLabel(
                "乡镇司法所的登记、文书和统计。单机使用，从不联网；不代签名，不绘制公章。\n"
                "本程序按 Apache-2.0 许可发布。"
            ),
            "quiet",
        )
        said.setWordWrap(True)
        column.addWidget(said)
        self.text = QPlainTextEdit("\n".join(_lines(database)))
        self.text.setReadOnly(True)
        self.text.setAccessibleName("版本、位置和所用的开源软件")
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column.addWidget(self.text, 1)
        buttons = QDialogButtonBox()
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        unit = self.fontMetrics()
        wanted = QSize(unit.averageCharWidth() * 90, unit.height() * 28)
        self.resize(wanted.boundedTo(memory.room(self)))
        close.setFocus()


def _lines(database: "Database") -> list[str]:
    return [
        f"仓库：{database.path}",
        f"备份：{database.backup_folder}",
        f"Python {platform.python_version()}，Qt {qVersion()}，{platform.platform()}",
        "",
        "所用的开源部件（许可证全文在程序的 docs/licences 和 resources 文件夹）：",
        *(f"  {name} {version_of(name)}　{licence}" for name, licence in _PARTS),
        "  字体：思源黑体、思源宋体、霞鹜文楷（OFL-1.1），Fandol 仿宋（GPL-3，字体例外），花园明朝",
        "  图标：Lucide（ISC）",
    ]
