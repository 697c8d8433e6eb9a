"""The editor for a small file or picture kept in the record."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.windows.editors.editor import Editor
from desktop.windows.parts import look
from desktop.windows.parts.notices import say

_LARGEST = 4 * 2**20
_SIDE = 96


class FileEditor(Editor):
    """Choose, look at, remove."""

    def build(self) -> QWidget:
        """A small picture or the size, and two buttons."""
        holder = QWidget(self.place)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self._picture = QLabel(holder)
        self._choose = QPushButton("选择文件…")
        self._choose.clicked.connect(self._pick)
        self._remove = look.mark(QPushButton("移除"), "quiet")
        self._remove.clicked.connect(self._drop)
        for widget in (self._picture, self._choose, self._remove):
            row.addWidget(widget)
        row.addStretch(1)
        self._value: bytes | None = None
        return holder

    def show_value(self, value: Any) -> None:
        """The picture small, or how large the file is."""
        self._value = value
        self._picture.clear()
        picture = QPixmap()
        kind: Any = self.spec.kind
        if value and kind.picture and picture.loadFromData(value):
            mode = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(picture.scaled(_SIDE, _SIDE, mode, smooth))
        else:
            self._picture.setText(self.spec.kind.format(value) or "未选择")
        self._remove.setVisible(value is not None)

    def value(self) -> Any:
        """The bytes."""
        return self._value

    def lock(self, *, locked: bool) -> None:
        """Look only."""
        self._choose.setVisible(not locked)
        self._remove.setVisible(not locked and self._value is not None)

    def _pick(self) -> None:
        kind: Any = self.spec.kind
        kinds = "图片 (*.png *.jpg *.jpeg)" if kind.picture else ""
        name, _ = QFileDialog.getOpenFileName(self.widget, "选择文件", "", kinds)
        if not name:
            return
        try:
            data = Path(name).read_bytes()
        except OSError:
            say(self.widget, f"读不了 {Path(name).name}，请检查文件还在不在", "problem")
            return
        if len(data) > _LARGEST:
            say(self.widget, f"{Path(name).name} 超过 4 MB，请先缩小", "problem")
        elif kind.picture and not QPixmap().loadFromData(data):
            say(self.widget, f"{Path(name).name} 不是能显示的图片，请用 PNG 或 JPEG", "problem")
        else:
            self.show_value(data)
            self.edited.emit()

    def _drop(self) -> None:
        self.show_value(None)
        self.edited.emit()
