from grader import (
    ARITHMETIC,
    LARGE,
    TINY,
    Exercise,
    Tolerance,
    any_of,
    close,
    counted,
    expect,
    fingerprint,
    instance,
    magnitudes,
    number,
    on_objects,
    say,
    shown,
    sizes,
)

DUAL = instance(takes=("value", "tangent"), value=number, tangent=number)
exercise = Exercise(
    title="Derivatives that travel forwards",
    allows=(),
    forbids=("torch", "numpy", "jax", "autograd", "sympy"),
    hints=(
        "Write beside each operation what it does to the tangent: for a · b that is a.tangent · b.value + a.value · "
        "b.tangent. A plain number is a Dual whose tangent is 0.",
        "derivative: call f with Dual(x, 1.0) and return the tangent of what comes back. jvp: the same with Dual(x, v) "
        "for each x in xs and v in vs.",
    ),
    returns={
        "Dual": DUAL,
        **dict.fromkeys(("sin", "cos", "exp", "log"), DUAL),
        **dict.fromkeys(("derivative", "jvp"), number),
    },
    ranges={"samples": (1, 30), "magnitude": (1e-3, 30.0)},
)
EXACT = Tolerance(1e-9, 1e-9)

STEPS = [("2 ** a", lambda a, b, k: 2**a, 1.0), *((name, f, 1.0) for name, f in ARITHMETIC.items())]
STEPS += [(name, f, any_of(TINY, LARGE)) for name, f in ARITHMETIC.items()]


@exercise.check(points=3, hint="Which rule of differentiation belongs to this operator? A number's tangent is 0.")
@exercise.cases(*STEPS)
def operators_are_right(student, solution, data, name, f, scale):
    """Every operator gives the right value and tangent, with numbers on either side."""
    a, b, k = scale * data.off_zero(), data.off_zero(), data.off_zero()
    tangents = data.off_zero(), data.off_zero()
    mine, right = (f(owner.Dual(a, tangents[0]), owner.Dual(b, tangents[1]), k) for owner in (student, solution))
    pair = [mine.value, mine.tangent], [right.value, right.tangent]
    names = [say("the {part} of {operation}", part=part, operation=name) for part in ("value", "tangent")]
    close(*pair, name, names=names, tolerance=EXACT, given=shown(a=a, b=b, k=k))


@exercise.check(points=2, hint="The chain rule: the function's derivative at the value, times the tangent.")
@exercise.cases("sin", "cos", "exp", "log")
def functions_are_right(student, solution, data, name):
    """sin, cos, exp and log are right for Duals and for numbers."""
    x, v = abs(data.off_zero()), data.off_zero()
    right, result = getattr(solution, name)(solution.Dual(x, v)), getattr(student, name)(student.Dual(x, v))
    close(result.value, right.value, say("the value of {f}(x)", f=name), tolerance=EXACT, given=shown(x=x))
    close(result.tangent, right.tangent, say("the tangent of {f}(x)", f=name), tolerance=EXACT, given=shown(x=x, v=v))
    plain = getattr(student, name)(x).read(number)
    close(plain, right.value, say("{f} of a number", f=name), tolerance=EXACT, given=shown(x=x))


def called_once(owner, given, function, *points):
    """The result, when f is lent to it; f stays here, where nobody can have it computed without a call."""
    f, calls = counted(given.here(**{name: getattr(owner, name) for name in ("sin", "cos", "exp", "log")}))
    return getattr(owner, function)(on_objects(f, DUAL), *points), len(calls)


@exercise.check(points=3, hint="Which tangent does x start with, and where is the derivative when f is through?")
@exercise.cases((1, 1.0), (1, magnitudes(1e-3, 1e-2)), (1, magnitudes(3.0, 10.0)), (sizes(2, 8), 1.0))
def derivative_is_exact(student, solution, data, pieces, scale):
    """The derivative is exact, and f is called once."""
    f = data.given("curves", "curve", pieces=pieces, arguments=1, seed=int(data.integers(0, 10**9)))
    once(student, solution, f, "derivative", scale * data.off_zero())


@exercise.check(points=2, hint="One pass with all tangents at once: what does each x start with?")
@exercise.cases((1, 1), (2, 2), (sizes(2, 5), sizes(2, 20)), (3, sizes(20, 30)))
def product_is_exact(student, solution, data, pieces, arguments):
    """The Jacobian-vector product is exact for any number of inputs, and f is called once."""
    f = data.given("curves", "curve", pieces=pieces, arguments=arguments, seed=int(data.integers(0, 10**9)))
    once(student, solution, f, "jvp", *([data.off_zero() for _ in range(arguments)] for _ in range(2)))


def once(student, solution, f, function, *points):
    (mine, calls), (right, _) = (called_once(owner, f, function, *points) for owner in (student, solution))
    close(mine, right, say("the result of {function}", function=function), cause="wrong_gradient", tolerance=EXACT)
    with fingerprint(calls):
        expect(calls, 1, say("f is called {calls} times", calls=calls))
