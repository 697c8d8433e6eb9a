"""The last page of an import: what stands in the store now, and where the faulty rows go."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from db.store.problems import Level
from desktop.windows.parts import look

if TYPE_CHECKING:
    from desktop.exchange.importing.outcome import Outcome


class ResultPage(QWidget):
    """A few sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.said = look.mark(QLabel(), "heading")
        self.more = QLabel()
        for label in (self.said, self.more):
            label.setWordWrap(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.GAP_WIDE)
        rows.addWidget(self.said)
        rows.addWidget(self.more)
        rows.addStretch(1)

    def show_outcome(self, outcome: "Outcome", unit: str, *, can_return: bool) -> None:
        """Say what was kept and what is to be done.

        Args:
            outcome: of the import.
            unit: what the records are counted in.
            can_return: the faulty rows can go back as a workbook.
        """
        self.said.setText(outcome.sentence(unit))
        taken = [row for row in outcome.rows if row not in outcome.faulty]
        missing = sum(bool(row.of(Level.MISSING)) for row in taken)
        said = ["整批导入是一步，回到登记簿后按 Ctrl+Z 可以全部撤销。"]
        if outcome.backup is not None:
            said.append(f"导入前的备份：{outcome.backup.name}")
        if missing:
            said.append(f"{missing:,} {unit}有待补的内容，打开记录可以看到；旧台账没有的不必编造。")
        if outcome.faulty and can_return:
            said.append(
                f"{len(outcome.faulty):,} {unit}没有导入：按“退回错误行”得到原来的表，"
                "错误的格标红，末尾写明原因；改好后再导入它，只会导入还没有导入的行。"
            )
        self.more.setText("\n\n".join(said))
