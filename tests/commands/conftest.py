"""The command line as tests call it."""

from typing import Any

import pytest

import main as program
from tests.offices import PASSWORD


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSWORD)

    def call(*words: object) -> tuple[int, str, str]:
        code = program.main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call
