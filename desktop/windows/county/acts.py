"""What is done with a county's table: its values shown, the mapping kept, the filled file saved."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from db.store.trouble import Trouble
from desktop.windows.parts.notices import hush, say
from desktop.windows.parts.where import ask_where

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store.progress import Progress
    from desktop.exchange.county.filling import Draft
    from desktop.windows.county.window import CountyWindow

_FOLDER = "export/folder"


def compute(window: "CountyWindow") -> None:
    """Show in each mapped cell what it would get; nothing is written."""
    if window.template is not None:
        window.run("正在算要填的数", _drafting(window), lambda found: _show(window, found))


def keep(window: "CountyWindow", *, said: bool = True) -> bool:
    """Keep mapping and template under the name; False, said in one sentence, if that cannot be."""
    from desktop.exchange.county.keeping import keep as keep_form

    hush(window)
    name = window.name.text().strip()
    if not name:
        say(window, "请给这份表格起个名称，下次按它找", "warning")
        window.name.setFocus()
        return False
    if window.template is None:
        say(window, "请先打开上级发的 xlsx", "warning")
        return False
    try:
        cells = list(window.cells.values())
        window.number = keep_form(window.database, window.number, name, cells, window.template)
    except Trouble as trouble:
        say(window, trouble.sentence, "problem")
        return False
    window.changed = False
    if said:
        say(window, f"已记住“{name}”的对照：{len(cells)} 格")
    return True


def fill(window: "CountyWindow") -> None:
    """Keep the mapping, ask where to, write the filled table behind the window."""
    if not window.cells:
        say(window, "还没有对照任何一格：选一格，在右边选它填什么", "warning")
        return
    if not keep(window, said=False) or window.template is None:
        return
    name = f"{window.name.text()} {window.foot.period.name}"
    path = ask_where(window, "填好存为", name, window.template.ending, _FOLDER)
    if path is not None:
        fill_to(window, path)


def fill_to(window: "CountyWindow", path: Path) -> None:
    """Write the filled table."""
    from desktop.exchange.county.filling import write

    draft = _drafting(window)
    window.run(
        "正在填表",
        lambda progress: write(window.database, draft(progress), path, progress),
        lambda done: _was_filled(window, done),
    )


def _drafting(window: "CountyWindow") -> "Callable[[Progress], Draft]":
    """The work of filling in memory, with what the window says now."""
    from desktop.exchange.county.filling import drafted

    name, cells = window.name.text().strip() or "这份表格", list(window.cells.values())
    template: Any = window.template
    period, masked, sheets = window.foot.period, window.foot.masked.isChecked(), window.sheets
    database = window.database

    def work(_progress: "Progress") -> "Draft":
        with database.read() as session:
            return drafted(
                session,
                name,
                cells,
                template,
                period,
                user=database.user,
                masked=masked,
                sheets=sheets,
            )

    return work


def _show(window: "CountyWindow", draft: "Draft") -> None:
    shown = {(one.cell.sheet, one.cell.address): one.shown for one in draft.single}
    for roll in draft.rolls:
        for at, cell in enumerate(roll.columns):
            first = roll.lines[0][at] if roll.lines else None
            more = f"（共 {len(roll.lines)} 行）" if at == 0 else ""
            shown[cell.sheet, cell.address] = f"{'' if first is None else first}{more}"
    window.shown = shown
    window.refresh()
    if draft.blank:
        spots = "、".join(f"{one.cell.address}{one.shown}" for one in draft.blank[:3])
        say(window, f"有 {len(draft.blank)} 格留空：{spots}", "warning")


def _was_filled(window: "CountyWindow", path: Path) -> None:
    def show() -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    say(window, f"已填好：{path.name}，模板没有改动", "done", ("打开文件夹", show))
