from grader import (
    ARITHMETIC,
    LARGE,
    TINY,
    Exercise,
    any_of,
    close,
    every,
    fingerprint,
    instance,
    number,
    say,
    shown,
    sizes,
)

exercise = Exercise(
    title="Autograd on scalars: a Value",
    allows=(),
    forbids=("torch", "numpy", "jax", "autograd", "tensorflow"),
    hints=(
        "Let every result keep what it was made of, and for each of these operands the local derivative: for a * b it "
        "is b.data for a, and a.data for b. You know both when you compute the result.",
        "backward: put the nodes in an order in which each comes after its operands (with a stack, not by recursion), "
        "and walk it from the end. Keep the gradients of this pass in a dict, and add each to .grad when it is "
        "complete: what an earlier backward has left in .grad must not be passed on again.",
    ),
    returns={"Value": instance(takes=("data",), data=number, grad=number)},
)

FUNCTIONS = [
    lambda a, b, k: a.relu(),
    lambda a, b, k: (-(a * a)).relu() + b,
    lambda a, b, k: a.tanh(),
    lambda a, b, k: (a * a).log(),
    lambda a, b, k: a.exp(),
]
ONE_STEP = [(f, 1.0) for f in (*ARITHMETIC.values(), *FUNCTIONS)]
ONE_STEP += [(f, any_of(TINY, LARGE)) for f in ARITHMETIC.values()]
ONE_STEP += [(f, TINY) for f in FUNCTIONS] + [
    (f, LARGE) for f in (*FUNCTIONS[:2], FUNCTIONS[3])
]  # cosh and exp end there
ONE_STEP += [(lambda a, b, k: a**0 + b, 0.0), (lambda a, b, k: a**2 * b, 0.0)]
SEVERAL_PATHS = (
    lambda a, b, k: a + a,
    lambda a, b, k: a * a * b,
    lambda a, b, k: (a + b) / (a * b),
    lambda a, b, k: (a + b) * (a - k * b),
    lambda a, b, k: ladder(a, b, 14),
)


def ladder(a, b, rungs):
    """2 ** rungs paths from a to the result."""
    for _ in range(rungs):
        a = (a + b * a).tanh() + a * 0.5
    return a


def numbers(data, scale):
    return {"a": scale * data.off_zero(), "b": data.off_zero(), "k": data.off_zero()}


def result(owner, f, a, b, k):
    """Two nodes, and what f makes of them."""
    leaves = [owner.Value(a), owner.Value(b)]
    return leaves, f(*leaves, k)


def right_gradients(mine, theirs, given=None):
    """Of nodes after backward."""
    actual, expected = every(mine, "grad"), every(theirs, "grad")
    names = [say("dz/d{name}", name=name) for name in "abcdefgh"[: len(mine)]]
    close(actual, expected, say("the gradients"), cause="wrong_gradient", names=names, given=given)


@exercise.check(points=2, hint="Which operators of Python are missing? For `3 - a` Python asks a.__rsub__(3).")
@exercise.cases(*ONE_STEP)
def results_are_right(student, solution, data, f, scale):
    """Every operation gives the right number, with numbers on either side."""
    given = numbers(data, scale)
    close(result(student, f, **given)[1].data, result(solution, f, **given)[1].data, say("data"), given=shown(**given))


@exercise.check(points=2, hint="The derivative of one operation, with respect to each of its operands, on paper.")
@exercise.cases(*ONE_STEP)
def one_step_is_differentiated(student, solution, data, f, scale):
    """After one operation and backward() the gradients are its derivatives, and the result's is 1."""
    given = numbers(data, scale)
    (mine, z), (theirs, y) = result(student, f, **given), result(solution, f, **given)
    z.backward(), y.backward()
    close(z.grad, 1.0, say("z.grad"), cause="wrong_gradient")
    right_gradients(mine, theirs, shown(**given))


@exercise.check(points=2, hint="For z = a + a there are two ways from z to a. What does each of them bring?")
@exercise.cases(*((f, False) for f in SEVERAL_PATHS), (SEVERAL_PATHS[1], True))
def all_paths_add_up(student, solution, data, f, twins):
    """What is used more than once gets the sum over all paths."""
    given = numbers(data, 1.0)
    if twins:  # equal numbers are two objects all the same
        given["b"] = given["a"]
    (mine, z), (theirs, y) = result(student, f, **given), result(solution, f, **given)
    z.backward(), y.backward()
    right_gradients(mine, theirs, shown(**given))


@exercise.check(points=2, hint="backward() on z1, then on z2: what is in the grad of a node that both were made of?")
@exercise.cases((1, 2), (sizes(2, 30), sizes(2, 4)))
def results_share_nodes(student, solution, data, size, results):
    """backward() on several results adds up in the nodes that they share, and leaves all others as they are."""
    given, scales = [data.off_zero() for _ in range(size + 1)], [data.off_zero() for _ in range(results)]
    outcome = []
    for owner in (student, solution):
        *leaves, other = map(owner.Value, given)
        shared = sum(leaf * leaf for leaf in leaves)
        (other * leaves[0]).backward()
        for scale in scales:
            (shared * shared * scale).backward()
        outcome.append([leaves[0], leaves[-1], shared, other])
    with fingerprint(*(every(nodes, "grad") for nodes in outcome[:1])):
        right_gradients(*outcome)


@exercise.check(points=2, hint="Python allows about 1,000 calls inside of one another: which loop does the same?")
@exercise.cases((sum, 50), (sum, sizes(1000, 3000)), ("chain", 5000), ("chain", sizes(3000, 5000)))
def large_graphs_work(student, solution, data, make, size):
    """sum() works, and so do chains of 5,000 operations."""
    given, rate = data.uniform(-1.0, 1.0, size).tolist(), 1 - 1 / size
    outcome = []
    for owner in (student, solution):
        a = owner.Value(given[0])
        leaves = [owner.Value(each) for each in given[1:]] if make is sum else []
        z = sum([a, *leaves]) * a if make is sum else a
        for each in () if make is sum else given[1 : size // 2]:
            z = z * rate + each
        z.backward()
        outcome.append(([a, z, *leaves[-3:]], z.data))
    (mine, value), (theirs, right) = outcome
    close(value, right, say("data"))
    right_gradients(mine, theirs)
