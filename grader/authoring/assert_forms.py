"""The forms that tests have, as claims of `grader.asserts`: comparisons, NumPy's and torch's closeness, unittest's and
nose's methods, errors that are to be raised."""

from __future__ import annotations

import ast

from grader.text import one_line

_LONGEST = 100
"""Characters of a test's source in a claim."""
_CLOSE = {
    "allclose": (1e-5, 1e-8),
    "isclose": (1e-5, 1e-8),
    "assert_allclose": (1e-7, 0.0),
    "assert_close": (1.3e-6, 1e-5),
}
_MATH_CLOSE = (1e-9, 0.0)
_ALMOST = {"assert_almost_equal": 7, "assert_array_almost_equal": 6, "assertAlmostEqual": 7}
_EQUAL = frozenset((
    "assert_equal", "assert_array_equal", "assertEqual", "assertListEqual", "assertTupleEqual", "assertDictEqual",
    "eq_",
))  # fmt: skip
_EQUAL_ARRAYS = frozenset(("array_equal", "equal"))
_TRUE, _FALSE = frozenset(("assertTrue", "assert_true", "assert_", "ok_")), frozenset(("assertFalse", "assert_false"))
_COMPARED: dict[str, type[ast.cmpop]] = {
    "In": ast.In, "NotIn": ast.NotIn, "Greater": ast.Gt, "GreaterEqual": ast.GtE, "Less": ast.Lt, "LessEqual": ast.LtE,
    "NotEqual": ast.NotEq, "Is": ast.Is, "IsNot": ast.IsNot, "_in": ast.In, "_not_equal": ast.NotEq,
    "_greater": ast.Gt, "_less": ast.Lt, "_is": ast.Is, "_not_in": ast.NotIn,
}  # fmt: skip
_ABSOLUTE = ("abs", "fabs")
_RAISES = frozenset(("raises", "assertRaises", "assert_raises"))


def claims_of_condition(test: ast.expr, message: ast.expr | None = None) -> list[ast.expr]:
    """An assert's condition as calls of `asserts.…`, one for each part that `and` joins."""
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            return [claim for value in values for claim in claims_of_condition(value, message)]
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            return [_equality(left, right, message)]
        case ast.Compare(left=ast.Call() as call, ops=[ast.Lt() | ast.LtE()], comparators=[limit]):
            difference = _difference(call)
            if difference is not None:
                return [_near(*difference, message, ast.Constant(0.0), limit)]
        case ast.Call():
            inner = _without_all(test)
            found = _closeness(inner, message) if isinstance(inner, ast.Call) else None
            if found is not None:
                return [found]
            if last_name(test.func) in _EQUAL_ARRAYS and len(test.args) == 2 and not test.keywords:
                return [_claim("equal", *test.args, source=test.args[0], message=message)]
    return [_claim("holds", test, source=test, message=message)]


def claims_of_call(call: ast.Call) -> list[ast.expr] | None:
    """A statement such as `np.testing.assert_allclose(a, b)` as claims; None for a call that is not known."""
    name, args = last_name(call.func), call.args
    if name in _CLOSE and name.startswith("assert"):
        found = _closeness(call, _keyword(call, "err_msg", "msg"))
        return None if found is None else [found]
    if name in _ALMOST and len(args) >= 2:
        return _almost(name, call)
    if name in _EQUAL and len(args) >= 2:
        return [_equality(args[0], args[1], _message(call, 2))]
    if name in _TRUE | _FALSE and args:
        test = args[0] if name in _TRUE else ast.UnaryOp(ast.Not(), args[0])
        return claims_of_condition(test, _message(call, 1))
    operator = _COMPARED.get(name.removeprefix("assert")) if name.startswith("assert") else None
    if operator is not None and len(args) >= 2:
        return claims_of_condition(ast.Compare(args[0], [operator()], [args[1]]), _message(call, 2))
    if name in ("assertIsNone", "assertIsNotNone") and args:
        is_none = ast.Is() if name == "assertIsNone" else ast.IsNot()
        return claims_of_condition(ast.Compare(args[0], [is_none], [ast.Constant(None)]), _message(call, 1))
    if name == "assertIsInstance" and len(args) >= 2:
        return claims_of_condition(ast.Call(ast.Name("isinstance", ast.Load()), args[:2], []), _message(call, 2))
    if name in _RAISES and len(args) >= 2:
        return [_raises(args[0], ast.Call(args[1], args[2:], call.keywords))]
    return None


def raised_kind(node: ast.Try | ast.With) -> tuple[ast.expr, ast.expr] | None:
    """Of `with pytest.raises(E): call`, or of a `try` that fails unless its one call raises E: the claim and the
    call."""
    match node:
        case ast.With(items=[ast.withitem(ast.Call(func=function, args=[kind, *_]), None)], body=[ast.Expr(call)]):
            if last_name(function) in _RAISES:
                return _raises(kind, call), call
        case ast.Try(body=[ast.Expr(call), *rest], handlers=[handler], orelse=orelse, finalbody=[]):
            fails = rest or orelse
            if handler.type is not None and len(fails) == 1 and _fails(fails[0]) and _ignores(handler):
                return _raises(handler.type, call), call
    return None


def _fails(node: ast.stmt) -> bool:
    match node:
        case ast.Raise(exc=error):
            return is_assertion_error(error)
        case ast.Assert(test=ast.Constant(value=value)):
            return not value
    return False


def _ignores(handler: ast.ExceptHandler) -> bool:
    return all(isinstance(each, ast.Pass) or _is_print(each) for each in handler.body)


def _is_print(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and (
        isinstance(node.value, ast.Constant)
        or (isinstance(node.value, ast.Call) and last_name(node.value.func) == "print")
    )


def is_assertion_error(error: ast.expr | None) -> bool:
    name = error.func if isinstance(error, ast.Call) else error
    return isinstance(name, ast.Name) and name.id in ("AssertionError", "Exception")


def is_set(node: ast.expr) -> bool:
    call = isinstance(node, ast.Call) and last_name(node.func) in ("set", "frozenset")
    return call or isinstance(node, ast.Set | ast.SetComp)


def _raises(kind: ast.expr, call: ast.expr) -> ast.expr:
    empty = ast.arguments([], [], None, [], [], None, [])
    return _claim("raises", kind, ast.Lambda(empty, call), source=call)


def _equality(left: ast.expr, right: ast.expr, message: ast.expr | None) -> ast.expr:
    if isinstance(right, ast.Call) and last_name(right.func) == "approx" and right.args:
        rel, absolute = _keyword(right, "rel"), _keyword(right, "abs")
        without = ast.Constant(0.0 if absolute is not None else 1e-6)
        return _near(left, right.args[0], message, rel or without, absolute or ast.Constant(1e-12))
    if _is_plain(left) and not _is_plain(right):
        left, right = right, left
    return _claim("equal", left, right, source=left, message=message)


def _is_plain(node: ast.expr) -> bool:
    """A literal: the other side is the answer's."""
    return not any(isinstance(each, ast.Name) for each in ast.walk(node))


def _closeness(call: ast.Call, message: ast.expr | None) -> ast.expr | None:
    name = last_name(call.func)
    if name not in _CLOSE or len(call.args) < 2:
        return None
    of_math = (
        isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) and call.func.value.id == "math"
    )
    rtol, atol = _MATH_CLOSE if of_math else _CLOSE[name]
    given = call.args[2:4]
    first = _keyword(call, "rtol", "rel_tol") or (given[0] if given else ast.Constant(rtol))
    second = _keyword(call, "atol", "abs_tol") or (given[1] if len(given) > 1 else ast.Constant(atol))
    if {each.arg for each in call.keywords} - {"rtol", "atol", "rel_tol", "abs_tol", "err_msg", "msg", "verbose"}:
        return None
    return _near(call.args[0], call.args[1], message, first, second)


def _almost(name: str, call: ast.Call) -> list[ast.expr] | None:
    decimals, delta = _keyword(call, "decimal", "places"), _keyword(call, "delta")
    if decimals is None and len(call.args) > 2:
        decimals = call.args[2]
    decimals = decimals or ast.Constant(_ALMOST[name])
    half = ast.Constant(0.5 if name == "assertAlmostEqual" else 1.5)
    limit = delta or ast.BinOp(
        half, ast.Mult(), ast.BinOp(ast.Constant(10), ast.Pow(), ast.UnaryOp(ast.USub(), decimals))
    )
    return [_near(call.args[0], call.args[1], _keyword(call, "err_msg", "msg"), ast.Constant(0.0), limit)]


def _difference(call: ast.Call) -> tuple[ast.expr, ast.expr] | None:
    """a and b of abs(a - b), np.abs(a - b).max() and the like."""
    inner: ast.expr = call
    while isinstance(inner, ast.Call):
        match inner:
            case ast.Call(func=ast.Attribute(value=ast.Call() as within, attr="max"), args=[]):
                inner = within
            case ast.Call(func=f, args=[ast.BinOp(left=left, op=ast.Sub(), right=right)]) if last_name(f) in _ABSOLUTE:
                return left, right
            case ast.Call(func=function, args=[ast.Call() as within]) if last_name(function) in ("max", "amax"):
                inner = within
            case _:
                return None
    return None


def _without_all(node: ast.expr) -> ast.expr:
    """What `np.all(x)`, `all(x)` and `x.all()` ask."""
    match node:
        case ast.Call(func=function, args=[ast.Call() as inner], keywords=[]) if last_name(function) == "all":
            return inner
        case ast.Call(func=ast.Attribute(value=ast.Call() as inner, attr="all"), args=[], keywords=[]):
            return inner
    return node


def _near(actual: ast.expr, expected: ast.expr, message: ast.expr | None, rtol: ast.expr, atol: ast.expr) -> ast.expr:
    if _is_plain(actual) and not _is_plain(expected):
        actual, expected = expected, actual
    call = _claim("near", actual, expected, source=actual, message=message)
    call.keywords = [ast.keyword("rtol", rtol), ast.keyword("atol", atol)]
    return call


def _claim(name: str, *args: ast.expr, source: ast.expr, message: ast.expr | None = None) -> ast.Call:
    said = ast.Constant(one_line(ast.unparse(source), _LONGEST))
    function = ast.Attribute(ast.Name("asserts", ast.Load()), name, ast.Load())
    return ast.Call(function, [*args, said, *([message] if message is not None else [])], [])


def _message(call: ast.Call, place: int) -> ast.expr | None:
    return call.args[place] if len(call.args) > place else _keyword(call, "msg", "err_msg")


def _keyword(call: ast.Call, *names: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg in names), None)


def last_name(function: ast.expr) -> str:
    """`f` of f, g.f and a.b.f; empty for another expression."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
