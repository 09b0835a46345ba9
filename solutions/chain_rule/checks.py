import msgspec

from grader import Exercise, close, kept, mapping, number, results, shown
from grader.checks.compare import Tolerance

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

NAMES = ("x", "y", "w")


@exercise.check(points=3, hint="Three lines, one a node: the product, the difference, the square.")
def forward_gives_the_loss(student, solution, data):
    """The forward pass gives the loss (x·w − y)²."""
    for point in (*(neuron(data) for _ in range(3)), *special(data)):
        loss, _ = student.forward(*point)
        expected, _ = solution.forward(*point)
        found = close(loss, expected, "the loss", given=in_words(point), tolerance=around(expected))
        if not found:
            return found
    return found


@exercise.check(points=5, hint="Start at the loss, write down each node's own derivative, and multiply along the way.")
def backward_gives_the_three_derivatives(student, solution, data):
    """The backward pass gives the derivatives of the loss with respect to x, y and w."""
    for point in (*(neuron(data) for _ in range(3)), *special(data)):
        _, cache = student.forward(*point)
        found = right_derivatives(student.backward(cache), point, solution)
        if not found:
            return found
    return found


@exercise.check(points=2, hint="Where does your backward pass find its numbers, if another forward pass came between?")
def each_backward_belongs_to_its_forward(student, solution, data):
    """Each backward pass belongs to its own forward pass, whatever was computed in between."""
    points = [neuron(data) for _ in range(3)]
    caches = [student.forward(*point)[1] for point in points]
    for i in (1, 2, 0):
        found = right_derivatives(student.backward(caches[i]), points[i], solution)
        if not found:
            return found
    return found


def right_derivatives(derivatives, point, solution):
    """The first of the three that is wrong, with all three as evidence."""
    expected = solution.backward(solution.forward(*point)[1])
    for name in NAMES:
        found = close(
            derivatives[name],
            expected[name],
            f"dL/d{name}",
            cause="wrong_gradient",
            given=in_words(point),
            tolerance=around(expected[name]),
        )
        if not found:
            return msgspec.structs.replace(found, evidence=[derivatives[n] for n in NAMES])
    return found


def neuron(data):
    """x, y and w such that no two quantities that people take for one another come near each other."""
    for _ in range(1000):
        x, w = (data.number(0.3, 3.0) * float(data.random.choice([-1.0, 1.0])) for _ in range(2))
        y = data.number(-4.0, 4.0)
        s = x * w - y
        apart = abs(x) - abs(w), abs(x) - 1, abs(w) - 1, abs(s) - 1, abs(s) - 2, s, y, x * w
        if min(map(abs, apart)) > 0.1:
            return x, y, w
    raise AssertionError("no neuron has its quantities apart")


def special(data):
    """Points where x, w or the error is 0: a quotient of these quantities is no derivative there. All are multiples of
    a quarter, so that a perfect fit is one in float32 as well."""
    x, y, w = (float(data.random.choice([-1.0, 1.0]) * data.integers(3, 12) / 4) for _ in range(3))
    return (0.0, y, w), (x, y, 0.0), (x, x * w, w)


def around(expected):
    """Where 0 is expected, finite differences come near it, and are right elsewhere too."""
    return Tolerance(1e-4, 1e-5, absolute=1e-4 if expected == 0 else 0.0)


def in_words(point):
    return shown(**dict(zip(NAMES, point, strict=True)))
