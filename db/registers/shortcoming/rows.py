"""What a problem rests on, and the steps of its measure."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, choice, field, link
from db.store.problems import Level, Problem
from db.store.record import Child

_WHOLE = 100


class Evidence(Child):
    """What shows that there is a problem: a figure of the program, a complaint, a notice."""

    __tablename__ = "shortcoming_evidence"
    owner: ClassVar = "shortcoming"
    name_field: ClassVar = "what"

    figure: Mapped[str | None] = choice("指标", "figure", listed=True)
    what: Mapped[str | None] = field(
        "说明", listed=True, searched=True, help="如 群众反映、上级通报的文号"
    )

    def rules(self) -> Iterator[Problem]:
        """A figure, or something in words."""
        if not self.figure and not self.what:
            yield Problem("what", "请选指标，或写明依据什么")


class MeasureStep(Child):
    """One step of the measure: who does it, until when, and how far it is."""

    __tablename__ = "shortcoming_step"
    owner: ClassVar = "shortcoming"
    name_field: ClassVar = "what"

    what: Mapped[str] = field("具体举措", listed=True, searched=True)
    department_id: Mapped[int | None] = link("责任部门", "place", listed=True)
    due_on: Mapped[date | None] = field("完成期限", listed=True, ahead=Ahead.MAY)
    weight: Mapped[int | None] = field("考核权重", unit="%", listed=True)
    progress: Mapped[int | None] = field("进展", unit="%", listed=True, help="做完的填完成日期")
    done_on: Mapped[date | None] = field("完成日期", listed=True)

    def reached(self) -> int:
        """How far it is, in per cent; a day of completion is 100."""
        return _WHOLE if self.done_on is not None else min(max(self.progress or 0, 0), _WHOLE)

    def rules(self) -> Iterator[Problem]:
        """Per cent of a whole; what is wholly done has a day."""
        for name in ("weight", "progress"):
            number = getattr(self, name) or 0
            label = type(self).fields[name].label
            if number < 0:
                yield Problem(name, f"{label}不能是负数")
            elif number > _WHOLE:
                yield Problem(name, f"{label}超过 100%，请核对", Level.WARN)
        if self.progress == _WHOLE and self.done_on is None:
            yield Problem("done_on", "完成日期待补", Level.MISSING)
        if self.due_on is None and self.done_on is None:
            yield Problem("due_on", "完成期限待补", Level.MISSING)
