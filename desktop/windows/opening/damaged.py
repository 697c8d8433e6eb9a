"""The rescue start: the store does not open; what happened in plain words, and the ways on."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from desktop.windows.opening.rescue import Opened, Way
from desktop.windows.parts import look
from desktop.windows.parts.passwords import PasswordField

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.progress import Progress

_SIGNS = ("损坏", "密钥", "空的", "没有枫桥的数据", "打不开")
_WORDS = (
    "仓库文件或它的密钥文件读不通了，多半是磁盘、U盘或突然断电造成的。先不要删除或改名任何文件。"
    "有两条路：用最近一份备份，会少掉那之后的登记；或者抢救，把旧文件里读得出的逐表读到一个新仓库，"
    "缺的按历史和备份补。抢救出来的换到原来的位置，旧文件一个字节也不改，改名放在旁边。"
)


def looks_damaged(sentence: str) -> bool:
    """Whether a refusal to open speaks of damage, not of a wrong place or a second window."""
    return any(sign in sentence for sign in _SIGNS)


class DamagedPage(Way):
    """Says what there is to fall back on, and salvages.

    Args:
        store: the file that does not open.
        opened: gets the store that opened in the end.
        restore: opens the page for restoring a copy.
    """

    def __init__(self, store: Path, opened: Opened, restore: Callable[[Path], None]) -> None:
        super().__init__("仓库有损坏", _WORDS, "抢救到新仓库(&Y)")
        self._store, self._opened = store, opened
        copies = _copies(store)
        self.newest = look.mark(QLabel(_told(copies)), "strong")
        self.newest.setWordWrap(True)
        self.column.addWidget(self.newest)
        self.restore = QPushButton("用这份备份(&B)…")
        self.restore.setVisible(bool(copies))
        self.restore.clicked.connect(lambda: restore(copies[0]))
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addSpacing(look.GAP)
        self.password = self.field("密码(&P)", PasswordField())
        self.password.returnPressed.connect(self.go)
        self.button.clicked.connect(self.go)
        self.finish()

    def go(self) -> None:
        """Salvage beside the damaged store, put what was saved in its place, and open it.

        It could stay where it is, if the next start of the program did not open the damaged one.
        """
        password, store = self.password.text(), self._store
        if not password:
            self.sentence.setText("请输入密码")
            return
        target = store.with_name(f"抢救-{datetime.now():%Y%m%d-%H%M%S}.db")

        def work(progress: "Progress") -> "tuple[Database, str]":
            import db.registers  # noqa: F401 - the store must know every register
            from db.store.backup import remove_copy, restore
            from db.store.database import Database
            from db.store.salvage import salvage

            saved = salvage(store, target, password, progress)
            aside = restore(target, store, password)
            remove_copy(target)
            target.with_name(target.name + ".lock").unlink(missing_ok=True)
            told = f"抢救好了：{saved.sentence()}"
            told += "，是哪些见“仓库”里的“检查仓库”" if saved.findings else ""
            told += f"。旧文件改名为 {aside.name}，放在旁边" if aside else ""
            return Database.open(store, password, progress=progress), told

        self.begin("正在抢救", work, self._opened)


def _copies(store: Path) -> list[Path]:
    from db.store.salvage import newest_copies

    return newest_copies(store)


def _told(copies: list[Path]) -> str:
    if not copies:
        return "仓库旁没有找到备份：看看U盘或别的电脑上有没有“枫桥备份-….db”。"
    from db.store.backup import copied_at

    at = copied_at(copies[0]) or datetime.fromtimestamp(copies[0].stat().st_mtime)
    return f"最近一份备份：{at:%Y年%m月%d日 %H:%M}（{copies[0].name}）"
