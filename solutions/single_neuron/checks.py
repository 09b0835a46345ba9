import numpy as np

from grader import Exercise, Remark, close, equal, number, results, shown, tensor
from grader.checks.compare import Tolerance
from grader.checks.witness import as_lent

exercise = Exercise(
    title="One neuron's loss and gradient",
    allows=("torch",),
    hints=(
        "You need one number from the caller, w, but as a tensor of your own that autograd watches.",
        "Make a fresh leaf from w with requires_grad, compute the loss from it, let autograd differentiate "
        "the loss, and hand back the loss and the leaf's gradient: the caller's w is never touched.",
    ),
    returns={"loss_and_grad": results(number, number)},
    remarks=(
        Remark(
            "The numbers are right, and no points are lost, but your gradient is worked out by hand. This exercise is "
            "about autograd: let `backward` find it, and compare.",
            lacks=("backward", "grad", "grad_and_value", "torch.autograd", "torch.func", "functorch"),
        ),
    ),
)


@exercise.check(points=2, hint="Two steps: the prediction w · x, then the square of what it is off by.")
def loss_is_the_squared_error(student, solution, data):
    """The loss is (w·x − y)²."""
    cases = *(neuron(data, *as_) for as_ in (((), "float64"), ((1,), "float32"), ((), "float32"))), *special(data)
    for x, y, w in cases:
        loss, _ = student.loss_and_grad(x, y, w)
        expected, _ = solution.loss_and_grad(x, y, w)
        found = close(loss, expected, "the loss", given=shown(x=x, y=y, w=w), tolerance=around(expected))
        if not found:
            return found
    return found


@exercise.check(points=5, hint="Which tensor does the loss depend on, and which one is the derivative asked for?")
def gradient_is_the_derivative_by_w(student, solution, data):
    """The gradient is the derivative of the loss with respect to w."""
    cases = *(neuron(data, *as_) for as_ in (((1,), "float64"), ((), "float32"), ((1,), "float32"))), *special(data)
    for x, y, w in cases:
        _, grad = student.loss_and_grad(x, y, w)
        _, expected = solution.loss_and_grad(x, y, w)
        given = shown(x=x, y=y, w=w)
        found = close(grad, expected, "the gradient", cause="wrong_gradient", given=given, tolerance=around(expected))
        if not found:
            return found
    return found


@exercise.check(points=3, hint="What would the caller see if they printed w, w.requires_grad and w.grad afterwards?")
def callers_w_is_left_alone(student, solution, data):
    """The caller's w keeps its value and its flag and gets no .grad, and the answer is right."""
    for shape, dtype in (((), "float32"), ((1,), "float64")):
        x, y, w = neuron(data, shape, dtype)
        lent = student.leaf(w, requires_grad=False)
        loss, grad = student.loss_and_grad(x, y, lent)
        expected_loss, expected_grad = solution.loss_and_grad(x, y, w)
        found = (
            close(loss, expected_loss, "the loss")
            and close(grad, expected_grad, "the gradient", cause="wrong_gradient")
            and as_it_was(lent.now(), w)
            and as_lent(student, lent, False, data, "the caller's w")
        )
        if not found:
            return found
    return found


def neuron(data, shape, dtype):
    """x, y and w such that no two quantities that people take for one another come near each other."""
    for _ in range(1000):
        x, y, w = data.number(0.3, 3.0) * sign(data), data.number(-4.0, 4.0), data.number(0.3, 3.0) * sign(data)
        error = w * x - y
        apart = abs(x) - abs(w), abs(x) - 1, abs(w) - 1, abs(error) - 1, abs(error) - 2, error - 2 * x, y, error
        if min(np.abs(apart)) > 0.1:
            return tuple(np.full(shape, value, dtype) for value in (x, y, w))
    raise AssertionError("no neuron has its quantities apart")


def special(data):
    """x = 0, and a perfect fit: the gradient is 0. Multiples of a quarter, so that float32 fits as perfectly."""
    x, y, w = (sign(data) * float(data.integers(3, 12)) / 4 for _ in range(3))
    return [tuple(map(np.asarray, point)) for point in ((0.0, y, w), (x, x * w, w))]


def around(expected):
    """Where 0 is expected, finite differences come near it, and are right elsewhere too."""
    return Tolerance(1e-4, 1e-5, absolute=1e-4 if expected == 0 else 0.0)


def sign(data):
    return float(data.random.choice([-1.0, 1.0]))


def as_it_was(now, before):
    """Whether the tensor, read back, is still what was lent."""
    found = close(tensor(now, "w"), before, "w after the call", cause="wrong_state", tolerance=Tolerance(0.0, 0.0))
    state = f"requires_grad={now.requires_grad}, .grad {'set' if now.has_grad else 'not set'}"
    expected = "requires_grad=False, .grad not set"
    return found and equal(state, expected, f"after the call the caller's w has {state}; expected {expected}")
