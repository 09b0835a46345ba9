"""The lines of a test cell with claims in the place of its asserts, asked of the student's answer. Raises NotMoved for
what would not mean the same in a check."""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from grader.authoring.assert_forms import (
    claims_of_call,
    claims_of_condition,
    is_assertion_error,
    is_set,
    last_name,
    raised_kind,
)
from grader.authoring.instructor_notebook import AUTOTEST
from grader.authoring.not_moved import NotMoved, asks_for_a_result, has_assert, mentions
from grader.authoring.student_names import StudentClass, StudentNames, object_class
from grader.message import say

_ONLY_SHOWS = frozenset(("print", "display", "plt", "pprint"))


@dataclass
class ClaimWriter(ast.NodeTransformer):
    """tainted: names that hang on the student's answer, theirs among them. helpers: functions of the tests.
    called: the names that are read outside of their own definitions."""

    students: StudentNames
    tainted: set[str]
    helpers: Mapping[str, ast.FunctionDef]
    called: Collection[str]
    claimed: bool = False
    names: set[str] = field(default_factory=set)
    variables: set[str] = field(default_factory=set)
    members: dict[str, dict[str, bool]] = field(default_factory=dict)
    objects: dict[str, StudentClass] = field(default_factory=dict)
    """variable -> the class of the student's that it is an object of."""

    def asks(self, node: ast.AST) -> bool:
        return mentions(node, self.tainted)

    def moved(self, node: ast.stmt) -> list[ast.stmt]:
        done = self.visit(node)
        return done if isinstance(done, list) else [done] if done is not None else []

    def _claims(self, made: Sequence[ast.expr], asked: ast.AST) -> list[ast.stmt]:
        self.claimed = self.claimed or self.asks(asked)
        if self.asks(asked) and not asks_for_a_result(asked, self.tainted, self.students.names):
            raise NotMoved(say("{test} looks at a function itself, not at a result", test=ast.unparse(asked)[:80]))
        if self.asks(asked) and isinstance(asked, ast.Compare):
            self.visit_Compare(copy.deepcopy(asked))
        return [ast.Expr(self.visit(each)) for each in made]

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        return self._claims(claims_of_condition(node.test, node.msg), node.test)

    def visit_Expr(self, node: ast.Expr) -> ast.stmt | list[ast.stmt] | None:
        value = node.value
        if not isinstance(value, ast.Call):
            return None
        if _first_name(value.func) == AUTOTEST:
            return self._alike(value.args[0])
        made = claims_of_call(value)
        if made is not None:
            return self._claims(made, value)
        name = last_name(value.func)
        if "assert" in name.lower():
            raise NotMoved(say("it calls {name}", name=name))
        if _first_name(value.func) in _ONLY_SHOWS:
            return None
        if _first_name(value.func) in self.helpers:
            self._require_helper(value)
            self.claimed = self.claimed or self.asks(value)
            return ast.Expr(self.visit(value))
        if last_name(value.func) == "backward" and not self._is_method(value):
            if self.objects:
                raise NotMoved(say("it differentiates by what an object of the student's holds"))
            return ast.Expr(self.visit(value))
        if self.class_of(value.func) is None and not self._is_method(value) and self._calls(value):
            raise NotMoved(say("what {call} changes is not seen here", call=ast.unparse(value)[:80]))
        return ast.Expr(self.visit(value))

    def _alike(self, asked: ast.expr) -> ast.stmt:
        """What is asked of the answer and of the solution is to agree."""
        if mentions(asked, self.tainted - self.students.names - self.students.variables) or mentions(
            asked, self.objects
        ):
            raise NotMoved(say("an AUTOTEST looks at what an earlier line has asked for"))
        self.claimed = self.claimed or self.asks(asked)
        source, reference = ast.Constant(ast.unparse(asked)[:100]), copy.deepcopy(asked)
        for node in ast.walk(reference):
            if isinstance(node, ast.Name) and node.id in self.students.names:
                node.id = f"solution.{node.id}"
            elif isinstance(node, ast.Name) and node.id in self.students.variables:
                node.id = f"asserts.variable(solution, {node.id!r})"
        alike = ast.Attribute(ast.Name("asserts", ast.Load()), "alike", ast.Load())
        return ast.Expr(ast.Call(alike, [self.visit(asked), reference, source], []))

    def _calls(self, value: ast.Call) -> bool:
        """Whether it asks the student's answer itself, and not a helper of the test's."""
        return mentions(value, self.students.names)

    def _is_method(self, value: ast.Call) -> bool:
        return isinstance(value.func, ast.Attribute) and self.class_of(value.func.value) is not None

    def visit_Try(self, node: ast.Try) -> ast.stmt | list[ast.stmt]:
        found = raised_kind(node)
        if found is not None and self.asks(found[1]):
            return self._claims([found[0]], found[1])
        return self._refuse(node, "try")

    def visit_With(self, node: ast.With) -> ast.stmt | list[ast.stmt]:
        found = raised_kind(node)
        if found is not None:
            return self._claims([found[0]], found[1])
        return self._refuse(node, "with")

    def _refuse(self, node: ast.stmt, what: str) -> ast.stmt:
        if self.asks(node) or has_assert(node):
            raise NotMoved(say("it asks the student's answer inside of `{what}`", what=what))
        return node

    def visit_If(self, node: ast.If) -> ast.stmt | list[ast.stmt]:
        match node:
            case ast.If(test=test, body=[ast.Raise(exc=error)], orelse=[]) if is_assertion_error(error):
                message = error.args[0] if isinstance(error, ast.Call) and error.args else None
                return self._claims(claims_of_condition(ast.UnaryOp(ast.Not(), test), message), test)
        return self._filled(node)

    def visit_Raise(self, node: ast.Raise) -> ast.stmt:
        raise NotMoved(say("it raises an error by itself"))

    def visit_For(self, node: ast.For) -> ast.stmt:
        if self.class_of(node.iter) is not None:
            raise NotMoved(say("it goes through an object of the student's"))
        return self._filled(node)

    def visit_While(self, node: ast.While) -> ast.stmt:
        return self._filled(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        if not (self.asks(node) or has_assert(node)):
            return node
        before = self.claimed
        done = self._filled(node)
        self.claimed = before or (self.claimed and node.name in self.called)  # what is never called claims nothing
        return done

    def _filled(self, node: ast.stmt) -> ast.stmt:
        self.generic_visit(node)
        if not node.body:  # type: ignore[attr-defined]
            node.body = [ast.Pass()]  # type: ignore[attr-defined]
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        for target in node.targets:
            if isinstance(target, ast.Name):
                known = self.class_of(node.value)
                self.objects.pop(target.id, None)
                self.objects |= {target.id: known} if known else {}
        self.generic_visit(node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.students.variables:
            self.variables.add(node.id)
            function = ast.Attribute(ast.Name("asserts", ast.Load()), "variable", ast.Load())
            return ast.Call(function, [ast.Name("student", ast.Load()), ast.Constant(node.id)], [])
        if node.id not in self.students.names:
            return node
        self.names.add(node.id)
        return ast.Attribute(ast.Name("student", ast.Load()), node.id, ast.Load())

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if isinstance(node.value, ast.Name) and node.value.id in self.students.names:
            if node.attr != "apply" or node.value.id not in self.students.functions_of_autograd:
                raise NotMoved(say("it looks at {what}, not at a result", what=ast.unparse(node)))
        elif (known := self.class_of(node.value)) is not None and isinstance(node.ctx, ast.Load):
            if node.attr in known.methods or node.attr.startswith("__"):
                raise NotMoved(say("it looks at the method {what} without a call", what=ast.unparse(node)))
            self._member(known, node.attr, False)
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        known, function = None, node.func
        if isinstance(function, ast.Attribute):
            known = self.class_of(function.value)
        if known is not None and isinstance(function, ast.Attribute):
            if self.class_of(node) is None:
                self._member(known, function.attr, True)
            function.value = self.visit(function.value)
        elif (called := self.class_of(function)) is not None:
            self._member(called, "__call__", True)
            node.func = self.visit(function)
        else:
            if _first_name(function) not in self.students.names:
                self._require_plain(node)
                self._require_helper(node)
            node.func = self.visit(function)
        node.args = [self.visit(each) for each in node.args]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self._require_plain(node)
        if any(is_set(each) for each in (node.left, *node.comparators)) and self.asks(node):
            raise NotMoved(say("sets are not read: let the function return a sorted list"))
        self.generic_visit(node)
        return node

    def _require_plain(self, node: ast.AST) -> None:
        for each in ast.iter_child_nodes(node):
            known = self.class_of(each) if isinstance(each, ast.expr) else None
            if known is not None and each is not getattr(node, "func", None):
                raise NotMoved(say("it looks at an object of {name} as a whole", name=known.name))

    def _require_helper(self, call: ast.Call) -> None:
        """An error of the answer's is another one here: a helper cannot catch it."""
        helper = self.helpers.get(_first_name(call.func))
        if (
            helper is not None
            and self.asks(call)
            and any(isinstance(each, ast.Try | ast.With) for each in ast.walk(helper))
        ):
            raise NotMoved(say("its function {name} has a `try` or `with` around what it calls", name=helper.name))

    def _member(self, known: StudentClass, name: str, is_method: bool) -> None:
        self.members.setdefault(known.name, {})[name] = is_method

    def class_of(self, node: ast.expr) -> StudentClass | None:
        return object_class(node, self.students, self.objects)


def _first_name(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
