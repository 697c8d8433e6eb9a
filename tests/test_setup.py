"""What a first start relies on: the locks, and what is said about the packages in them."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import takewhile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")


def canonical(name: str) -> str:
    """PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", read(lock), re.MULTILINE))


def declared() -> set[str]:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    names = (re.match(r"[\w.-]+", text) for text in project["dependencies"])
    return {canonical(name[0]) for name in names if name}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_pins_by_hash(lock):
    text = read(lock)
    assert not re.search(r"://|--(?:extra-)?index|--find-links|\.(?:com|org|net|cn)\b", text)
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[a-z0-9-]+==\S+( ; .+)? \\\n", block), block[:80]
        assert "--hash=sha256:" in block


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_every_other_lock_holds_the_whole_of_the_first(lock):
    assert pins("requirements.lock").items() <= pins(lock).items()


def test_the_lock_holds_what_the_project_declares():
    assert declared() <= set(pins("requirements.lock"))


def imported() -> set[str]:
    """Top-level names of all modules that the program imports."""
    found: set[str] = set()
    for path in (ROOT / "main.py", *(ROOT / "db").rglob("*.py"), *(ROOT / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"db", "desktop"}


def test_what_is_imported_is_declared():
    """Otherwise a fresh .venv lacks what a developer's happens to have."""
    owners = packages_distributions()
    # shiboken6 is PySide6's other half, released in the same version.
    allowed = declared() | {"shiboken6"}
    undeclared = {
        name
        for name in imported()
        if not allowed & {canonical(owner) for owner in owners.get(name, ())}
    }
    assert undeclared == set()


def listed_as_third_party() -> set[str]:
    lines = iter(read("THIRD_PARTY.md").splitlines())
    for line in lines:
        if line.startswith("| Package"):
            break
    rows = list(takewhile(lambda line: line.startswith("|"), lines))
    return {canonical(row.split("|")[1].strip()) for row in rows[1:]}


def test_every_package_of_the_program_has_its_licence_named():
    assert listed_as_third_party() == set(pins("requirements.lock"))


def test_both_starters_know_the_same_commands():
    own = {"setup", "test", "faults", "fuzz", "bench", "coverage", "build", "package"}
    assert set(re.findall(r"^(\w+)\)$", read("run"), re.MULTILINE)) == own
    assert set(re.findall(r'"%~1"=="(\w+)"', read("run.cmd"))) == own


def test_the_windows_starter_is_written_as_cmd_reads_it():
    """CRLF, no byte order mark, and plain ASCII until the code page is set."""
    text = (ROOT / "run.cmd").read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n")
    assert text.partition(b"chcp 65001")[0].isascii()
    assert not text.startswith(b"\xef\xbb\xbf")
    called = set(re.findall(rb"(?:goto|call :) ?:?(\w+)", text))
    assert called == set(re.findall(rb"^:(\w+)\r$", text, re.MULTILINE))
