from grader import FINITE_DIFFERENCES, Exercise, agree, close, fingerprint, kept, mapping, number, results, say, shown

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


@exercise.check(points=3, hint="Three lines, one a node: the product, the difference, the square.")
def forward_gives_the_loss(student, solution, data):
    """The forward pass gives the loss (x·w − y)²."""
    for point in (*neurons(data), *with_a_zero(data)):
        agree(student.forward, solution.forward, *point, part=0, what=say("the loss"), tolerance=FINITE_DIFFERENCES)


@exercise.check(points=5, hint="Start at the loss, write down each node's own derivative, and multiply along the way.")
def backward_gives_the_three_derivatives(student, solution, data):
    """The backward pass gives the derivatives of the loss with respect to x, y and w."""
    for point in (*neurons(data), *with_a_zero(data)):
        _, cache = student.forward(*point)
        right_derivatives(student.backward(cache), point, solution)


@exercise.check(points=2, hint="Where does your backward pass find its numbers, if another forward pass came between?")
def each_backward_belongs_to_its_forward(student, solution, data):
    """Each backward pass belongs to its own forward pass, whatever was computed in between."""
    points = neurons(data)
    caches = [student.forward(*point)[1] for point in points]
    for i in (1, 2, 0):
        right_derivatives(student.backward(caches[i]), points[i], solution)


def right_derivatives(derivatives, point, solution):
    expected = solution.backward(solution.forward(*point)[1])
    how = {"cause": "wrong_gradient", "tolerance": FINITE_DIFFERENCES}
    given = shown(**dict(zip(expected, point, strict=True)))
    with fingerprint(derivatives):
        for name, right in expected.items():
            close(derivatives[name], right, say("dL/d{name}", name=name), given=given, **how)


def neurons(data):
    """Three times x, y and w."""

    def point():
        x, w = data.off_zero(), data.off_zero()
        return x, data.number(-4.0, 4.0), w

    return [data.until(point, quantities_are_apart) for _ in range(3)]


def quantities_are_apart(x, y, w):
    """No two that people take for one another come near each other."""
    s = x * w - y
    return min(map(abs, (abs(x) - abs(w), abs(x) - 1, abs(w) - 1, abs(s) - 1, abs(s) - 2, s, y, x * w))) > 0.1


def with_a_zero(data):
    """Points where x, w or the error is 0: a quotient of these quantities is not a derivative there."""
    x, y, w = (data.quarter() for _ in range(3))
    return (0.0, y, w), (x, y, 0.0), (x, x * w, w)
