"""What the shape of the code must hold, read from its syntax trees."""

import ast
from pathlib import Path

import pytest

from support.site_build import ROOT
from support.sources import ENTRY_POINTS, PACKAGE, SCRIPTS, functions, imported, tree

LONGEST_FUNCTION = 60


def importers(package: str) -> set[str]:
    return {file.relative_to(SCRIPTS).as_posix() for file in (*PACKAGE, *ENTRY_POINTS) if package in imported(file)}


def test_only_yaml_reader_imports_yaml() -> None:
    assert importers("yaml") == {"course/text/yaml_reader.py"}


def test_only_the_plugin_imports_mkdocs() -> None:
    assert importers("mkdocs") == {f"course/site/mkdocs_{name}.py" for name in ("menus", "plugin", "serving")}


SILENT = [file for file in PACKAGE if "cli" not in file.parts]
# A plugin of MkDocs speaks through the log of MkDocs.
LOGGING = "mkdocs_plugin.py"


@pytest.mark.parametrize("file", SILENT, ids=lambda file: file.relative_to(SCRIPTS).as_posix())
def test_the_package_prints_nothing(file: Path) -> None:
    named = {node.id for node in ast.walk(tree(file)) if isinstance(node, ast.Name)}
    assert "print" not in named
    used = {ast.unparse(node) for node in ast.walk(tree(file)) if isinstance(node, ast.Attribute)}
    assert not {"sys.stdout", "sys.stderr"} & used
    assert "logging" not in imported(file) or file.name == LOGGING


@pytest.mark.parametrize("file", [*PACKAGE, *ENTRY_POINTS], ids=lambda file: file.relative_to(SCRIPTS).as_posix())
def test_no_function_is_longer_than_sixty_lines(file: Path) -> None:
    long = [function.name for function in functions(file) if lines_of(function) > LONGEST_FUNCTION]
    assert long == []


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def test_scripts_holds_the_installer_the_developers_tools_and_the_package() -> None:
    names = {entry.name for entry in SCRIPTS.iterdir() if entry.suffix != ".egg-info"} - {"__pycache__"}
    assert names == {"install.py", "dev", "course"}


@pytest.mark.parametrize("folder", ["scripts", "tests", "bench", "deploy"])
def test_nothing_changes_where_python_looks_for_modules(folder: str) -> None:
    changing = "sys." + "path"
    files = (ROOT / folder).rglob("*.py")
    assert [str(file) for file in files if changing in file.read_text(encoding="utf-8")] == []


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
        "course/whole_folders.py",
        "course/publish/local.py",
        "course/release/build_offline_kit.py",
        "course/publish/ssh.py",
        "course/publish/package.py",
        *ON_A_COPY,
    }
