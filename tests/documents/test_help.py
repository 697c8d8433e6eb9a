"""The help book: every register told, both readers agree, and nothing named that is not there."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtGui import QTextDocument

from db.registers import ALL, Case, Phrase, Plan
from db.store.fields import never
from db.store.hints import EXAMPLE, hint
from db.store.hints import FOLDER as HINTS
from db.store.kinds import RowsKind
from db.store.periods import shipped
from desktop.documents.forms import FORMS
from desktop.documents.help.book import HOW, book, by_hand
from desktop.documents.help.fields import told
from desktop.documents.help.keys import KEYS
from desktop.documents.help.markdown import PAGE, blocks, escaped
from desktop.documents.help.purposes import purposes
from desktop.windows.help.asking import CHAPTERS
from desktop.windows.views import VIEWS
from main import main
from tests.pdf_text import pages_of

ROOT = Path(__file__).parents[2]
SHORT = 30  # characters, surely one line
CHINESE = re.compile(r'"([^"\n]*[一-龥][^"\n]*)"')


@pytest.fixture(scope="module")
def chapters():
    return book()


def rows_of(cls):
    kinds = [spec.kind for spec in cls.fields.values()]
    return [kind.row for kind in kinds if isinstance(kind, RowsKind) and kind.row is not None]


def test_every_register_has_a_chapter_and_no_heading_stands_over_nothing(chapters):
    told_of = {chapter.key: chapter for chapter in chapters if chapter.group != HOW}
    assert list(told_of) == [c.__tablename__ for g in groups() for c in ALL if c.group == g]
    for cls in ALL:
        found = blocks(told_of[cls.__tablename__].text)
        headings = [block.text for block in found if block.level]
        assert headings[0] == cls.title
        assert "栏目" in headings
        assert purposes()[cls.__tablename__]["purpose"].endswith("。")
        for block, after in zip(found, [*found[1:], found[0]], strict=True):
            deeper = after.level > block.level or not after.level
            assert not block.level or deeper, f"{cls.title}：{block.text}"
        for form in FORMS:
            assert form.cls is not cls or "文书" in headings or cls.__tablename__ == "blank_form"


def groups():
    return dict.fromkeys(cls.group for cls in ALL)


def test_every_period_is_told_with_a_register_that_watches_it():
    named = [code for one in purposes().values() for code in one.get("periods", [])]
    assert sorted(named) == sorted(shipped())
    assert set(purposes()) == {cls.__tablename__ for cls in ALL}


def test_both_readers_of_a_chapter_find_the_same_blocks(qapp, chapters):
    for chapter in chapters:
        document = QTextDocument()
        document.setMarkdown(chapter.text)
        block, read = document.begin(), []
        while block.isValid():
            read.append((block.blockFormat().headingLevel(), block.text()))
            block = block.next()
        ours = [(one.level, one.text) for one in blocks(chapter.text)]
        assert [one for one in read if one[1]] == ours, chapter.key


def test_links_lead_to_chapters_and_pages_that_are_there(chapters):
    keys = {chapter.key for chapter in chapters}
    pages = {cls.__tablename__ for cls in ALL}
    for chapter in chapters:
        for block in blocks(chapter.text):
            for word in block.words:
                to = word.to.removeprefix(PAGE)
                assert not word.to or to in (pages if word.to.startswith(PAGE) else keys)
    assert set(CHAPTERS.values()) <= keys
    assert {view.entry.name for view in VIEWS} <= set(CHAPTERS)


@cache
def named_in_the_program() -> set[str]:
    """Every text of the windows and registers as a button or label shows it, and the keys."""
    texts: set[str] = {re.sub(r"^\W*|\W*$", "", key) for _, keys in KEYS for key, _ in keys}
    for place in ("desktop/windows", "db/registers"):
        for path in (ROOT / place).rglob("*.py"):
            for text in CHINESE.findall(path.read_text(encoding="utf-8")):
                texts |= {shown(text), shown(text.split("：")[0])}
    return texts


def shown(text: str) -> str:
    """Without mnemonic and what follows it: 打印(&P)… is 打印."""
    return re.sub(r"\(&\w\)|&|…|\s*\(.*\)$", "", text).strip()


def bold_words() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "resources/help").glob("*.md")):
        for block in blocks(path.read_text(encoding="utf-8")):
            yield from ((path.name, word.text) for word in block.words if word.bold)


def test_chapters_name_only_what_is_in_the_program():
    """What stands there in bold is a button, menu entry, page or field, by its exact name."""
    wrong = [f"{name}：{word}" for name, word in bold_words() if not is_named(shown(word))]
    assert wrong == []


def is_named(word: str) -> bool:
    return word in named_in_the_program()


def test_a_button_that_is_not_there_would_be_found():
    assert not is_named("打印全部并寄出")
    assert is_named("发启用码")


def test_written_hints_are_of_fields_that_are_there_and_say_it_once():
    by_table = {one.__tablename__: one for cls in ALL for one in (cls, *rows_of(cls))}
    for path in HINTS.glob("*.toml"):
        for table, fields in tomllib.loads(path.read_text(encoding="utf-8")).items():
            cls = by_table[table]
            assert getattr(cls, "owner", table) == path.stem
            for name, parts in fields.items():
                spec = cls.fields[name]
                short = not EXAMPLE.match(spec.help) and spec.help
                assert not (short and parts.get("write")), f"{table}.{name} is told twice"
                assert hint(cls, name).write, f"{table}.{name} has a rule and no words"
                assert spec.needed_when is None or parts.get("when") or spec.computed


def typed(cls):
    fields = cls.fields.values()
    return [s for s in fields if s.shown_when is not never and s.kind.code != "state"]


def test_every_field_of_a_mediation_case_says_what_to_write():
    silent = [spec.label for spec in typed(Case) if not hint(Case, spec.name).write]
    assert silent == []
    accepted = dict(told(Case, Case.fields["accepted_on"]))
    assert "人民调解法第十七条" in accepted["依据"]
    assert accepted["必填"] == "办理“受理”之前要填。"
    assert hint(Case, "accepted_on").spoken.endswith("依据：人民调解法第十七条")


def test_a_short_form_that_is_an_example_alone_stands_as_one_where_more_is_written():
    told_of = dict(told(Plan, Plan.fields["superior"]))
    assert told_of["例"] == "平坝区2024年法治政府建设工作要点"
    assert told_of["怎么写"] == hint(Plan, "superior").write != Plan.fields["superior"].help
    assert hint(Phrase, "name").write == Phrase.fields["name"].help  # an example within a sentence


def test_a_field_without_a_rule_of_its_own_is_told_the_basis_of_its_register():
    law = purposes()["mediation"]["basis"]
    party = Case.fields["parties"].kind.row
    assert dict(told(Case, Case.fields["place_id"]))["依据"] == f"本登记簿依据：{law}"
    assert dict(told(party, party.fields["phone"]))["依据"] == f"本登记簿依据：{law}"
    assert law not in dict(told(Case, Case.fields["refusal_reason"]))["依据"]
    assert law not in hint(Case, "place_id").spoken  # said once by F1, not at every field
    assert "依据" not in dict(told(Phrase, Phrase.fields["text"]))


def test_a_chapter_says_the_basis_of_its_register_once(chapters):
    for chapter in chapters:
        law = purposes().get(chapter.key, {}).get("basis")
        said = chapter.text.split("\n\n").count(f"依据：{law}。")
        assert said == (1 if law else 0), chapter.key


def test_the_book_on_paper_has_every_chapter_under_its_page_number(chapters, tmp_path, capsys):
    path = tmp_path / "帮助.pdf"
    assert main(["help", "--out", str(path)]) == 0
    pages = pages_of(path.read_bytes())
    assert f"{len(pages)} 页" in capsys.readouterr().out
    with pikepdf.open(path) as file, file.open_outline() as outline:
        marks = [(part.title, [one.title for one in part.children]) for part in outline.root]
    assert marks[0] == (HOW, [c.title for c in by_hand()])
    assert [title for _, under in marks for title in under] == [c.title for c in chapters]
    first = next(place for place, text in enumerate(pages) if text.startswith("第一天第一次"))
    feet = (f"{number}/{len(pages)}" for number in range(1, first + 1))
    listed = "".join(map(str.removesuffix, pages[:first], feet))
    alone = tuple(one for chapter in chapters for one in heading_and_one_line(chapter))
    whole = (text.removesuffix(f"{n}/{len(pages)}") for n, text in enumerate(pages, 1))
    left = [text[-40:] for text in whole if re.sub(r"[\s·]", "", text).endswith(("栏目", *alone))]
    assert left == []  # a heading goes over with two lines of what stands under it
    for chapter in chapters:
        numbers = re.findall(re.escape(chapter.title) + r"·+(\d+)", listed)
        assert any(chapter.title in pages[int(number) - 1] for number in numbers), chapter.title


def heading_and_one_line(chapter):
    """What no page may end with, since there is more to stand under the heading."""
    for heading, line, more in zip(*(blocks(chapter.text)[n:] for n in range(3)), strict=False):
        if heading.level and not (line.level or more.level) and len(line.text) < SHORT:
            yield re.sub(r"[\s·]", "", heading.text + line.text)


def test_marks_in_a_text_mean_themselves():
    text = r"a*b_c [d](e) <f> #1 `g` \h ~i~ | & **"
    assert blocks(escaped(text))[0].text == text


def test_a_certificate_is_made_when_asked_for_and_its_chapter_says_where(chapters):
    told_of = {chapter.key: chapter.text for chapter in chapters}
    for table in ("certificate", "receiving_key"):
        assert "新登记" in told_of[table]
        assert "由程序写入，只能查看" not in told_of[table]
    assert "由程序写入，只能查看" in told_of["export_log"]
