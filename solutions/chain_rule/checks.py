from grader import (
    FINITE_DIFFERENCES,
    LARGE,
    MEDIUM,
    TINY,
    Exercise,
    agree,
    close,
    fingerprint,
    kept,
    mapping,
    number,
    results,
    say,
    shown,
    sizes,
)

exercise = Exercise(
    title="The chain rule, by hand",
    allows=("numpy",),
    forbids=("torch", "tensorflow", "jax", "autograd"),
    hints=(
        "Write the three steps y_hat, s and loss on paper, with the derivative of each step beside it.",
        "Start from d loss/ds = 2s. What reaches y_hat is the same; y gets it with the opposite sign; x and "
        "w each get it times the other one. Keep in the cache what these products need.",
    ),
    returns={"forward": results(number, kept), "backward": mapping(number, "x", "y", "w")},
)


def neuron(data, x_size=1.0, w_size=1.0):
    """x, y and w, no two of which, or of what comes of them, are near each other where both sizes are 1."""

    def drawn():
        return data.off_zero(), data.number(-4.0, 4.0), data.off_zero()

    x, y, w = data.until(drawn, quantities_are_apart)
    return x_size * x, x_size * w_size * y, w_size * w


def quantities_are_apart(x, y, w):
    """No two that people take for one another come near each other."""
    s = x * w - y
    return min(map(abs, (abs(x) - abs(w), abs(x) - 1, abs(w) - 1, abs(s) - 1, abs(s) - 2, s, y, x * w))) > 0.1


def with_a_zero(data, which):
    """x, w or the error is 0: a quotient of these quantities is not a derivative there."""
    x, y, w = (data.quarter() for _ in range(3))
    return {"x": (0.0, y, w), "w": (x, y, 0.0), "error": (x, x * w, w)}[which]


POINTS = (
    (neuron,),
    (neuron, MEDIUM, MEDIUM),
    (neuron, TINY, LARGE),
    (neuron, LARGE, 1.0),
    (neuron, TINY, 1.0),
    *((with_a_zero, which) for which in ("x", "w", "error")),
)


@exercise.check(points=3, cases=POINTS, hint="Three lines, one a node: the product, the difference, the square.")
def forward_gives_the_loss(student, solution, data, point, *case):
    """The forward pass gives the loss (x·w − y)²."""
    how = {"part": 0, "what": say("the loss"), "tolerance": FINITE_DIFFERENCES}
    agree(student.forward, solution.forward, *point(data, *case), **how)


@exercise.check(
    points=5,
    cases=POINTS,
    hint="Start at the loss, write down each node's own derivative, and multiply along the way.",
)
def backward_gives_the_three_derivatives(student, solution, data, point, *case):
    """The backward pass gives the derivatives of the loss with respect to x, y and w."""
    given = point(data, *case)
    right_derivatives(student.backward(student.forward(*given)[1]), given, solution)


@exercise.check(points=2, hint="Where does your backward pass find its numbers, if another forward pass came between?")
@exercise.cases(3, sizes(10, 15))
def each_backward_belongs_to_its_forward(student, solution, data, passes):
    """Each backward pass belongs to its own forward pass, whatever was computed in between."""
    points = [neuron(data) for _ in range(passes)]
    student.forward.failing(1.0, None, 1.0)
    caches = [student.forward(*point)[1] for point in points]
    for i in (1, 2, 0) if passes == 3 else data.random.permutation(passes):
        right_derivatives(student.backward(caches[i]), points[i], solution)


def right_derivatives(derivatives, point, solution):
    expected = solution.backward(solution.forward(*point)[1])
    how = {"cause": "wrong_gradient", "tolerance": FINITE_DIFFERENCES}
    given = shown(**dict(zip(expected, point, strict=True)))
    with fingerprint(derivatives):
        for name, right in expected.items():
            close(derivatives[name], right, say("dL/d{name}", name=name), given=given, **how)
