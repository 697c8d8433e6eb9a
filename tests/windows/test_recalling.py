"""A lawyer who comes again is typed by the name alone, usual papers are listed at a click."""

from datetime import date, datetime

from db.registers import LegalAid
from db.registers.legal_aid import Lawyer, Material
from db.store.recalling import recalled
from db.store.rights import MASKED, STAFF, Rights
from desktop.windows.parts.notices import notices_of
from desktop.windows.record.children import Rows
from desktop.windows.record.field_grid import FieldGrid
from tests.offices import new_store, settle
from tests.windows.pages import type_in


def handled(database, **values):
    """An application that a lawyer handles."""
    with database.step("办案") as session:
        aid = LegalAid.fresh(applied_on=date(2024, 5, 6), name="张三")
        aid.lawyers = [Lawyer.fresh(name="赵律师", **values)]
        session.add(aid)
    return aid


def test_a_name_that_handled_a_case_brings_firm_and_licence(qtbot, tmp_path):
    with new_store(tmp_path) as database:
        settle(database)
        handled(database, firm="旧所", license_number="1")
        handled(database, identity="2", firm="某法律服务所", license_number="2")
        grid = FieldGrid(Lawyer.fields.values(), database, Lawyer)
        qtbot.addWidget(grid)
        row = Lawyer.fresh(phone="0851-00000001")
        grid.show_row(row)
        grid.show()
        type_in(qtbot, grid.cells["name"].editor.line, "赵律师")
        assert (row.identity, row.firm, row.license_number) == ("2", "某法律服务所", "2")
        assert row.phone == "0851-00000001"


def test_what_stands_there_stays_and_what_went_tells_nothing(tmp_path):
    with new_store(tmp_path) as database:
        settle(database)
        aid = handled(database, firm="某所", phone="0851-00000001")
        known = recalled(database, Lawyer.fresh(name="赵律师", firm="别的所"), "name")
        assert known == {"identity": "1", "phone": "0851-00000001"}
        database.rights = Rights("李干事", STAFF, sensitive=MASKED)
        assert "phone" not in recalled(database, Lawyer.fresh(name="赵律师"), "name")
        database.rights = Rights()
        with database.step("删除") as session:
            session.get(LegalAid, aid.id).deleted_at = datetime(2024, 6, 1, 9)
        assert recalled(database, Lawyer.fresh(name="赵律师"), "name") == {}


def test_the_papers_of_the_latest_such_case_are_listed_at_a_click(qtbot, tmp_path):
    with new_store(tmp_path) as database:
        settle(database)
        with database.step("两件") as session:
            for cause, names in (("05", ("身份证", "工资欠条")), ("12", ("结婚证",))):
                aid = LegalAid.fresh(applied_on=date(2024, 5, 6), name="张三", cause=cause)
                aid.materials = [
                    Material.fresh(name=name, form="1", received_on=date(2024, 5, 6))
                    for name in names
                ]
                session.add(aid)
        part = Rows(LegalAid.fields["materials"], database)
        qtbot.addWidget(part)
        aid = LegalAid.fresh(applied_on=date(2024, 6, 3))
        any(part.show_in_turns(aid, [], locked=False, again=False))
        part._head.usual.click()
        assert "案由" in notices_of(part).sentences()[0], "of which sort it is must be known"
        aid.cause = "05"
        aid.materials.append(Material.fresh(name="身份证"))
        part._head.usual.click()
        assert [(row.name, row.form, row.received_on) for row in aid.materials] == [
            ("身份证", "2", None),
            ("工资欠条", "1", None),
        ]
