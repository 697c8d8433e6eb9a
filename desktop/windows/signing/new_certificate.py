"""A new signing certificate: made by the program, from a file, or on a USB key."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.store.trouble import Trouble
from desktop.windows.parts import look, tasks
from desktop.windows.parts.foot import Foot

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.database import Database
    from db.store.progress import Progress

_KINDS = (
    (
        "own",
        "由本程序为本所制作",
        "没有证书时用。注明“自制”，收件人须凭指纹核对；不等同于第三方认证的证书。",
    ),
    ("file", "导入证书文件（.p12、.pfx）", "证书机构发的文件证书；私钥重新加密后保存在仓库里。"),
    ("token", "使用 USB 密钥（UKey）", "私钥始终在密钥里，签名时插上并输入 PIN 码。"),
)
_WORDS = 30  # pixels from the edge to a choice's words: 4 beside its ring of 18, 8 after it


class NewCertificate(QDialog):
    """Three ways to a certificate; accepted once it stands in the register."""

    def __init__(self, database: "Database", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新的签名证书")
        self._database = database
        self._fields: dict[str, QLineEdit] = {}
        self._lines: dict[str, QHBoxLayout] = {}
        self._pages = QStackedWidget()
        self._group = QButtonGroup(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP)
        for place, (kind, title, said) in enumerate(_KINDS):
            button = QRadioButton(title)
            self._group.addButton(button, place)
            rows.addWidget(button)
            note = look.mark(QLabel(said), "small")
            note.setWordWrap(True)
            note.setIndent(_WORDS)
            rows.addWidget(note)
            self._pages.addWidget(getattr(self, f"_{kind}_page")())
        self._group.idClicked.connect(self._pages.setCurrentIndex)
        self._group.button(0).setChecked(True)
        rows.addWidget(look.line())
        rows.addWidget(self._pages)
        self._said = look.mark(QLabel(), "problem")
        self._said.setWordWrap(True)
        self._said.hide()
        rows.addWidget(self._said)
        foot = Foot(self, "完成(&F)", self.work)
        self._go = foot.go
        rows.addWidget(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)

    def choose(self, kind: str) -> None:
        """Turn to one of the ways: own, file, token."""
        place = [code for code, _, _ in _KINDS].index(kind)
        self._group.button(place).setChecked(True)
        self._pages.setCurrentIndex(place)

    def _own_page(self) -> QWidget:
        return self._page(
            ("own_pass", "签名口令", True, "至少 8 个字符；每次签名时要输入"),
            ("own_again", "再输一遍", True, ""),
        )

    def _file_page(self) -> QWidget:
        page = self._page(
            ("file_path", "证书文件", False, ""),
            ("file_word", "文件的密码", True, "证书机构给的密码"),
            ("file_pass", "签名口令", True, "至少 8 个字符；今后签名时输入"),
            ("file_again", "再输一遍", True, ""),
        )
        self._browse("file_path", "证书文件 (*.p12 *.pfx)")
        return page

    def _token_page(self) -> QWidget:
        page = self._page(
            ("module", "驱动文件", False, "厂家驱动里的 PKCS#11 文件（.dll 或 .so）"),
            ("token", "密钥名称", False, "只插着一个密钥时可不填"),
            ("key", "证书名称", False, "密钥里只有一张签名证书时可不填"),
            ("pin", "PIN 码", True, "只用来读出证书，不保存"),
        )
        self._browse("module", "驱动 (*.dll *.so)")
        return page

    def _page(self, *fields: tuple[str, str, bool, str]) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, look.GAP, 0, 0)
        form.setHorizontalSpacing(look.GAP_WIDE)
        for name, label, secret, hint in fields:
            field = QLineEdit()
            field.setPlaceholderText(hint)
            field.setAccessibleName(label)
            if secret:
                field.setEchoMode(QLineEdit.EchoMode.Password)
            self._fields[name] = field
            line = self._lines[name] = QHBoxLayout()
            line.addWidget(field)
            form.addRow(look.mark(QLabel(label), "label"), line)
        return page

    def _browse(self, name: str, kinds: str) -> None:
        field = self._fields[name]
        button = QPushButton("选择…")

        def chosen() -> None:
            path, _ = QFileDialog.getOpenFileName(self, "选择文件", "", kinds)
            if path:
                field.setText(path)

        button.clicked.connect(chosen)
        self._lines[name].addWidget(button)

    def work(self) -> None:
        """Make, import or read the certificate, behind the window."""
        kind = _KINDS[self._group.checkedId()][0]
        said = self._unready(kind)
        self._tell(said)
        if said:
            return
        self._go.setEnabled(False)
        given = {name: field.text() for name, field in self._fields.items()}

        def work(_progress: "Progress") -> None:
            from desktop.documents.seals import publish

            with self._database.step("登记签名证书") as session:
                _take(session, kind, given)
            with self._database.read() as session:
                publish(session, self._database.path)

        tasks.run(self, "正在登记签名证书", work, lambda _none: self.accept(), self._failed)

    def _unready(self, kind: str) -> str:
        text = {name: field.text() for name, field in self._fields.items()}
        needed = {
            "own": (("own_pass", "签名口令"),),
            "file": (("file_path", "证书文件"), ("file_pass", "签名口令")),
            "token": (("module", "驱动文件"), ("pin", "PIN 码")),
        }[kind]
        for name, label in needed:
            if not text[name]:
                self._fields[name].setFocus()
                return f"请填写{label}"
        if kind != "token" and text[f"{kind}_pass"] != text[f"{kind}_again"]:
            self._fields[f"{kind}_again"].setFocus()
            return "两次输入的签名口令不一样"
        return ""

    def _failed(self, trouble: Trouble) -> None:
        self._go.setEnabled(True)
        self._tell(trouble.sentence)

    def _tell(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))


def _take(session: "Session", kind: str, given: dict[str, str]) -> None:
    from desktop.documents import seals

    if kind == "own":
        office = seals.office_name(session)
        if not office:
            raise Trouble("请先填写“本所资料”里的单位名称，证书上要写它")
        seals.make_own(session, office, given["own_pass"])
    elif kind == "file":
        try:
            file = Path(given["file_path"]).read_bytes()
        except OSError as error:
            raise Trouble(f"读不了证书文件 {given['file_path']}") from error
        seals.import_file(session, file, given["file_word"], given["file_pass"])
    else:
        from desktop.documents.signing.usb_key import UsbKey, only_token

        token = given["token"] or only_token(given["module"])
        key = UsbKey(given["module"], token, given["key"])
        seals.add_token(session, key, given["pin"])
