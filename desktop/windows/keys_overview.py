"""F1: every key of the main window on one page."""

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.windows import look

KEYS = (
    (
        "到处可用",
        (
            ("Ctrl+K", "搜索全部登记簿"),
            ("Ctrl+N", "新建记录：再按数字选登记簿"),
            ("Ctrl+Z", "撤销上一步（在文字框里先撤销文字）"),
            ("Ctrl+Shift+Z", "重做"),
            ("Alt+1 … Alt+9", "左栏第一页到第九页"),
            ("F6", "在左栏和页面之间切换"),
            ("Ctrl+B", "立即备份"),
            ("Ctrl+L", "锁定"),
            ("Ctrl+Q", "退出"),
            ("F1", "本页"),
        ),
    ),
    (
        "列表和表单",
        (
            ("↑ ↓　Enter", "选择，打开"),
            ("Tab　Shift+Tab", "下一栏，上一栏"),
            ("Ctrl+F", "在这个登记簿里查找"),
            ("Ctrl+S", "保存"),
            ("Ctrl+P", "打印预览"),
            ("Esc", "离开输入或关闭窗口"),
        ),
    ),
)


class KeysOverview(QDialog):
    """Keys and what they do."""

    def __init__(self, parent: QWidget, more: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(parent)
        self.setWindowTitle("键盘一览")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        column.setSpacing(look.GAP)
        for title, keys in (*KEYS, *((("本页", tuple(more)),) if more else ())):
            column.addWidget(look.mark(QLabel(title), "heading"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(look.GAP_LARGE)
            grid.setVerticalSpacing(4)
            grid.setColumnMinimumWidth(0, self.fontMetrics().horizontalAdvance("Ctrl+Shift+Tab  0"))
            grid.setColumnStretch(1, 1)
            for row, (key, meaning) in enumerate(keys):
                grid.addWidget(look.mark(QLabel(key), "key"), row, 0)
                grid.addWidget(QLabel(meaning), row, 1)
            column.addLayout(grid)
            column.addSpacing(look.GAP)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
