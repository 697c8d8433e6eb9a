"""Rows go over the clipboard as tables, masked as they are shown, and come in by the same way."""

import csv
import io

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication

from db.registers import Case, ExportLog, Person, Place
from desktop.windows.importing.window import ImportWindow
from desktop.windows.parts.notices import notices_of
from tests.offices import new_store
from tests.windows.pages import opened, press, rows

CTRL = Qt.KeyboardModifier.ControlModifier


def test_chosen_rows_leave_as_a_table_whose_digits_stay_text(qtbot, tmp_path):
    with new_store(tmp_path) as store:
        with store.step("人员") as session:
            for name, phone in (("=1+1", "13800138000"), ("张三", "13900139000")):
                session.add(Person.fresh(name=name, phone=phone))
        page = opened(qtbot, store, Person)
        page.table.selectAll()
        qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
        held = QApplication.clipboard().mimeData()
        heads, *rows = csv.reader(io.StringIO(held.text()), delimiter="\t")
        assert (heads[0], heads[-1]) == ("姓名", "电话")
        assert {row[0] for row in rows} == {"'=1+1", "张三"}, "nothing is taken for a formula"
        assert {row[-1] for row in rows} == {"138****8000", "139****9000"}, "as the list shows it"
        assert held.html().count("mso-number-format") == len(heads) * len(rows)
        with store.read() as session:
            entry = session.query(ExportLog).one()
        assert (entry.file, entry.records, entry.masked) == ("剪贴板", 2, True)


def test_a_table_of_a_web_page_is_pasted_by_its_cells(qtbot, tmp_path):
    held = QMimeData()
    held.setHtml("<table><tr><th>名称<th>类别<tr><td>天龙村<td>村<tr><td>彩云社区<td>社区</table>")
    held.setText("名称 类别 天龙村 村")
    with new_store(tmp_path) as store:
        page = opened(qtbot, store, Place)
        QApplication.clipboard().setMimeData(held)
        page.take_in.paste()
        window = page.window().findChild(ImportWindow)
        qtbot.waitUntil(lambda: window.plan is not None, timeout=20_000)
        assert set(window.plan.mapping.paths.values()) == {"name", "kind"}
        window.reject()


def test_what_was_copied_elsewhere_is_pasted_onto_the_list(qtbot, tmp_path):
    with new_store(tmp_path) as store:
        page = opened(qtbot, store, Place)
        assert "Ctrl+Shift+V" in page._empty.text()
        with store.step("登记") as session:
            session.add(Place.fresh(name="天龙村", kind="1"))
        QApplication.clipboard().setText("名称\t类别\n彩云社区\t社区")
        qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        window = page.window().findChild(ImportWindow)
        qtbot.waitUntil(lambda: window.plan is not None, timeout=20_000)
        window.reject()


def test_a_pasted_table_comes_to_the_same_preview_as_a_file(qtbot, tmp_path):
    with new_store(tmp_path) as store:
        page = opened(qtbot, store, Place)
        QApplication.clipboard().setText("只有一行")
        page.take_in.paste()
        assert page.window().findChild(ImportWindow) is None
        names = "名称\t类别\t负责人\n天龙村\t村\t张三\n彩云社区\t社区\t李四"
        QApplication.clipboard().setText(names)
        page.take_in.paste()
        window = page.window().findChild(ImportWindow)
        qtbot.waitUntil(lambda: window.plan is not None, timeout=20_000)
        assert set(window.plan.mapping.paths.values()) == {"name", "kind", "head"}
        window._next()
        window._next()
        qtbot.waitUntil(lambda: window.preview.outcome is not None, timeout=20_000)
        assert len(window.preview.outcome.rows) == 2
        with store.read() as session:
            assert session.query(Place).count() == 0, "nothing is kept before the preview"
        window._next()
        qtbot.waitUntil(lambda: window.pages.currentIndex() == 3, timeout=20_000)
        window.reject()
        with store.read() as session:
            assert session.query(Place).count() == 2


def test_a_word_typed_for_a_column_is_taken_or_asked_back_never_dropped(qtbot, tmp_path):
    with new_store(tmp_path) as store:
        page = opened(qtbot, store, Case)
        QApplication.clipboard().setText("案由\t钱\n邻里纠纷\t500")
        page.take_in.paste()
        window = page.window().findChild(ImportWindow)
        qtbot.waitUntil(lambda: window.plan is not None, timeout=20_000)
        window._next()
        combo = window.mapping.combos[2]
        combo.setEditText("金额")
        window.next.click()
        (said,) = notices_of(window).sentences()
        assert said.startswith("“金额”可能是“")
        assert said.endswith("请选定一栏")
        assert window.pages.currentWidget() is window.mapping, "no preview without the column"
        assert combo.currentText() == "金额", "what was typed stays"
        part = said.split("“")[2].split("”")[0]
        combo.setEditText(part)
        assert window.mapping.can_be_read()
        assert len(window.mapping.mapping().paths) == 2
        assert notices_of(window).sentences() == []
        combo.setEditText("")
        assert window.mapping.can_be_read()
        assert combo.currentText() == "（不导入）"


def test_a_table_pasted_into_parties_is_taken_whole_or_not_at_all(qtbot, tmp_path):
    with new_store(tmp_path) as store:
        page = opened(qtbot, store, Case)
        page.new_record()
        page.pane.form.be_short(short=False)
        parties = rows(page, "parties")
        head = "地位\t姓名或名称\t身份证号\t备用\n"
        bad = f"{head}申请人\t张三\t\t甲\n旁人\t李四\t\t乙\n"
        QApplication.clipboard().setText(bad)
        parties._add.setFocus()
        press(qtbot, page, Qt.Key.Key_V, CTRL)
        assert parties.items == []
        assert "第 3 行“地位”" in notices_of(page.window()).sentences()[0]
        good = f"{head}申请人\t张三\t520403188001010017\t甲\n被申请人\t李四\t\t乙\n"
        QApplication.clipboard().setText(good)
        press(qtbot, page, Qt.Key.Key_V, CTRL)
        assert [(party.role, party.name) for party in parties.items] == [
            ("1", "张三"),
            ("2", "李四"),
        ]
        assert str(parties.items[0].born_on) == "1880-01-01", "what follows from the number"
        assert page.pane.dirty
        qtbot.waitUntil(lambda: not page.pane.form._later.isActive())
