"""Around a table of what is found: words to narrow it by above, the chosen line in full below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from desktop.windows.parts import look


class Told(QWidget):
    """Tells the line that the table stands on; gone while it stands on none."""

    def __init__(self) -> None:
        super().__init__()
        look.mark(self, "surface")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setContentsMargins(look.GAP_WIDE, 0, look.GAP_WIDE, 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, look.GAP)
        rows.setSpacing(look.GAP)
        rows.addWidget(look.line())
        rows.addWidget(self.words)

    def tell(self, *parts: str) -> None:
        """Show the parts that say something, one behind another."""
        self.words.setText("　".join(filter(None, parts)))
        self.setVisible(bool(parts))


def narrowing(box: QComboBox, name: str) -> QComboBox:
    """Dress a box that narrows a table; hidden until there is something to choose."""
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.hide()
    return box


def fill_words(box: QComboBox, every: str, words: list[str]) -> None:
    """Offer the words; what was chosen stays chosen while it is there."""
    chosen = box.currentText()
    box.clear()
    box.addItems([every, *words])
    box.setCurrentIndex(max(0, box.findText(chosen)))
    box.setVisible(len(words) > 1 or box.currentIndex() > 0)
