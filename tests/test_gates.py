"""The house rules that no linter knows: sizes, names, leftovers, one defect of PySide6."""

import ast
import importlib
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = ("db", "desktop", "main.py")
OF_PEERS = ("tests.bench.peers.worker",)  # runs in an environment of theirs
WRITTEN_BY_ALEMBIC = ROOT / "db/store/migrations/versions"


def python_files(*places: str) -> list[Path]:
    found: set[Path] = set()
    for place in places:
        path = ROOT / place
        found |= {path} if path.is_file() else set(path.rglob("*.py"))
    return sorted(path for path in found if WRITTEN_BY_ALEMBIC not in path.parents)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def tracked(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", "-z", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git clone: there is no list of tracked files")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@cache
def definitions(path: Path) -> list[Definition]:
    return [node for node in ast.walk(parsed(path)) if isinstance(node, Definition)]


@pytest.mark.parametrize("place", ["tests/bench", "tests/faults", "tests/fuzz"])
def test_what_a_command_of_its_own_runs_still_finds_what_it_calls(place):
    modules = [name(path).removesuffix(".py").replace("/", ".") for path in python_files(place)]
    for module in modules:
        if module not in OF_PEERS and not module.endswith("__main__"):
            importlib.import_module(module)


@pytest.mark.parametrize(("places", "limit"), [(PROGRAM, 300), (("tests", "resources"), 400)])
def test_a_file_is_short(places, limit):
    long = {
        name(path): lines
        for path in python_files(*places)
        if (lines := path.read_text(encoding="utf-8").count("\n")) > limit
    }
    assert long == {}


def test_a_function_is_short():
    long = {
        f"{name(path)}:{node.lineno} {node.name}": lines
        for path in python_files(*PROGRAM)
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef) and (lines := node.end_lineno - node.lineno + 1) > 50
    }
    assert long == {}


def test_a_module_opens_with_one_sentence():
    silent = []
    for path in python_files(*PROGRAM, "tests", "resources"):
        first = (ast.get_docstring(parsed(path)) or "").partition("\n\n")[0].replace("\n", " ")
        if not first.endswith((".", "。")) and path.stat().st_size:
            silent.append(f"{name(path)}: {first[:60]!r}")
    assert silent == []


FOGGY = re.compile(r"(?:^|[a-z0-9])(?:Manager|Helper|Utils?|Base|Controller|Service)s?(?=$|[A-Z])")
FOGGY_PLACES = re.compile(r"manager|helpers?|utils?|base|controller|services?|core|common|misc")


def test_a_name_says_what_the_thing_is():
    classes = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in python_files(*PROGRAM, "tests")
        for node in definitions(path)
        if isinstance(node, ast.ClassDef) and FOGGY.search(node.name)
    ]
    places = [
        name(path)
        for path in tracked()
        if any(map(FOGGY_PLACES.fullmatch, path.relative_to(ROOT).with_suffix("").parts))
    ]
    assert classes + places == []


def test_nothing_is_left_for_later():
    leftover = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
    found = [
        f"{name(path)}:{number} {line.strip()[:80]}"
        for path in python_files(*PROGRAM, "tests", "resources")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if leftover.search(line)
    ]
    assert found == []


def is_empty(statement: ast.stmt) -> bool:
    """A statement that stands for work not done; a docstring alone may say why there is none."""
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant) and statement.value.value is ...
    missing = isinstance(statement, ast.Raise) and "NotImplementedError" in ast.dump(statement)
    return missing or isinstance(statement, ast.Pass)


@cache
def methods_of_protocols(path: Path) -> set[ast.stmt]:
    protocols = (
        node
        for node in definitions(path)
        if isinstance(node, ast.ClassDef)
        if any("Protocol" in ast.dump(parent) for parent in node.bases)
    )
    return {method for protocol in protocols for method in protocol.body}


def test_every_function_does_something():
    stubs = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in python_files(*PROGRAM)
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef) and node not in methods_of_protocols(path)
        if not re.search("overload|abstract", " ".join(map(ast.dump, node.decorator_list)))
        if any(is_empty(statement) for statement in node.body)
    ]
    assert stubs == []


def test_no_path_of_this_machine_is_kept():
    own = [str(place).encode() for place in (ROOT, Path.home()) if len(place.parts) > 2]
    texts = {path: path.read_bytes() for path in tracked()}
    assert [name(path) for path, text in texts.items() if any(word in text for word in own)] == []


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="from 3.12 on None is not counted")
def test_qt_keeps_its_references_to_none(qapp):
    """PySide6 6.12.0 loses one per void call and aborts after some thousands (docs/release.md)."""
    before = sys.getrefcount(None)
    for number in range(1000):
        qapp.setApplicationName(str(number % 2))
    assert sys.getrefcount(None) - before > -500
