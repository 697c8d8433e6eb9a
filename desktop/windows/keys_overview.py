"""F1: every key of the main window on one page."""

from collections.abc import Iterable

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look

KEYS = (
    (
        "到处可用",
        (
            ("Ctrl+K", "搜索全部登记簿"),
            ("Ctrl+N", "新建记录：再按数字或字母选登记簿"),
            ("Ctrl+Z", "撤销上一步（在文字框里先撤销文字）"),
            ("Ctrl+Shift+Z", "重做"),
            ("Alt+1 … Alt+9", "左栏第一页到第九页"),
            ("F6", "在左栏和页面之间切换"),
            ("← →", "左栏里：收起、展开一组"),
            ("Ctrl+B", "立即备份"),
            ("Ctrl+L", "锁定"),
            ("Ctrl+Q", "退出"),
            ("F1", "本页"),
        ),
    ),
    (
        "统计表",
        (
            ("Enter", "看一格背后的记录；手填的格里输入数字"),
            ("菜单键", "一格可以做什么：批注"),
            ("Alt+←", "从记录返回首页或统计表"),
            ("Ctrl+PgUp　PgDn", "前一期、后一期"),
            ("Alt+G", "下一步：填表、核对、签发"),
        ),
    ),
    (
        "列表和表单",
        (
            ("↑ ↓　Enter", "选择，打开"),
            ("Delete", "移到回收站（可以撤销）"),
            ("Tab　Shift+Tab", "下一栏，上一栏"),
            ("Ctrl+F", "在这个登记簿里查找"),
            ("Ctrl+S", "保存"),
            ("Ctrl+P", "打印预览"),
            ("Ctrl+Shift+E", "导出列表"),
            ("Ctrl+I", "导入旧台账"),
            ("Ctrl+Shift+P", "选中几件（Shift+↓）一起打印"),
            ("F7", "附件：打开或收起（文件可拖入，也可粘贴）"),
            ("F9", "卷宗：去缺的那一项"),
            ("Esc", "离开输入或关闭窗口"),
        ),
    ),
    (
        "填写",
        (
            ("今　t", "日期栏里：今天"),
            ("Alt+↓", "打开日历或选项"),
            ("Ctrl+E", "快登和全部栏目之间切换"),
            ("F8", "去下一处待补或有疑问的栏"),
            ("Ctrl+Enter", "打开这一栏指向的记录"),
            ("Ctrl+Shift+A", "添加一行（当事人、条款等）"),
            ("Ctrl+D", "照样再添一行"),
            ("Ctrl+Shift+↑ ↓", "上移、下移一行"),
            ("Ctrl+Shift+Delete", "移除一行（可以放回）"),
        ),
    ),
)


class KeysOverview(QDialog):
    """Keys and what they do: the window's and the tables' on the left, a record's on the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("键盘一览")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        rows.setSpacing(look.GAP)
        sides = QHBoxLayout()
        sides.setSpacing(2 * look.GAP_LARGE)
        for part in (KEYS[:2], KEYS[2:]):
            column = QVBoxLayout()
            column.setSpacing(look.GAP)
            for title, keys in part:
                column.addWidget(look.mark(QLabel(title), "heading"))
                column.addLayout(self._table(keys))
                column.addSpacing(look.GAP)
            column.addStretch(1)
            sides.addLayout(column)
        rows.addLayout(sides)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        rows.addWidget(buttons)

    def _table(self, keys: Iterable[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.GAP_LARGE)
        grid.setVerticalSpacing(4)
        width = self.fontMetrics().horizontalAdvance("Ctrl+Shift+Delete  0")
        grid.setColumnMinimumWidth(0, width)
        grid.setColumnStretch(1, 1)
        for row, (key, meaning) in enumerate(keys):
            grid.addWidget(look.mark(QLabel(key), "key"), row, 0)
            grid.addWidget(QLabel(meaning), row, 1)
        return grid
