"""What stands instead of an empty list: what the register is for, and the ways to fill it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QPushButton

from desktop.windows.parts import look
from desktop.windows.parts.empty import Empty
from desktop.windows.parts.icons import icon
from desktop.windows.signing.made_here import MADE_HERE, is_made_here

_RULES = "程序自带的规定照常使用，不必登记；本所或上级另有规定时才在这里写，写了就以它为准。"
_MORE = {
    "deadline_rule": _RULES,
    "check_rule": _RULES,
    "warning_rule": _RULES,
    "retention_rule": _RULES,
    "dossier_order": _RULES,
    "difficulty_rule": _RULES,
    "day_off": "法定节假日程序已经知道；另有调休或本地放假时在这里写。",
    "aid_standard": "写上本地公布的经济困难标准，审查时程序自动对照。",
    "subsidy_scheme": "写上县里定的补贴档次，程序才能算出每件案件的补贴。",
    "own_register": "程序里没有的台账在这里自己设计，设计好就出现在侧栏里。",
    "own_figure": "自己定义要统计的数字，可以放进自定义统计表和年度报告。",
    "report_table": "上级临时要的表在这里自己设计，统计时自动填数。",
    "receiver": "收到司法局给的加密证书后登记在这里，报送包才能加密给它。",
    "sender": "登记下级单位和它的证书，收报送包时程序才认得它。",
    "receiving_key": "接收别人报送包的单位才需要：制作以后把证书交给报送单位，口令只留在本所。",
    "received_table": "在“接收报送”里收下下级的报送包，报表就列在这里。",
    "received_record": "在“接收报送”里收下带着记录的报送包，记录就列在这里。",
    "county_form": "上级发来的 Excel 表，打开模板对照一次，以后每期自动填好。",
    "import_mapping": "导入旧台账时对照过的表头记在这里，下次自动套用。",
    "user_account": "除第一位使用人以外，每人一个名字和密码；谁改了什么都有记载。",
    "certificate": "电子签名要用证书：可以由本程序制作，也可以导入或使用 USB 密钥。",
    "destruction": "保管期满的记录鉴定后在这里登记销毁；没有期满的不能销毁。",
}
"""Sentences beside the usual one, by register."""
_PASTE = "在 Excel、WPS 或网页里有现成表格的：连表头一起复制，在这里按 Ctrl+Shift+V。"


class Nothing(Empty):
    """``begin`` a record, ``take_in`` an old ledger; where only conditions hide all, lift them."""

    def __init__(
        self, cls: Any, begin: Callable[[], object], take_in: Callable[[], object]
    ) -> None:
        word = MADE_HERE.get(cls.__tablename__, f"登记第一{cls.unit}")
        self.begin = look.mark(QPushButton(word), "primary")
        self.take_in = QPushButton(icon("inward"), "导入旧台账…")
        self.widen = QPushButton("清除条件")
        super().__init__(cls.icon, "", self.begin, self.take_in, self.widen)
        self._cls = cls
        self.begin.clicked.connect(begin)
        self.take_in.clicked.connect(take_in)

    def tell(self, *, narrowed: bool, fixed: bool) -> None:
        """Say why nothing is there, and what people can do; nothing, where they only look."""
        cls = self._cls
        by_program = cls.written_by_program and not is_made_here(cls)
        self.widen.setVisible(narrowed)
        self.begin.setVisible(not (narrowed or by_program or fixed))
        self.take_in.setVisible(self.begin.isVisibleTo(self) and cls.group != "设置")
        more = _MORE.get(cls.__tablename__, "")
        if narrowed:
            words = "没有符合条件的记录。要在全部登记簿里找，按 Ctrl+K。"
        elif by_program:
            words = "还没有记录：由程序自动登记，不用填写。"
        elif fixed or is_made_here(cls):  # not in the menu that Ctrl+N opens
            words = "还没有登记。"
        else:
            words = f"还没有登记。按 Ctrl+N 登记第一{cls.unit}。"
            if self.take_in.isVisibleTo(self):
                more = "\n".join(filter(None, (more, _PASTE)))
        self.say("\n".join(filter(None, (words, "" if narrowed else more))))
