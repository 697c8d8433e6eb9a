"""The command that lists what is past its term."""

import json
from typing import Any

from tests.offices import new_store
from tests.registers.test_retention import consulted


def test_what_is_past_its_term_is_listed(run: Any, tmp_path: Any) -> None:
    with new_store(tmp_path) as database:
        record = consulted(database)
    store = database.path
    code, out, _ = run("retention", "--store", store)
    assert code == 0
    assert record.caption in out
    assert "保管期满的共 1 条" in out
    code, out, _ = run("retention", "--register", "人民调解", "--json", "--store", store)
    assert (code, json.loads(out)) == (0, [])
