"""The editors: one for each kind of value, chosen in one place."""

from typing import TYPE_CHECKING

from desktop.windows.editors.choices import ChoiceEditor, YesNoEditor
from desktop.windows.editors.dates import DateEditor
from desktop.windows.editors.editor import Editor
from desktop.windows.editors.files import FileEditor
from desktop.windows.editors.links import LinkEditor
from desktop.windows.editors.several import SeveralEditor
from desktop.windows.editors.texts import AmountEditor, LongEditor, ShownOnly, TextEditor
from desktop.windows.editors.who import WhoEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.store.database import Database
    from db.store.fields import Field

_BY_KIND: dict[str, type[Editor]] = {
    "text": TextEditor,
    "long_text": LongEditor,
    "whole": AmountEditor,
    "money": AmountEditor,
    "date": DateEditor,
    "time": ShownOnly,
    "yes_no": YesNoEditor,
    "choice": ChoiceEditor,
    "choices": SeveralEditor,
    "state": ShownOnly,
    "id_number": TextEditor,
    "credit_code": TextEditor,
    "phone": TextEditor,
    "link": LinkEditor,
    "file": FileEditor,
}


def editor_for(spec: "Field", database: "Database", place: "QWidget | None" = None) -> Editor:
    """The editor of a field, made where it will stand; what is computed is only shown."""
    if spec.computed is not None and spec.kind.code != "link":
        return ShownOnly(spec, database, place)
    if spec.carries:
        return WhoEditor(spec, database, place)
    if spec.kind.code == "whole" and not spec.counts:  # a year, a paper's number: never added up
        return TextEditor(spec, database, place)
    return _BY_KIND[spec.kind.code](spec, database, place)


__all__ = ["Editor", "editor_for"]
