"""No module of the package holds state: importing one changes nothing, and two runs in one process share nothing."""

import ast
import dataclasses
import functools
import importlib
import pkgutil
import re
import types
import typing
from collections import deque
from collections.abc import Iterator
from datetime import timezone
from enum import Enum
from pathlib import Path, PurePath
from weakref import WeakSet

import click
import pytest
from openpyxl.descriptors.serialisable import Serialisable
from pydantic import TypeAdapter
from werkzeug.local import LocalProxy

import course
from course.build_cache import NO_CACHE, BuildCache
from support.sources import ENTRY_POINTS, PACKAGE, SCRIPTS, functions, imported, tree

pytestmark = pytest.mark.usefixtures("sources_read_anew")

MODULES = [found.name for found in pkgutil.walk_packages(course.__path__, "course.")]
CACHED = type(functools.cache(len))
CONTAINERS = (list, dict, set, deque, WeakSet)
MUTATING = frozenset({
    "add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "setdefault",
    "update",
})  # fmt: skip
TYPING = frozenset({"typing", "typing_extensions", "collections.abc"})
# What no code of ours changes once it is made.
CONSTANT = (
    types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type, types.GenericAlias, types.UnionType,
    str, bytes, int, float, complex, type(None), range, re.Pattern, PurePath, Enum, timezone, functools.partial,
    typing.TypeVar, typing.TypeVarTuple, typing.ParamSpec, TypeAdapter, Serialisable, click.Command, click.Parameter,
    click.ParamType, LocalProxy,  # a name for the request of the thread
)  # fmt: skip


def state(value: object) -> Iterator[str]:
    """Yield what could change in the value of a module's name."""
    if isinstance(value, tuple | frozenset):
        for element in value:
            yield from state(element)
    elif isinstance(value, dict):
        # A table is written once; the test below finds code that would change it.
        yield "" if value else "an empty dict"
        for element in value.values():
            yield from state(element)
    elif isinstance(value, CACHED):
        yield f"a cache of {value.__qualname__}" * value.__module__.startswith("course")
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        frozen = vars(type(value))["__dataclass_params__"].frozen
        yield "" if frozen else f"a {type(value).__name__} that is not frozen"
        for field in dataclasses.fields(value):
            yield from state(getattr(value, field.name))
    elif type(value).__module__.startswith("course") and not isinstance(value, click.Command):
        yield from changed_after_making(type(value))
        for attribute in vars(value).values():
            yield from state(attribute)
    elif not (isinstance(value, CONSTANT) or type(value).__module__ in TYPING):
        yield type(value).__name__


def changed_after_making(kind: type) -> Iterator[str]:
    """Yield the attributes that the methods of a class set on an object other than while they make it."""
    (found,) = (
        node
        for file in PACKAGE
        if file == SCRIPTS / f"{kind.__module__.replace('.', '/')}.py"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__
    )
    for method in found.body:
        if isinstance(method, ast.FunctionDef) and method.name != "__init__":
            for node in ast.walk(method):
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
                    yield f"{kind.__name__}.{node.attr}"


def named(module: types.ModuleType) -> Iterator[tuple[str, object]]:
    """Yield the names of a module, and those of the classes that are defined there, with what they stand for."""
    for name, value in vars(module).items():
        if not name.startswith("__"):
            yield name, value
        if isinstance(value, type) and value.__module__ == module.__name__:
            for attribute, within in vars(value).items():
                # What the makers of models, enumerations and named tuples keep with a class is theirs.
                if isinstance(within, CONTAINERS) and not attribute.startswith(
                    ("__", "model_", "_field", "_member", "_unhashable", "_value2member")
                ):
                    yield f"{name}.{attribute}", within


@pytest.mark.parametrize("name", MODULES)
def test_no_module_holds_state(name: str) -> None:
    module = importlib.import_module(name)
    assert [(place, found) for place, value in named(module) for found in state(value) if found] == []


@pytest.mark.parametrize(
    "value",
    [[], {}, {"a": []}, set(), (1, [2]), functools.cache(lambda: 1), BuildCache(), [1], WeakSet(), {"a": {}}],
    ids=lambda value: type(value).__name__,
)
def test_state_is_found(value: object) -> None:
    if isinstance(value, CACHED):
        value.__module__ = "course.any"
    assert list(state(value))


@pytest.mark.parametrize(
    "value",
    [(), (1, "a"), frozenset("a"), {"a": "b"}, NO_CACHE, re.compile("a"), state],
    ids=lambda value: type(value).__name__,
)
def test_what_never_changes_is_no_state(value: object) -> None:
    assert [found for found in state(value) if found] == []


def owned(file: Path) -> Iterator[ast.AST]:
    """Yield the nodes that would change what a name of the module stands for."""
    names = {
        target.id
        for node in tree(file).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }

    def is_of_module(node: ast.AST) -> bool:
        return isinstance(node, ast.Name) and node.id in names

    for function in functions(file):
        for node in ast.walk(function):
            if (
                isinstance(node, ast.Subscript)
                and isinstance(node.ctx, ast.Store | ast.Del)
                and is_of_module(node.value)
            ):
                yield node
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in MUTATING and is_of_module(called.value):
                yield node


@pytest.mark.parametrize("file", [*PACKAGE, *ENTRY_POINTS], ids=lambda file: file.relative_to(SCRIPTS).as_posix())
def test_no_code_changes_what_a_module_holds(file: Path) -> None:
    assert [ast.unparse(node) for node in owned(file)] == []
    assert [node.names for node in ast.walk(tree(file)) if isinstance(node, ast.Global)] == []


def test_only_a_process_that_ends_switches_the_collector_off() -> None:
    files = (*PACKAGE, *ENTRY_POINTS)
    assert [file.name for file in files if "gc" in imported(file)] == ["collector.py"]
    users = [file.relative_to(SCRIPTS).as_posix() for file in files if "collector_off" in file.read_text("utf-8")]
    assert sorted(users) == ["course/cli/__main__.py", "course/collector.py", "course/site/run_mkdocs.py"]
    assert [file.name for file in (*PACKAGE, *ENTRY_POINTS) if "atexit" in imported(file)] == []
