"""What stands where a list or a page has nothing to show: what belongs there, and how to begin."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.windows.parts import look
from desktop.windows.parts.icons import pixmap

_PICTURE = 40  # device-independent pixels


class Empty(QWidget):
    """A picture, what is missing in a sentence, and buttons for what people can do about it.

    Args:
        picture: an icon's name.
        words: the sentence, in lines of their own where it has line ends.
        buttons: the first of them is the usual way to begin.
    """

    def __init__(self, picture: str, words: str = "", *buttons: QPushButton) -> None:
        super().__init__()
        self.words = look.mark(QLabel(words), "quiet")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        self.words.setAccessibleName(words)
        self._picture = QLabel()
        self._picture.setPixmap(pixmap(picture, look.current().faint, _PICTURE))
        self._row = QHBoxLayout()
        self._row.setSpacing(look.GAP)
        self._row.addStretch(1)
        for button in buttons:
            self._row.addWidget(button)
        self._row.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_WIDE, 0, look.GAP_WIDE, 0)
        rows.setSpacing(look.GAP_WIDE)
        rows.addStretch(2)
        rows.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(self.words)
        rows.addLayout(self._row)
        rows.addStretch(3)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(words)

    def say(self, words: str) -> None:
        """Another sentence."""
        self.words.setText(words)
        self.setAccessibleName(words)
