"""Attachments as small pictures in a row; what is in sight gets its picture behind the window."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
)

from db.store.attachments import said
from db.store.blobs import in_megabytes, thumbnails_of
from desktop.windows.parts import look, tasks
from desktop.windows.parts.icons import pixmap

if TYPE_CHECKING:
    from db.store.attachments import Attachment
    from db.store.database import Database

_WIDE, _HIGH = 132, 92  # room for a picture
_EDGE = 8
_HELD = Qt.ItemDataRole.UserRole
_PAUSE = 30  # ms: after the layout, and once for many steps of the wheel


class AttachmentList(QListWidget):
    """Shows what ``show_files`` was given, in that order."""

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self._database, self.full = database, database.rights.full
        self.pictures: dict[str, QPixmap | None] = {}
        self._busy = False
        self.setAccessibleName("附件")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setItemDelegate(_Card(self))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._fetch)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start())

    def show_files(self, files: "list[Attachment]") -> None:
        """Show these; those chosen before stay chosen."""
        chosen = {one.id for one in self.chosen()}
        now = self.currentRow()
        self.clear()
        self.pictures = {one.sha256: self.pictures.get(one.sha256) for one in files}
        for one in files:
            name, purpose = said(one, full=self.full)
            item = QListWidgetItem(name)
            item.setData(_HELD, one)
            item.setToolTip("\n".join(word for word in (name, purpose, detail(one)) if word))
            self.addItem(item)
            item.setSelected(one.id in chosen)
        self.setCurrentRow(
            min(max(now, 0), len(files) - 1), self.selectionModel().SelectionFlag.NoUpdate
        )
        self._soon.start()

    def files(self) -> "list[Attachment]":
        """All, in their order."""
        return [self.item(row).data(_HELD) for row in range(self.count())]

    def chosen(self) -> "list[Attachment]":
        """The chosen ones, in their order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.item(row).data(_HELD) for row in rows]

    def choose(self, names: "list[str]") -> None:
        """Choose those of these names and bring the first into sight."""
        self.clearSelection()
        for row in reversed(range(self.count())):
            if self.item(row).text() in names:
                self.item(row).setSelected(True)
                self.setCurrentRow(row, self.selectionModel().SelectionFlag.NoUpdate)
                self.scrollToItem(self.item(row))

    def event(self, event: QEvent) -> bool:
        """Shown or resized: other ones are in sight."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Resize):
            self._soon.start()
        return super().event(event)

    def in_sight(self) -> "list[Attachment]":
        """Those that are to be seen now."""
        port = self.viewport().rect()
        rows = (self.item(row) for row in range(self.count()))
        return [i.data(_HELD) for i in rows if self.visualItemRect(i).intersects(port)]

    def _fetch(self) -> None:
        """Have the missing pictures of those in sight fetched."""
        if self._busy or not self.isVisible() or not self.full:  # a picture may be an ID card
            return
        wanted = [
            one.sha256
            for one in self.in_sight()
            if self.pictures.get(one.sha256, ...) is None and one.pages is not None
        ]
        if not wanted:
            return
        self._busy = True
        database = self._database
        tasks.run(
            self,
            "正在显示附件",
            lambda _p: _fetched(database, wanted),
            lambda found: self._put(wanted, found),
            lambda _trouble: self._put(wanted, {}),
        )

    def _put(self, wanted: list[str], found: dict[str, QImage]) -> None:
        self._busy = False
        for digest in wanted:
            if digest in self.pictures:
                image = found.get(digest, QImage())
                self.pictures[digest] = QPixmap.fromImage(image)  # a null one is not asked again
        self.viewport().update()
        self._soon.start()


def detail(one: "Attachment") -> str:
    """``1.2 MB · 3 页``."""
    photo = one.is_picture and one.pages == 1
    pages = [] if photo or one.pages is None else [f"{one.pages} 页"]
    return " · ".join([in_megabytes(one.size), *pages])


def _fetched(database: "Database", digests: list[str]) -> dict[str, QImage]:
    """In the worker: the small pictures, decoded."""
    with database.read() as session:
        found = thumbnails_of(session, digests)
    return {digest: QImage.fromData(small) for digest, small in found.items()}


class _Card(QStyledItemDelegate):
    """A picture or the kind of file, the name, and how large it is."""

    def __init__(self, parent: AttachmentList) -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The same for all."""
        del index
        lines = option.fontMetrics.height() * 2
        return QSize(_WIDE + 2 * _EDGE, _HIGH + lines + 3 * _EDGE)

    def paint(
        self,
        painter: QPainter,
        option: Any,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Quiet: a hairline around the picture, tint for the chosen ones."""
        one: Attachment = index.data(_HELD)
        colours = look.current()
        card: QRect = option.rect.adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if chosen:
            painter.fillRect(card, colours.tint)
        if focused:
            painter.setPen(colours.accent)
            painter.drawRect(card.adjusted(0, 0, -1, -1))
        room = QRect(card.left() + _EDGE - 2, card.top() + _EDGE - 2, _WIDE, _HIGH)
        self._picture(painter, room, one)
        high = option.fontMetrics.height()
        line = QRect(room.left(), room.bottom() + 4, room.width(), high)
        elide = Qt.TextElideMode.ElideMiddle
        painter.setFont(option.font)
        painter.setPen(colours.ink)
        name, purpose = said(one, full=self._list.full)
        words = purpose or name
        painter.drawText(line, _CENTRE, option.fontMetrics.elidedText(words, elide, line.width()))
        small = QFont(option.font)
        small.setPointSizeF(look.points("small"))
        painter.setFont(small)
        painter.setPen(colours.quiet)
        painter.drawText(line.translated(0, high), _CENTRE, detail(one))
        painter.restore()

    def _picture(self, painter: QPainter, room: QRect, one: "Attachment") -> None:
        colours = look.current()
        picture = self._list.pictures.get(one.sha256)
        if picture is None or picture.isNull():
            frame = QRect(0, 0, 72, 88)
            frame.moveCenter(room.center())
            mark = pixmap("paper", colours.quiet, 28)
            painter.drawPixmap(frame.center().x() - 14, frame.top() + 16, mark)
            painter.setPen(colours.quiet)
            ending = one.name.rpartition(".")[2].upper()[:5]
            painter.drawText(frame.adjusted(0, 44, 0, 0), _CENTRE, ending)
        else:
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            frame = QRect(room.topLeft(), size)
            frame.moveCenter(room.center())
            painter.drawPixmap(frame, picture)
        painter.setPen(colours.line)
        painter.drawRect(frame.adjusted(0, 0, -1, -1))


_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
