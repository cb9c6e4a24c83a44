"""What the shape of the code must hold, read from its syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
PACKAGE = sorted((SCRIPTS / "course").rglob("*.py"))
ENTRY_POINTS = sorted(SCRIPTS.glob("*.py"))
LONGEST_FUNCTION = 60
# These do their work themselves: a machine without Python packages, a browser that takes pictures, an adapter that
# answers as many events as MkDocs has for us.
ADAPTERS = {"mkdocs_hook.py", "mkdocs_serving.py"}
LONG_ENTRY_POINTS = {"install.py", "screenshots.py", *ADAPTERS}
# What several entry points begin with, and no command of its own.
BEGINNINGS = {"installed.py", "opened.py"}


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(file: Path) -> set[str]:
    """Return the top-level packages that a file imports."""
    names: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def importers(package: str) -> set[str]:
    return {file.relative_to(SCRIPTS).as_posix() for file in (*PACKAGE, *ENTRY_POINTS) if package in imported(file)}


def test_only_yaml_reader_imports_yaml() -> None:
    assert importers("yaml") == {"course/text/yaml_reader.py"}


def test_only_the_adapters_import_mkdocs() -> None:
    assert importers("mkdocs") == ADAPTERS


@pytest.mark.parametrize("file", PACKAGE, ids=lambda file: file.relative_to(SCRIPTS).as_posix())
def test_the_package_prints_nothing(file: Path) -> None:
    named = {node.id for node in ast.walk(tree(file)) if isinstance(node, ast.Name)}
    assert "print" not in named
    assert not {"sys", "logging"} & imported(file)


@pytest.mark.parametrize("file", [*PACKAGE, *ENTRY_POINTS], ids=lambda file: file.relative_to(SCRIPTS).as_posix())
def test_no_function_is_longer_than_sixty_lines(file: Path) -> None:
    long = [function.name for function in functions(file) if lines_of(function) > LONGEST_FUNCTION]
    assert long == []


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


@pytest.mark.parametrize(
    "file", [file for file in ENTRY_POINTS if file.name not in BEGINNINGS], ids=lambda file: file.name
)
def test_an_entry_point_is_short_and_its_main_returns_a_status(file: Path) -> None:
    if file.name not in LONG_ENTRY_POINTS:
        assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_FUNCTION
    mains = [function for function in functions(file) if function.name == "main"]
    if file.name in ADAPTERS:
        assert mains == []
        return
    (main,) = mains
    assert isinstance(main.returns, ast.Name)
    assert main.returns.id == "int"
    assert "sys.exit(main())" in file.read_text(encoding="utf-8")


def test_the_model_neither_reads_nor_writes() -> None:
    for file in sorted((SCRIPTS / "course/model").glob("*.py")):
        assert not {"pathlib", "os", "io", "tempfile"} & imported(file)
        assert "open" not in {node.id for node in ast.walk(tree(file)) if isinstance(node, ast.Name)}


# A release is made of a built site in a temporary folder; nothing that anybody keeps is written there.
ON_A_COPY = {
    *(f"course/release/{name}.py" for name in ("compress", "hash_assets", "make", "merge_css")),
    "course/site/prune.py",
}


def test_files_are_written_in_one_place_only() -> None:
    writing = {"write_text", "write_bytes", "unlink", "mkdir", "rmdir", "replace", "rename"}
    writers = {
        file.relative_to(SCRIPTS).as_posix()
        for file in PACKAGE
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute) and node.attr in writing - {"replace"}
    }
    assert writers == {
        "course/files.py",
        "course/publish/local.py",
        "course/release/build_offline_kit.py",
        "course/publish/ssh.py",
        "course/publish/package.py",
        *ON_A_COPY,
    }
