"""What the solution of a notebook defines: the functions, classes and variables that students are to write."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from grader.authoring.notebook_code import CellStatement


@dataclass(frozen=True)
class StudentClass:
    """takes: the parameters of its constructor. methods: those that are called. give_objects: those of them whose
    result is an object of the class again."""

    name: str
    takes: tuple[str, ...] = ()
    methods: frozenset[str] = frozenset()
    give_objects: frozenset[str] = frozenset()


@dataclass
class StudentNames:
    """functions_of_autograd: the classes that are used by their `apply`."""

    functions: set[str] = field(default_factory=set)
    classes: dict[str, StudentClass] = field(default_factory=dict)
    functions_of_autograd: set[str] = field(default_factory=set)
    variables: set[str] = field(default_factory=set)

    @property
    def names(self) -> set[str]:
        return self.functions | set(self.classes) | self.functions_of_autograd


def names_of(statements: Iterable[CellStatement]) -> StudentNames:
    """statements: of the cells with solutions."""
    found = StudentNames()
    for each in (each for each in statements if each.solved):
        match each.node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.functions.add(name)
            case ast.ClassDef(name=name, bases=bases):
                if any(ast.unparse(base).endswith("autograd.Function") for base in bases):
                    found.functions_of_autograd.add(name)
                else:
                    found.classes[name] = _class(each.node)
            case ast.Import() | ast.ImportFrom():
                pass
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda()):
                found.functions.add(name)
            case _:
                found.variables |= each.binds
    found.variables -= found.names
    return found


def _class(node: ast.ClassDef) -> StudentClass:
    methods = {each.name: each for each in node.body if isinstance(each, ast.FunctionDef)}
    init = methods.get("__init__")
    takes = [arg.arg for arg in (*init.args.posonlyargs, *init.args.args)][1:] if init else []
    called = {name: each for name, each in methods.items() if not _is_property(each)}
    objects = {name for name, each in called.items() if _gives_object(each, node.name)}
    return StudentClass(node.name, tuple(takes), frozenset(called), frozenset(objects))


def _is_property(function: ast.FunctionDef) -> bool:
    return any(ast.unparse(each).endswith("property") for each in function.decorator_list)


def _gives_object(function: ast.FunctionDef, name: str) -> bool:
    """Whether it returns a new object of its class, itself, or a variable that holds one."""
    made = {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and _makes(node.value, name)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None]
    return any(_makes(each, name) or (isinstance(each, ast.Name) and each.id in {"self", *made}) for each in returned)


def _makes(node: ast.expr, name: str) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    return called in (name, "type(self)", "self.__class__", "cls")


def object_class(node: ast.expr, students: StudentNames, objects: Mapping[str, StudentClass]) -> StudentClass | None:
    """The class of the student's that an expression is an object of. objects: variable -> its class."""
    match node:
        case ast.Name(id=name):
            return objects.get(name)
        case ast.Call(func=ast.Name(id=name)) if name in students.classes:
            return students.classes[name]
        case ast.Call(func=ast.Attribute(value=value, attr=name)):
            known = object_class(value, students, objects)
            return known if known and name in known.give_objects else None
        case ast.BinOp(left=left, right=right):
            return object_class(left, students, objects) or object_class(right, students, objects)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=value) | ast.Subscript(value=value):
            return object_class(value, students, objects)
    return None
