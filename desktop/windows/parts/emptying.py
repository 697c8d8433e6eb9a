"""The cross at the end of a line that people search by: in the house's dress, said by its name."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from desktop.windows.parts import look
from desktop.windows.parts.icons import icon


def with_cross(line: QLineEdit) -> None:
    """Give it one; Qt shows it while there is something to empty. Escape empties it as well."""
    line.setClearButtonEnabled(True)
    if empty := line.findChild(QAction, "_q_qlineeditclearaction"):
        empty.setIcon(icon("close", look.current().quiet))
        empty.setText("清空")
        empty.setToolTip("清空（Esc）")
