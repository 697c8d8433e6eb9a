"""The way of a table in its page: filled, checked, signed, sent back, corrected, handed in."""

from datetime import date

import pytest

from db.figures import tables
from db.figures.period import Period
from db.figures.tables.shipped import Summary
from db.registers import Certificate, Paper, Parcel, Return
from desktop.documents.return_seal import judge_return
from desktop.windows.lists.register_page import RegisterPage
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import notices_of
from desktop.windows.signing import passphrase
from desktop.windows.statistics import acts, ask_words, hand_in
from desktop.windows.statistics.answer import Question, answered
from desktop.windows.statistics.returns_page import ReturnsPage
from desktop.windows.stick.window import StickWindow
from tests.offices import PASSWORD, store_of
from tests.returns import QUARTER, TABLE, agreed_one, change, three_cases
from tests.returns import signed as sign
from tests.windows.statistics_pages import Shown, certified, sealed


@pytest.fixture
def store(tmp_path):
    with store_of(tmp_path, certified)[0] as database:
        yield database
        tasks.wait()


@pytest.fixture
def shown(qtbot, store):
    return Shown(qtbot, store)


@pytest.fixture
def says(monkeypatch):
    """What people write into the next dialogs, and their passphrase."""

    def make(words="漏报一件", secret=PASSWORD):
        monkeypatch.setattr(ask_words.AskWords, "exec", lambda _self: 1)
        monkeypatch.setattr(ask_words.AskWords, "words", words)
        monkeypatch.setattr(ask_words.AskWords, "secret", secret)
        monkeypatch.setattr(passphrase.AskPassphrase, "exec", lambda _self: 1)
        monkeypatch.setattr(passphrase.AskPassphrase, "passphrase", secret)

    return make


def through(shown):
    """Fill, check and sign."""
    shown.fill()
    shown.page.standing.next.click()
    shown.stage("checked")
    shown.page.standing.next.click()
    return shown.stage("signed")


@pytest.fixture
def signed(qtbot, tmp_path, says):
    """The page with a table that was signed."""
    says()
    with store_of(tmp_path, sealed)[0] as database:
        shown = Shown(qtbot, database)
        shown.stage("signed")
        yield shown
        tasks.wait()


def refused(shown, words):
    """Wait until that is said."""
    shown.qtbot.waitUntil(
        lambda: words in "".join(notices_of(shown.window).sentences()), timeout=20_000
    )


def test_the_next_step_is_the_one_button_and_the_last_is_a_signature(qtbot, store, shown, says):
    says()
    assert shown.page.standing.next.text() == "填表(&G)"
    answer = through(shown)
    assert shown.page.standing.next.text() == "下一张表(&G)"
    assert shown.page.standing.acts() == ["解锁…", "登记内容和历史"]
    assert "签发" in shown.page.standing.said.text()
    with store.read() as session:
        assert judge_return(session, session.get(Return, answer.made.id)).sound
    shown.page.acts.do("entry")
    assert shown.entries == [answer.made.id]
    said = shown.page.standing.said
    qtbot.waitUntil(lambda: "有效：“测试镇司法所" in said.text(), timeout=20_000)
    assert said.property("kind") == "good"


def test_after_a_signature_the_button_leads_to_the_next_table_then_to_the_next_quarter(
    signed, monkeypatch
):
    page, codes = signed.page, list(tables.tables())
    assert page.standing.next.text() == "下一张表(&G)"
    page.standing.next.click()
    answer = signed.until(lambda told: told.question.table != TABLE)
    assert answer.question == Question(codes[codes.index(TABLE) + 1], QUARTER)
    assert page.standing.next.text() == "填表(&G)"

    alone = Summary("", (tables.table(TABLE),))
    monkeypatch.setattr(tables, "summary", lambda: alone)  # nothing else is to be signed
    signed.turn()
    assert page.standing.next.text() == "下一季(&G)"
    page.standing.next.click()
    answer = signed.until(lambda told: told.question.period != QUARTER)
    assert answer.question == Question(TABLE, Period.quarter(2024, 3))


def test_a_period_that_has_not_begun_is_not_led_to(tmp_path, says, monkeypatch):
    monkeypatch.setattr(tables, "summary", lambda: Summary("", (tables.table(TABLE),)))
    this = Period.year(date.today().year)
    with store_of(tmp_path, three_cases)[0] as database:
        sign(database, this)
        with database.read() as session:
            assert answered(session, Question(TABLE, this), lambda _done, _of: None).onward is None


def test_a_wrong_passphrase_signs_and_unlocks_nothing(shown, says, monkeypatch):
    says(secret="不是这一句口令")
    shown.fill()
    shown.page.standing.next.click()
    shown.stage("checked")
    shown.page.standing.next.click()
    refused(shown, "口令")
    assert shown.page.answer.stage == "checked"
    says()
    shown.page.standing.next.click()
    shown.stage("signed")
    says(secret="不是这一句口令")
    shown.page.acts.do("unlock")
    refused(shown, "口令")
    tasks.wait()
    assert shown.page.answer.stage == "signed"
    kept = []
    monkeypatch.setattr(
        ask_words.AskWords, "exec", lambda asked: kept.append(asked.field.toPlainText()) or 0
    )
    shown.page.acts.do("unlock")
    assert kept == ["漏报一件"]  # the reason is not to be written again


def test_numbers_that_moved_are_filled_again_before_they_are_checked(store, shown):
    shown.fill()
    agreed_one(store)
    shown.until(lambda a: bool(a.moved))
    assert shown.words() == "3"
    assert shown.page.standing.next.text() == "重新填表(&G)"
    shown.page.standing.next.click()
    shown.until(lambda a: a.filled.cell("total", "total").number == 4 and not a.moved)
    assert shown.page.standing.next.text() == "核对无误(&G)"


def test_it_is_sent_back_with_a_reason_that_the_page_says(shown, says):
    says("六月少一件")
    shown.fill()
    shown.page.acts.do("send_back")
    shown.stage("filling")
    assert shown.page.standing.said.text().startswith("已退回：六月少一件（测试员")


def test_a_warning_is_explained_in_its_line(store, shown, says):
    change(store, 1, agreement_form=None)
    shown.until(lambda a: bool(a.findings))
    lists = shown.page.below.lists["rules"]
    assert not lists.buttons  # nothing is explained before it is filled
    shown.fill()
    shown.qtbot.waitUntil(lambda: [one.text() for one in lists.buttons] == ["说明…"])
    shown.page.standing.next.click()
    refused(shown, "请写明说明")
    says("口头协议，表格漏选")
    lists.buttons[0].click()
    shown.until(lambda a: bool(a.said))
    shown.page.standing.next.click()
    shown.stage("checked")


def test_a_return_that_was_begun_by_mistake_is_given_up_and_undone(shown):
    shown.fill()
    shown.page.acts.do("discard")
    shown.stage("")
    shown.page.acts._undo()
    shown.stage("filled")


def test_unlocked_and_locked_again_without_a_correction(signed):
    signed.page.acts.do("unlock")
    signed.stage("unlocked")
    signed.page.standing.next.click()
    refused(signed, "没有不同")
    signed.page.acts.do("lock")
    signed.stage("signed")


def test_a_late_case_of_a_signed_quarter_is_led_to_its_correction(signed):
    agreed_one(signed.database)
    signed.until(lambda told: bool(told.moved))
    bar = signed.page.standing
    assert "要更正的，由负责人解锁后做更正" in bar.said.text()
    for words, stage in (("解锁…(&G)", "unlocked"), ("做更正(&G)", "filled")):
        assert bar.next.text() == words
        assert words.removesuffix("(&G)") not in bar.acts()
        bar.next.click()
        signed.stage(stage)
    assert signed.page.answer.made.revision == 2


def test_one_act_at_a_time(shown, monkeypatch):
    asked = []
    monkeypatch.setattr(acts.Acts, "_fill", lambda _self: asked.append("fill"))
    shown.page.acts.running = True
    shown.page.standing.next.click()
    shown.page.acts.running = False
    shown.page.standing.next.click()
    assert asked == ["fill"]


@pytest.mark.parametrize(("written", "state"), [(True, "delivered"), (False, "void")])
def test_a_period_is_handed_in_as_summary_workbook_and_parcel(signed, monkeypatch, written, state):
    agreed_one(signed.database)

    def answer(self):
        assert "1 张已签发" in "".join(label.text() for label in self.findChildren(hand_in.QLabel))
        self.phrased.setChecked(True)
        assert not self.go.isEnabled()
        self.phrase.setText("春风又绿江南岸 2024")
        self.pin.setText(PASSWORD)
        assert self.go.isEnabled()
        return 1

    monkeypatch.setattr(hand_in.AskHandIn, "exec", answer)
    monkeypatch.setattr(StickWindow, "written", written)
    signed.page.outputs.buttons["hand_in"].click()
    window = signed.window
    signed.qtbot.waitUntil(lambda: bool(window.findChildren(StickWindow)), timeout=60_000)
    (stick,) = window.findChildren(StickWindow)
    names = [one.name.rpartition(".")[2] for one in stick._files]
    assert names == ["pdf", "xlsx", "p7m"]
    stick.reject()
    tasks.wait()
    with signed.database.read() as session:
        (parcel,) = session.query(Parcel)
        assert parcel.state == state
        assert session.query(Paper).count() == 1


def test_the_register_of_returns_opens_the_table_and_shows_its_entry(qtbot, signed):
    shown, store = signed, signed.database
    number = shown.page.answer.made.id
    page = ReturnsPage(store)
    qtbot.addWidget(page)
    page.show()
    asked = []
    page.table_asked.connect(asked.append)
    page.table.opened.emit(number)
    assert [one.id for one in asked] == [number]
    shown.turn("aid_a")
    shown.page.show_return(asked[0])
    shown.stage("signed")
    with store.step("停用") as session:
        session.get(Certificate, 1).revoked_on = date(2024, 1, 1)
    page.open_entry(number)
    assert page.pane.record_id == number
    assert isinstance(page, RegisterPage)
    qtbot.waitUntil(lambda: "作废" in "".join(notices_of(page).sentences()), timeout=20_000)
    said = shown.page.standing.said
    qtbot.waitUntil(lambda: said.property("kind") == "problem", timeout=20_000)
    assert "作废" in said.text().partition("签发")[0]


def test_an_empty_register_of_returns_says_where_they_are_made(qtbot, store):
    page = ReturnsPage(store)
    qtbot.addWidget(page)
    assert "按“填表”" in page._empty.text()
