"""One editor for each kind: it shows a value, gives it back, reads what people type."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCalendarWidget,
    QFileDialog,
    QMainWindow,
)

from db.registers import ALL
from db.store.database import Database
from db.store.fields import Ahead, Field
from db.store.kinds import (
    ChoiceKind,
    ChoicesKind,
    CreditCodeKind,
    DateKind,
    FileKind,
    IdNumberKind,
    Kind,
    LinkKind,
    LongTextKind,
    MoneyKind,
    MonthKind,
    PhoneKind,
    RowsKind,
    StateKind,
    TextKind,
    TimeKind,
    WholeKind,
    YesNoKind,
)
from db.store.trouble import Trouble
from desktop.windows.editors import _BY_KIND, dates, editor_for
from desktop.windows.parts.notices import Notices
from tests.offices import new_store, settle

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8ffff3f0005fe02fea73581840000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with new_store(tmp_path_factory.mktemp("editors")) as database:
        settle(database)
        yield database


def made(qtbot, store, kind: Kind, **flags):
    """An editor in a window of its own."""
    editor = editor_for(Field("栏目", name="some", kind=kind, **flags), store)
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(editor.widget)
    window.show()
    editor.kept_alive = window
    return editor


KINDS = [
    (TextKind(), "天龙镇"),
    (LongTextKind(), "一行\n两行\n\n四行"),
    (WholeKind(), 1234),
    (MoneyKind(), 2745050),
    (DateKind(), date(2024, 2, 29)),
    (TimeKind(), datetime(2024, 2, 29, 13, 5, 7)),
    (YesNoKind(), False),
    (YesNoKind(), True),
    (ChoiceKind("sex"), "1"),
    (ChoiceKind("dispute_type"), "02"),
    (ChoicesKind("people_category"), "disabled,minor"),
    (StateKind((("a", "甲"), ("b", "乙"))), "b"),
    (IdNumberKind(), "11010519491231002X"),
    (CreditCodeKind(), "91350100M000100Y43"),
    (PhoneKind(), "0851-34222222"),
    (LinkKind("mediator"), 2),
    (FileKind(picture=True), PNG),
    (FileKind(), b"\x00\xff"),
]


@pytest.mark.parametrize(("kind", "said"), [(DateKind(), "-06-05"), (MonthKind(), "年6月")])
def test_a_day_is_hinted_in_the_year_that_is_now(qtbot, store, kind, said):
    """A year long past in every empty field made people ask whether it was a default."""
    assert made(qtbot, store, kind).line.placeholderText() == f"如 {date.today().year}{said}"


def test_every_kind_has_an_editor():
    kinds = {f.kind for cls in ALL for f in cls.fields.values()}
    rows = {f.kind for k in kinds if isinstance(k, RowsKind) for f in k.row.fields.values()}
    codes = {kind.code for kind in kinds | rows} - {"rows"}
    assert codes <= set(_BY_KIND)
    assert codes | {"time"} <= {kind.code for kind, _ in KINDS}


@pytest.mark.parametrize(("kind", "value"), KINDS, ids=lambda part: getattr(part, "code", ""))
def test_a_value_comes_back_and_so_does_nothing(qtbot, store, kind, value):
    editor = made(qtbot, store, kind)
    heard = []
    editor.edited.connect(lambda: heard.append(1))
    editor.touched.connect(lambda: heard.append(1))
    for shown in (value, None, value):
        editor.show_value(shown)
        assert editor.value() == shown
        for locked in (True, False):
            editor.lock(locked=locked)
            assert editor.value() == shown
    assert not heard
    assert editor.widget.accessibleName() == "栏目"


@pytest.mark.parametrize(
    ("kind", "text", "value", "shown"),
    [
        (DateKind(), "20240605", date(2024, 6, 5), "2024-06-05"),
        (DateKind(), "２０２４年６月５日", date(2024, 6, 5), "2024-06-05"),
        (MoneyKind(), "12,345.6", 1234560, "12,345.60"),
        (MoneyKind(), "３００", 30000, "300.00"),
        (WholeKind(), "１２", 12, "12"),
        (IdNumberKind(), "11010519491231002x", "11010519491231002X", "11010519491231002X"),
        (TextKind(), " 天龙 ", "天龙", "天龙"),
        (TextKind(), "  ", None, ""),
        (LongTextKind(), "一\n\n", "一", "一"),
    ],
)
def test_what_people_type_is_read(  # noqa: PLR0917 - fixtures
    qtbot, store, kind, text, value, shown
):
    editor = made(qtbot, store, kind)
    editor.show_value(None)
    if kind.code == "long_text":
        editor.box.setPlainText(text)
    else:
        editor.line.setText(text)
    assert editor.value() == value
    editor.show_value(editor.value())
    assert (editor.box.toPlainText() if kind.code == "long_text" else editor.line.text()) == shown


@pytest.mark.parametrize("word", ["t", "今", "今天", " T "])
def test_today_in_one_key(qtbot, store, word):
    editor = made(qtbot, store, DateKind())
    editor.line.setText(word)
    assert editor.value() == date.today()


class _Thursday(date):
    @classmethod
    def today(cls):
        return cls(2026, 11, 26)


@pytest.fixture
def thursday(monkeypatch):
    """It is 26 November 2026."""
    monkeypatch.setattr(dates, "date", _Thursday)


@pytest.mark.usefixtures("thursday")
@pytest.mark.parametrize(
    ("typed", "ahead", "day"),
    [
        ("11-5", Ahead.DOUBTED, date(2026, 11, 5)),
        ("１１月２６日", Ahead.DOUBTED, date(2026, 11, 26)),
        ("11.27", Ahead.REFUSED, date(2025, 11, 27)),
        ("11/27", Ahead.MAY, date(2026, 11, 27)),
        ("1月10号", Ahead.MAY, date(2027, 1, 10)),
        ("10-30", Ahead.MAY, date(2026, 10, 30)),
    ],
)
def test_a_day_without_its_year_is_the_one_people_mean(qtbot, store, typed, ahead, day):
    editor = made(qtbot, store, DateKind(), ahead=ahead)
    editor.line.setText(typed)
    assert editor.value() == day


@pytest.mark.parametrize("typed", ["2-30", "13-1", "6"])
def test_what_is_no_day_of_any_year_is_refused(qtbot, store, typed):
    editor = made(qtbot, store, DateKind())
    editor.line.setText(typed)
    with pytest.raises(Trouble, match="不是日期"):
        editor.value()


def test_the_calendar_picks_a_day(qtbot, store):
    editor = made(qtbot, store, DateKind())
    editor.show_value(date(2024, 2, 29))
    editor._open_calendar()
    calendar = next(w for w in QApplication.allWidgets() if isinstance(w, QCalendarWidget))
    assert calendar.selectedDate().toPython() == date(2024, 2, 29)
    with qtbot.waitSignal(editor.edited):
        calendar.activated.emit(calendar.selectedDate().addDays(1))
    assert editor.value() == date(2024, 3, 1)
    editor.lock(locked=True)
    editor._open_calendar()
    assert editor.line.isReadOnly()


def test_amounts_stand_to_the_right_and_a_year_does_not(qtbot, store):
    for kind, unit, right in (
        (MoneyKind(), "元", True),
        (WholeKind(), "人", True),
        (WholeKind(), "", False),
    ):
        editor = made(qtbot, store, kind, unit=unit)
        assert bool(editor.line.alignment() & Qt.AlignmentFlag.AlignRight) is right


def test_how_many_is_shown_with_thousands_marks_and_read_back(qtbot, store):
    editor = made(qtbot, store, WholeKind(), unit="人")
    editor.show_value(12345)
    assert (editor.line.text(), editor.value()) == ("12,345", 12345)


def test_a_choice_is_found_by_a_part_of_its_name(qtbot, store):
    editor = made(qtbot, store, ChoiceKind("dispute_type"))
    editor.show_value(None)
    editor.combo.setEditText("邻里")
    with qtbot.waitSignal(editor.edited):
        editor._left()
    assert (editor.value(), editor.combo.currentText()) == ("02", "邻里纠纷")
    editor.combo.setEditText("没有这种")
    with pytest.raises(Trouble):
        editor.value()
    assert editor.combo.currentText() == "没有这种"
    editor.combo.setEditText("")
    assert editor.value() is None


def test_a_choice_has_its_list_once_people_come_and_stands_in_it_where_its_words_are(qtbot, store):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    field = Field("栏目", name="some", kind=ChoiceKind("dispute_type"))
    editor = editor_for(field, store, window)
    editor.show_value("02")
    lists = partial(editor.combo.findChildren, QAbstractItemView)
    assert (editor.value(), lists()) == ("02", [])
    editor.combo.show()
    editor.combo.setFocus()
    qtbot.keyClick(editor.combo, Qt.Key.Key_Down)
    assert lists()
    assert editor.combo.currentIndex() == editor.combo.findData("02") + 1


def test_leaves_stand_under_their_heading(qtbot, store):
    editor = made(qtbot, store, ChoiceKind("dispute_type"))
    names = [editor.combo.itemText(row) for row in range(editor.combo.count())]
    assert names[0] == ""
    assert any("劳动争议纠纷 › " in name for name in names)
    assert made(qtbot, store, ChoiceKind("sex"), required=True).combo.findData(None) < 0


def test_a_code_no_longer_in_force_is_kept(qtbot, store):
    editor = made(qtbot, store, ChoiceKind("sex"))
    editor.show_value("77")
    assert editor.value() == "77"


def test_the_wheel_changes_nothing_in_passing(qtbot, store):
    editor = made(qtbot, store, ChoiceKind("sex"))
    editor.show_value("1")
    editor.combo.clearFocus()
    where = QPointF(5, 5)
    turn = QWheelEvent(
        where, editor.combo.mapToGlobal(where), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(editor.combo, turn)
    assert editor.value() == "1"


def test_long_text_grows_and_keeps_its_cursor(qtbot, store):
    editor = made(qtbot, store, LongTextKind())
    editor.show_value("一行")
    low = editor.box.height()
    editor.show_value("\n".join("十行" for _ in range(10)))
    assert editor.box.height() > low
    cursor = editor.box.textCursor()
    cursor.setPosition(7)
    editor.box.setTextCursor(cursor)
    editor.show_value("\n".join("十行" for _ in range(10)))
    assert editor.box.textCursor().position() == 7


def test_undecided_is_not_no(qtbot, store):
    editor = made(qtbot, store, YesNoKind())
    editor.show_value(None)
    assert editor.value() is None
    required = made(qtbot, store, YesNoKind(), required=True)
    required.show_value(None)
    assert required.value() is False


def test_a_picture_is_chosen_refused_and_removed(qtbot, store, tmp_path, monkeypatch):
    editor = made(qtbot, store, FileKind(picture=True))
    place = Notices(editor.kept_alive)
    path = tmp_path / "章.png"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))

    def said() -> str:
        return " ".join(place.sentences())

    editor._pick()
    assert "读不了" in said()
    path.write_bytes(b"no picture")
    editor._pick()
    assert "不是能显示的图片" in said()
    path.write_bytes(b"\0" * (4 * 2**20 + 1))
    editor._pick()
    assert "超过 4 MB" in said()
    assert editor.value() is None
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(path))
    with qtbot.waitSignal(editor.edited):
        editor._pick()
    assert editor.value() == path.read_bytes()
    assert editor._picture.pixmap().width() == 96
    with qtbot.waitSignal(editor.edited):
        editor._drop()
    assert editor.value() is None


def test_what_is_computed_is_only_shown(qtbot, store):
    editor = made(qtbot, store, MoneyKind(), computed=lambda _record: 5)
    editor.show_value(500)
    assert (editor.label.text(), editor.value()) == ("5.00", 500)
