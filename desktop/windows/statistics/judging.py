"""A return beside what was signed and what the registers say today: judged behind the window."""

from typing import TYPE_CHECKING

from desktop.windows.parts import tasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from db.figures.returns import Difference
    from db.registers import Return
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.documents.return_seal import Judgement


def judge(
    parent: "QWidget",
    database: "Database",
    made: "Return",
    told: "Callable[[Judgement], None]",
) -> None:
    """Tell the verdict on a return that was signed; nothing is told of one that was not.

    Not with the table itself: what judges signatures takes half a second to load the first time.
    """
    if not made.frozen:
        return

    def work(_progress: "Progress") -> "Judgement":
        from desktop.documents.return_seal import judge_return

        with database.read() as session:
            return judge_return(session, made)

    tasks.run(parent, "正在核验电子签名", work, told)


def compare(
    parent: "QWidget",
    database: "Database",
    made: "Return",
    told: "Callable[[tuple[Difference, ...]], None]",
) -> None:
    """Tell which records changed the numbers of a return since."""

    def work(progress: "Progress") -> "tuple[Difference, ...]":
        from db.figures.returns import differences

        with database.read() as session:
            return differences(session, made, progress)

    tasks.run(parent, "正在与登记簿比较", work, told)
