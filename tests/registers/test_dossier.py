"""The dossier of a case: its order, what fills a row, and what keeps it from being filed."""

from datetime import date

import pytest
from sqlalchemy import select

from db.registers import Case, DossierOrder, Office
from db.registers.mediation import DossierRow, Meeting, Party, Receipt
from db.registers.mediation.dossier import dossier_of, offered_purposes, place_of, standing
from db.registers.mediation.orders import order_in_force, parted, presets
from db.store.attachments import Attachment, NewFile, attach, describe
from db.store.codes import codes
from db.store.trouble import Trouble
from tests.offices import agreed_case, self_check, walk

DAY = date(2024, 7, 1)
FILING = {
    "filed_by": "张三",
    "filed_on": DAY,
    "checked_by": "李四",
    "retention": "2",
    "archived_on": DAY,
}


@pytest.fixture
def closed(database):
    """A closed case with everything but the parties' proofs of identity."""
    case = agreed_case(1, parties_signed_on=DAY, mediator_signed_on=DAY, sealed_on=DAY)
    with database.step("登记") as session:
        session.add(case)
    walk(database, case.id, "accept", "agree")
    walk(database, case.id, "perform", performed_on=DAY)
    walk(database, case.id, "close", closed_on=DAY)
    return case.id


def scan(purpose, number=1):
    return Attachment(id=number, purpose=purpose, name=f"{purpose}.jpg", pages=1)


def attached(database, number, *purposes):
    with database.step("附上") as session:
        files = [NewFile(f"{p}.jpg", "image/jpeg", p.encode(), pages=1) for p in purposes]
        for one, purpose in zip(attach(session, "mediation", number, files), purposes, strict=True):
            describe(session, one.id, purpose=purpose)


def whole(database, number, **values):
    """File the case, the seven points passed."""
    walk(database, number, "file", **FILING, **({"checks": self_check()} | values))
    with database.read() as session:
        return session.get(Case, number)


def with_note(note):
    """A self-check that found the papers incomplete."""
    points = self_check()
    points[1].result, points[1].note = "2", note
    return points


def entry(found, name):
    return next(one for one in found.entries if name in one.row.name)


def test_the_presets_have_the_rows_of_the_forms():
    national, expanded = (presets()[code].rows for code in ("nine", "thirteen"))
    assert [sum(row.numbered for row in rows) for rows in (national, expanded)] == [9, 13]
    for order in presets().values():
        parts = [row.part for row in order.rows]
        assert (parts[0], parts[1], parts[-1]) == ("cover", "contents", "back")
        for row in order.rows:
            assert codes("dossier_need").get(row.need)
            assert all(codes("dossier_paper").get(code) for code in row.forms), row.name


def test_a_case_is_not_filed_while_a_row_is_empty_that_must_be_filled(database, closed):
    with pytest.raises(Trouble, match="当事人身份证明"):
        whole(database, closed)
    attached(database, closed, "张三、李四身份证复印件")
    assert whole(database, closed).state == "filed"


def test_a_written_reason_lets_it_be_filed_with_a_gap(database, closed):
    assert whole(database, closed, gaps_reason="当事人已迁居外省，证件无法补齐").state == "filed"


def test_a_self_check_that_names_what_was_added_since_is_not_filed(database, closed):
    attached(database, closed, "身份证")
    with pytest.raises(Trouble, match="“缺当事人身份证明”，与卷宗现在的样子不符"):
        whole(database, closed, checks=with_note("缺当事人身份证明"))
    own = with_note("缺当事人身份证明原件，已核对复印件")  # people's own words are theirs
    assert whole(database, closed, checks=own).state == "filed"


def test_a_self_check_that_names_what_is_lacking_is_filed_with_the_reason(database, closed):
    told = with_note("缺当事人身份证明")
    assert whole(database, closed, checks=told, gaps_reason="证件无法补齐").state == "filed"


def test_each_of_the_seven_points_needs_a_result(database, closed):
    attached(database, closed, "身份证")
    with pytest.raises(Trouble, match="还没有结果：装订有序"):
        whole(database, closed, checks=self_check()[:6])
    with pytest.raises(Trouble, match="“受理合法”不符合，请写明情况"):
        whole(database, closed, checks=self_check("2"))
    told = self_check("2")
    for check in told:
        check.note = "已说明"
    assert whole(database, closed, checks=told).state == "filed"


def test_the_longest_word_decides_where_a_scan_belongs():
    order = presets()["thirteen"]
    where = {
        "司法确认申请书": "司法确认有关材料",
        "申请书": "人民调解申请书或人民调解受理登记表",
        "张三身份证正反面": "当事人身份证明",
        "签字的协议书": "人民调解协议书",
        "口头协议登记表": "人民调解协议书",
        "第二次调解记录": "人民调解记录",
        "人民调解调查记录": "人民调解调查记录",
        "现场照片": "人民调解证据材料",
        "收条": "收条或汇款单等履行凭证",
    }
    for purpose, name in where.items():
        assert order.rows[place_of(order, purpose)].name == name, purpose
    assert place_of(order, None) is None
    assert place_of(order, "杂项") is None


def test_a_file_that_is_called_what_it_is_needs_no_purpose():
    case = agreed_case(1, parties_signed_on=DAY, mediator_signed_on=DAY, sealed_on=DAY)
    case.state = "closed"
    named = scan(None)
    named.name = "张三李四 协议书（签字）.jpg"
    other = scan(None, 2)
    other.name = "IMG_2031.jpg"
    found = standing(presets()["thirteen"], case, [named, other])
    assert [one.name for one in entry(found, "协议书").scans] == [named.name]
    assert entry(found, "协议书").forms == (), "the signed one takes the printed one's place"
    assert found.left_out == (other,)
    named.purpose = "张三身份证"
    assert standing(presets()["thirteen"], case, [named]).entries[4].scans == (named,)


def test_what_is_offered_as_a_purpose_leads_to_its_own_row(database):
    with database.read() as session:
        order, words = order_in_force(session), offered_purposes(session)
    assert {place_of(order, word) for word in words} == {
        place for place, row in enumerate(order.rows) if row.part == "paper"
    }


def test_the_signed_scan_takes_the_place_of_the_printed_paper():
    case = agreed_case(1, parties_signed_on=DAY, mediator_signed_on=DAY, sealed_on=DAY)
    case.state = "closed"
    order = presets()["thirteen"]
    printed = entry(standing(order, case, []), "协议书")
    assert (printed.forms, printed.scans) == (("agreement",), ())
    signed = entry(standing(order, case, [scan("签字盖章的协议书")]), "协议书")
    assert (signed.forms, len(signed.scans)) == ((), 1)
    both = type(order)(order.name, order.rows, both=True)
    assert entry(standing(both, case, [scan("协议书")]), "协议书").forms == ("agreement",)


def test_several_acts_are_replaced_by_as_many_scans():
    case = agreed_case(1)
    case.meetings = [Meeting.fresh(held_on=DAY), Meeting.fresh(held_on=DAY)]
    order = presets()["thirteen"]
    scans = [scan("调解记录1"), scan("调解记录2", 2)]
    assert entry(standing(order, case, scans[:1]), "人民调解记录").forms == ("meeting",)
    assert entry(standing(order, case, scans), "人民调解记录").forms == ()


def test_a_transfer_slip_stands_for_a_receipt():
    case = agreed_case(1)
    case.receipts = [Receipt.fresh(payee="张三", received_on=DAY)]
    found = entry(standing(presets()["thirteen"], case, [scan("汇款单")]), "履行凭证")
    assert (found.forms, len(found.scans)) == ((), 1)


def test_proofs_follow_the_sheet_and_do_not_replace_it():
    case = agreed_case(1)
    case.confirmation_state = "3"
    found = entry(standing(presets()["thirteen"], case, [scan("民事裁定书")]), "司法确认")
    assert (found.forms, len(found.scans)) == (("confirmation",), 1)


def test_rows_are_filled_by_what_the_case_holds():
    case = agreed_case(1)
    found = standing(presets()["thirteen"], case, [])
    assert found.lacking == ["当事人身份证明"]
    case.parties = [Party.fresh(name="张三", agent="王律师")]
    case.receipts = [Receipt.fresh(payee="张三", received_on=DAY)]
    case.meetings = []
    found = standing(presets()["thirteen"], case, [scan("无关")])
    assert [one.purpose for one in found.left_out] == ["无关"]
    assert {code for one in found.entries for code in one.forms} == {
        *("application", "authorization", "receipt")
    }
    assert "人民调解记录" in found.lacking


def test_without_an_agreement_none_is_lacking():
    case = agreed_case(1)
    case.agreed_on, case.state = None, "closed"
    assert "人民调解协议书" not in standing(presets()["thirteen"], case, []).lacking


def test_a_county_copies_an_order_and_changes_it(database):
    with database.step("卷宗目录") as session:
        own = DossierOrder.fresh(name="本县目录", copied_from="nine")
        session.add(own)
    with database.step("改") as session:
        kept = session.get(DossierOrder, own.id)
        assert [row.name for row in kept.rows] == [row.name for row in presets()["nine"].rows]
        kept.rows.insert(
            3, DossierRow.fresh(name="村委会证明", need="must", purposes="证明、村证明")
        )
        session.scalar(select(Office)).dossier_order_id = own.id
    with database.read() as session:
        order = order_in_force(session)
    assert (order.name, order.rows[3].name) == ("本县目录", "村委会证明")
    assert order.rows[3].purposes == parted("证明、村证明")
    assert [row.forms for row in order.rows if row.forms] == [
        row.forms for row in presets()["nine"].rows if row.forms
    ]


def test_the_office_chooses_among_the_presets(database, closed):
    with database.step("选用") as session:
        session.scalar(select(Office)).dossier_preset = "nine"
    with database.read() as session:
        case = session.get(Case, closed)
        assert dossier_of(session, case).lacking == []
    assert whole(database, closed).state == "filed"
