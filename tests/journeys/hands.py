"""How the journeys type: as an input method commits text, which is how Chinese arrives."""

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication


def put(line, text):
    """Replace what stands in a line and leave it."""
    line.setFocus()
    line.selectAll()
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(line, typed)
    line.editingFinished.emit()


def there(form):
    """The parts of a form: people wait for what is not there yet."""
    while form._turns.busy:
        QApplication.processEvents()
    return form._parts


def confirm(pane):
    """Make the move that the panel asks about, and wait until it is shown."""
    pane.panel.confirm()
    while pane._saving.going:
        QApplication.processEvents()
