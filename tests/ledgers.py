"""A synthetic ledger of disputes as an old office kept it: titles, two header rows, sums below."""

from datetime import date, timedelta
from pathlib import Path

from stdnum.cn import ric

ROWS = 158
FAULTS = {
    5: (4, 520403198001010010),  # a number that Excel cut
    19: (2, "3/5/2024"),
    33: (7, "没有的类型"),
    47: (9, "丙调解员"),
    61: (4, "4.4E+17"),
    75: (2, "2024年13月5日"),
    89: (11, "不知道"),
    103: (10, "一千多"),
    117: (1, "第九十九号"),
    131: (3, None),
    145: (1, "（2024）测人调字第1号"),
}
"""By number of the dispute, from 1: the column, from 0, and what is wrong in it."""
HEAD = (
    ("序号", "案号", "受理日期", "申请人", None, "被申请人", None,
     "纠纷类别", "简要案情", "承办人", "涉案金额（元）", "状态"),
    (None, None, None, "姓名", "身份证号码", "姓名", "联系电话"),
)  # fmt: skip


def known(number: int) -> str:
    """An ID number of nobody."""
    body = f"520403188{number % 10}0{1 + number % 9}{10 + number % 18}{number:03}"
    return body + str(ric.calc_check_digit(body + "0"))


def row(number: int) -> list[object]:
    """One dispute, from 1; dates come in the forms that people write."""
    day = date(2024, 1, 2) + timedelta(days=2 * (number - 1))
    forms = (
        day,
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        (day - date(1899, 12, 30)).days,
    )
    return [
        number, f"(2024)测人调字第{number}号", forms[number % 5], f"赵{number}", known(number),
        f"钱{number}", f"138{number:08}", "邻里纠纷", f"因通道堆物争执（{number}）。",
        "甲调解员", 100 * number, "已结案",
    ]  # fmt: skip


def write_ledger(path: Path, *, faults: bool = True) -> None:
    """The workbook, with its faults or without."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "2024年"
    sheet.append(["测试镇2024年度人民调解案件台账"])
    for line in HEAD:
        sheet.append(line)
    for place in ("A1:L1", "D2:E2", "F2:G2"):
        sheet.merge_cells(place)
    for number in range(1, ROWS + 1):
        cells = row(number)
        if faults and number in FAULTS:
            column, wrong = FAULTS[number]
            cells[column] = wrong
        sheet.append(cells)
    sheet.append(["合计", None, None, None, None, None, None, None, None, None, 1_256_100])
    sheet.append(["填表人：某某"])
    notes = book.create_sheet("说明")
    notes["A1"] = "本表按年装订"
    book.save(path)
