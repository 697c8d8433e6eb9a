"""Who a row is about: a quiet line under the name, and where else that person stands."""

from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop.windows.editors.editor import Editor
from desktop.windows.parts import look

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.record import Record
    from db.store.standing import Role

_FEW = 4
"""Kinds of role told in the line; the person's own record tells all."""
_CUT = "cut"


class WhoEditor(Editor):
    """Shows the link of a row that carries a shared record's fields; nobody types into it.

    ``cut`` when people say that it is somebody else.
    """

    cut = Signal()
    wide = bare = silent = True

    def build(self) -> QWidget:
        """Words whose links open the records they name."""
        self.label = look.mark(QLabel(self.place), "small")
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.label.linkActivated.connect(self._follow)
        self._value: int | None = None
        self._shown: Any = None
        self._locked = False
        self._person: tuple[str, int] | None = None
        return self.label

    @property
    def table(self) -> str:
        """The register of the persons or enterprises."""
        kind: Any = self.spec.kind
        table: str = kind.table
        return table

    def show_value(self, value: Any) -> None:
        """Look the person up, unless the row says what it said before."""
        self._value = value
        said = (value, self._locked, *(getattr(self.row, name) for name in self.spec.carries))
        if said != self._shown:
            self._shown = said
            words = self._words()
            self.label.setText(words)
            self.silent = not words  # nobody is named yet

    def value(self) -> Any:
        """The other record's id, as it was shown."""
        return self._value

    def lock(self, *, locked: bool) -> None:
        """Still to be followed, not to be cut."""
        if locked != self._locked:
            self._locked = locked
            if self.row is not None:
                self.show_value(self._value)

    def forget(self) -> None:
        """Another row, or what others saved meanwhile: look anew."""
        self._shown = None

    def open_other(self) -> None:
        """Turn up the person's own record."""
        if self._person:
            self._open(*self._person)

    def _words(self) -> str:
        from db.store.record import register
        from db.store.shared import foreseen

        cls = register(self.table)
        self._person = None
        if not getattr(self.row, cls.name_field):
            return ""
        with self.database.read() as session:
            known = foreseen(session, self.row, self.spec)
            if known is None:
                return f"新{cls.title}，保存时登记"
            person, because = known
            self._person = (self.table, person.id)
            return "　".join(filter(None, self._known(session, person, because)))

    def _known(self, session: "Session", person: "Record", because: tuple[str, ...]) -> list[str]:
        parts = [_link(f"{self.table}/{person.id}", person.caption)]
        if because:
            labels = "、".join(type(person).fields[name].label for name in because)
            parts.append(f"{labels}与登记的相同，保存时认作同一{person.unit}")
        elif not self._locked:
            parts.append(_link(_CUT, f"不是同一{person.unit}"))
        return [*parts, self._elsewhere(session, person)]

    def _elsewhere(self, session: "Session", person: "Record") -> str:
        from db.store.record import Child
        from db.store.standing import standing

        row: Any = self.row
        inside = isinstance(row, Child)
        here = (row.owner, row.owner_id) if inside else (row.__tablename__, row.id)
        groups: dict[tuple[str, str], list[Role]] = {}
        for role in standing(session, person, without=here):
            groups.setdefault((role.table, role.role), []).append(role)
        told = [_told(roles) for roles in list(groups.values())[:_FEW]]
        more = " · …" if len(groups) > _FEW else ""
        return f"还在：{' · '.join(told)}{more}" if told else ""

    def _follow(self, target: str) -> None:
        if target == _CUT:
            self.cut.emit()
            return
        table, _, number = target.partition("/")
        self._open(table, int(number))

    def _open(self, table: str, number: int) -> None:
        from desktop.windows.pages import Pages

        pages = self.widget.window().findChild(Pages)
        if isinstance(pages, Pages):
            pages.open_record(table, number)


def _told(roles: "list[Role]") -> str:
    """2023-11 人民调解 当事人（2 件）; it leads to the newest."""
    from db.store.record import register

    first = roles[0]
    count = f"（{len(roles)} {register(first.table).unit}）" if len(roles) > 1 else ""
    words = " ".join(filter(None, (f"{first.day:%Y-%m}", first.title, first.role)))
    return _link(f"{first.table}/{first.record_id}", f"{words}{count}")


def _link(target: str, words: str) -> str:
    colour = look.current().accent
    style = f"color:{colour};text-decoration:none"
    return f'<a href="{target}" style="{style}">{escape(words)}</a>'
