"""Whether a return is still what was signed: judged behind the window, told in a sentence."""

from typing import TYPE_CHECKING

from desktop.windows.parts import tasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

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
