"""Where a table stands on its way 填表, 核对, 签发; the next step is the one prominent button."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from db.registers.statistics_return import SENT_BACK
from desktop.windows.parts import look
from desktop.windows.record.moves_bar import Strip

if TYPE_CHECKING:
    from datetime import datetime

    from db.registers import Return
    from desktop.documents.return_seal import Judgement
    from desktop.windows.statistics.answer import Answer, Question

_WAY = ("填表", "核对", "签发", "已签发")
_PLACES = {"": 0, "filling": 0, "filled": 1, "checked": 2}
_LAST = 3
_NEXT = {
    "": ("fill", "填表"),
    "filling": ("fill", "填表"),
    "filled": ("check", "核对无误"),
    "checked": ("sign", "签发…"),
    "unlocked": ("revise", "做更正"),
}
_AGAIN = {"filled": "fill", "checked": "fill", "signed": "unlock"}
"""What comes first once the registers give other numbers."""
_ACTS = {
    "fill": "重新填表",
    "send_back": "退回…",
    "discard": "放弃填报",
    "unlock": "解锁…",
    "lock": "重新锁定",
    "entry": "登记内容和历史",
}
_OTHERS = {
    "filling": ("discard", "entry"),
    "filled": ("fill", "send_back", "discard", "entry"),
    "checked": ("fill", "send_back", "discard", "entry"),
    "signed": ("unlock", "entry"),
    "unlocked": ("lock", "entry"),
    "corrected": ("entry",),
}
_FOLLOWING = {
    "month": "下个月",
    "quarter": "下一季",
    "half": "下个半年",
    "year": "下一年",
    "range": "下一期",
}

_EMPTY = "登记簿里还没有记录：登记之后这里就有数字；要报空表，也可以直接填表。"


class _Said(NamedTuple):
    words: str
    tone: str = "quiet"


class StandingBar(QWidget):
    """``asked`` carries what people want to do: fill, check, sign, send_back, unlock and so on.

    ``onward_asked`` the question to go on with, once a table is signed.
    """

    asked = Signal(str)
    revision_asked = Signal(int)
    onward_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.strip = Strip()
        self.others = look.mark(QPushButton("其他处理"), "quiet")
        self.others.setMenu(QMenu(self.others))
        self.next = look.mark(QPushButton(), "primary")
        self._act = ""
        self._onward: Question | None = None
        self.next.clicked.connect(self._go)
        self.said = QLabel()
        self.said.setWordWrap(True)  # who filled, checked and signed is never cut
        row = QHBoxLayout(self)
        row.setContentsMargins(look.GAP_WIDE, 0, look.GAP_WIDE, look.GAP)
        row.setSpacing(look.GAP_WIDE)
        row.addWidget(self.strip, 2)
        row.addWidget(self.said, 4)
        row.addWidget(self.others)
        row.addWidget(self.next)
        for button in (self.others, self.next):
            button.hide()

    def show_answer(self, answer: "Answer") -> None:
        """Show where it stands; numbers that moved since they were filled come first."""
        stage, place = answer.stage, _PLACES.get(answer.stage, _LAST)
        again = answer.made is not None and answer.made.revision > 1
        names = [f"第{answer.made.revision}版填表" if again and answer.made else _WAY[0], *_WAY[1:]]
        names[-1] = {"unlocked": "已解锁", "corrected": "已被更正"}.get(stage, names[-1])
        self.strip.show_states(names, place)
        self._act, words = _NEXT.get(stage, ("", ""))
        if answer.moved and stage in _AGAIN:
            self._act = _AGAIN[stage]
            words = _ACTS[self._act]
        self._onward = answer.onward if not words else None
        words = words or _further(answer)
        self.next.setVisible(bool(words))
        self.next.setText(f"{words}(&G)")
        self._fill_menu([act for act in _OTHERS.get(stage, ()) if act != self._act], answer)
        self._tell(_told(answer))

    def show_judgement(self, answer: "Answer", found: "Judgement") -> None:
        """Add what its signature is worth; one that is not sound comes before all else."""
        told, sentence = _told(answer), f"{found.sentence.rstrip('。')}。"
        if found.sound:
            self._tell(_Said(f"{told.words}　{sentence}", told.tone))
        else:
            self._tell(_Said(f"{sentence}{told.words}", "problem"))

    def _go(self) -> None:
        if self._onward is not None:
            self.onward_asked.emit(self._onward)
        else:
            self.asked.emit(self._act)

    def _tell(self, told: _Said) -> None:
        self.said.setText(told.words)
        look.mark(self.said, told.tone)
        self.said.setVisible(bool(told.words))

    def acts(self) -> list[str]:
        """What the menu offers, in words."""
        return [action.text() for action in self.others.menu().actions()]

    def _fill_menu(self, acts: list[str], answer: "Answer") -> None:
        menu = self.others.menu()
        menu.clear()
        for act in acts:
            action = QAction(_ACTS[act], menu)
            action.triggered.connect(lambda _=False, one=act: self.asked.emit(one))
            menu.addAction(action)
        for one in answer.chain:
            if answer.made is not None and one.id != answer.made.id:
                action = QAction(f"看第{one.revision}版", menu)
                action.triggered.connect(partial(self._ask_revision, one.revision))
                menu.addAction(action)
        self.others.setVisible(bool(acts))

    def _ask_revision(self, number: int, _checked: bool = False) -> None:
        self.revision_asked.emit(number)


def _further(answer: "Answer") -> str:
    """What comes after a signed table, in words; empty where nothing does."""
    if answer.onward is None:
        return ""
    period = answer.onward.period
    return "下一张表" if period == answer.question.period else _FOLLOWING[period.kind]


def _told(answer: "Answer") -> _Said:
    """One sentence on how things stand."""
    made = answer.made
    if made is None:
        return _Said(_EMPTY if answer.empty else "还没有填报：下面是登记簿现在的数字。")
    if made.stage in ("filling", "unlocked"):
        return _open(made)
    filled = f"{made.filled_by} {_at(made.filled_at)} 填报"
    moved = f"{len(answer.moved)} 格与登记簿现在的数字不同"
    if not made.frozen:
        if answer.moved:
            return _Said(f"填报后登记簿有改动，{moved}，请重新填表。{filled}。", "warning")
        checked = f"，{made.checked_by} {_at(made.checked_at)} 核对" if made.checked_at else ""
        waits = f"等待{answer.head or '负责人'}签发" if checked else "等待核对"
        return _Said(f"{filled}{checked}，{waits}。")
    signed = f"{filled}，{made.checked_by}核对，{made.head} {_at(made.signed_at)} 签发"
    if made.stage == "corrected" or answer.moved:
        lead = f"签发后登记簿有改动，{moved}，见“改动”；要更正的，由负责人解锁后做更正"
        lead = lead if answer.moved else f"第{made.revision}版，已被更正"
        return _Said(f"{lead}。{signed}。", "warning")
    return _Said(f"{signed}，数据摘要 {(made.digest or '')[:12]}…", "good")


def _open(made: "Return") -> _Said:
    """What is being filled, or was unlocked to be corrected."""
    if made.stage == "unlocked":
        words = f"{made.unlocked_by} {_at(made.unlocked_at)} 解锁：{made.unlock_reason}"
        return _Said(words, "warning")
    back = [note for note in made.notes if note.place == SENT_BACK]
    if back:
        note = back[-1]
        words = f"已退回：{note.text}（{note.written_by} {_at(note.written_at)}）"
        return _Said(words, "warning")
    again = f"更正第{made.revision - 1}版：" if made.revision > 1 else ""
    return _Said(f"{again}下面是登记簿现在的数字，填表后交核对。")


def _at(moment: "datetime | None") -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""
