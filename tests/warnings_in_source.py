"""Every warning that a reader can give, collected from the source of the readers.

A warning is what comes into a list called `warnings`, or is the third thing that a `Reading` is made of: a
string there, or any string that a function called there returns, yields or appends.  What comes into a list
called `left_out` becomes a part of one warning.  Where a value stands, a template gets "3", which is a
number and a word.
"""

from __future__ import annotations

import ast
import importlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import chidao.readers

READERS = Path(chidao.readers.__file__).parent
LISTS = {"warnings": "", "left_out": "left out: "}
"""The lists, and what stands before that which comes into them."""


def warnings() -> dict[str, str]:
    """Each warning, filled in, and the file and line that it comes from."""
    modules = [_Module(path) for path in sorted(READERS.rglob("*.py"))]
    found = {}
    for name, before in LISTS.items():
        roots = [(module, root) for module in modules for root in module.comes_into(name)]
        makers: set[str] = set()
        while called := {function for _module, root in roots for function in _calls(root)} - makers:
            makers |= called
            roots += [(m, given) for m in modules for function in called for given in m.given_by(function)]
        for module, root in roots:
            for text in module.texts(root):
                found[before + text] = f"{module.path.relative_to(READERS)}:{root.lineno}"
    return found


class _Module:
    """The source of one module."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text("utf-8"))
        parts = path.relative_to(READERS).with_suffix("").parts
        self.name = ".".join(["chidao.readers", *(part for part in parts if part != "__init__")])

    def comes_into(self, wanted: str) -> Iterator[ast.expr]:
        """What comes into the lists of this name."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and any(_name(target) == wanted for target in node.targets):
                yield node.value
            elif isinstance(node, ast.AugAssign | ast.AnnAssign) and _name(node.target) == wanted:
                yield from [node.value] if node.value else []
            elif isinstance(node, ast.Call):
                name = _name(node.func)
                if name in ("append", "extend") and _name(getattr(node.func, "value", node)) == wanted:
                    yield from node.args
                elif name == "Reading" and wanted == "warnings":
                    yield from node.args[2:3]
            elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
                # "text, names, warnings": what read_text and decode return beside the text.
                yield from (x for x in node.value.elts[2:3] if any(_name(y) == wanted for y in ast.walk(x)))

    def given_by(self, function: str) -> Iterator[ast.expr]:
        """What the *function* of this name returns, yields or appends."""
        for made in ast.walk(self.tree):
            if isinstance(made, ast.FunctionDef) and made.name == function:
                for node in ast.walk(made):
                    if isinstance(node, ast.Return | ast.Yield) and node.value:
                        yield node.value
                    elif isinstance(node, ast.Call) and _name(node.func) == "append":
                        yield from node.args
                    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.List | ast.ListComp):
                        yield node.value

    def texts(self, root: ast.expr) -> Iterator[str]:
        """The strings that *root* may be."""
        if isinstance(root, ast.List | ast.Tuple):
            for element in root.elts:
                yield from self.texts(element)
        elif isinstance(root, ast.Starred):
            yield from self.texts(root.value)
        elif isinstance(root, ast.ListComp):
            yield from self.texts(root.elt)
        elif isinstance(root, ast.IfExp):
            yield from itertools.chain(self.texts(root.body), self.texts(root.orelse))
        elif isinstance(root, ast.Constant | ast.JoinedStr | ast.BinOp):
            yield from self._filled(root)

    def _filled(self, node: ast.expr) -> list[str]:
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return [
                a + b for a in self._filled(node.left) or ["3"] for b in self._filled(node.right) or ["3"]
            ]
        if isinstance(node, ast.JoinedStr):
            pieces = [self._filled(value) or ["3"] for value in node.values]
            return ["".join(parts) for parts in itertools.product(*pieces)]
        if isinstance(node, ast.FormattedValue):
            return self._value(node.value)
        return []

    def _value(self, node: ast.expr) -> list[str]:
        """What may stand in the place of a value: both branches of a choice, a constant, names of a table."""
        if isinstance(node, ast.IfExp):
            return [*self._filled(node.body), *self._filled(node.orelse)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            return ["", *self._filled(node.left)]
        if isinstance(node, ast.Call) and _name(node.func) == "_many":
            name = node.args[1]
            names = [name.value] if isinstance(name, ast.Constant) else self._names_of_a_table()
            return [f"{count} {name}{'s' * (count > 1)}" for name in names for count in (1, 3)]
        if _name(node).isupper():
            owner = self.name
            if isinstance(node, ast.Attribute):
                owner = f"{self.name.rpartition('.')[0]}.{_name(node.value)}"
            return [getattr(importlib.import_module(owner), _name(node))]
        return ["3"]

    def _names_of_a_table(self) -> list[str]:
        """The second entry of each pair in the module's table of what it does not read."""
        return [name for _kind, name in importlib.import_module(self.name)._UNREAD]


def _name(node: ast.AST) -> str:
    return getattr(node, "attr", None) or getattr(node, "id", "")


def _calls(root: ast.AST) -> Iterator[str]:
    """The functions that *root* calls; not those that only fill in a template."""
    if isinstance(root, ast.JoinedStr):
        return
    if isinstance(root, ast.Call):
        yield _name(root.func)
    for child in ast.iter_child_nodes(root):
        yield from _calls(child)
