import numpy as np

from grader import Exercise, StudentError, close, equal, gradcheck, graphs, results, tensor, typed_tensor, with_graphs
from grader.checks.witness import as_lent, untracked
from grader.worker.messages import wire

exercise = Exercise(
    title="Left out of the graph",
    allows=("torch",),
    hints=(
        "A result tracks gradients as soon as one of its inputs does. What has to happen to w_frozen before "
        "it meets the others?",
        "Use w_frozen detached: the product then has its values and none of its history. Changing its "
        "requires_grad flag would change the caller's tensor.",
    ),
    returns={"sums": results(typed_tensor, typed_tensor), "partial_loss": tensor},
    preload=("torch._dynamo",),
)

SHAPES = (
    (((3,), (4, 1), (4, 3), (4, 3)), "float64"),
    (((4,), (4,), (6, 4), (6, 4)), "float32"),
    (((1,), (1,), (1,), (1,)), "float64"),
    (((5, 1), (), (3,), (5, 3)), "float64"),
)
"""Of w_frozen, w, x and y."""


@exercise.check(points=2, hint="Two sums of two terms each. Is x still what it was when the second one is made?")
def sums_are_right(student, solution, data):
    """The two results are x + y and x + z."""
    for shape, tracked, dtype in (((5, 5), True, "float32"), ((7,), False, "float64"), ((2, 3, 4), True, "float64")):
        x, y, z = (data.normal(*shape, dtype=dtype) for _ in range(3))
        found = right_sums(student.sums(x, y, student.leaf(z, requires_grad=tracked)), x, y, z)
        if not found:
            return found
    return found


@exercise.check(points=2, hint="Print requires_grad and grad_fn of both results, once for a z with and once without.")
def sums_track_what_z_tracks(student, solution, data):
    """The sum x + y never tracks gradients; x + z does just where z requires them, and they reach z."""
    for shape, tracked in (((4, 3), True), ((6,), False), ((2,), True)):
        x, y, z = (data.normal(*shape) for _ in range(3))
        leaf = student.leaf(z, requires_grad=tracked)
        both, number = student.sums.keeping(x, y, leaf)
        found = right_sums(both, x, y, z) and right_flags(both, tracked)
        if not found:
            return found
        first, second = (item(student, number, i) for i in (0, 1))
        if tracked:
            found = reaches(student, second, leaf, data.normal(*shape))
        found = found and untracked(student, first, x, data, "x + y")
        if not tracked:
            found = found and untracked(student, second, x, data, "x + z")
        if not found:
            return found
    return found


@exercise.check(points=2, hint="Two products, a difference, its square, the mean of all. Work out the figure above.")
def loss_is_right(student, solution, data):
    """The loss is mean((x·w_frozen·w − y)²), whatever shapes are broadcast."""
    for shapes, dtype in SHAPES:
        numbers = problem(data, shapes, dtype)
        actual = student.partial_loss(*as_leaves(student, numbers, frozen_tracks=dtype == "float32"))
        found = close(actual, solution.partial_loss(*numbers), "the loss", samples=numbers[3].size)
        if not found:
            return found
    return found


@exercise.check(points=2, hint="Which of the factors does autograd have to know about, and which of them not?")
def w_gets_its_gradient(student, solution, data):
    """The loss has the right gradient with respect to w, whether or not w_frozen requires gradients; w stays as is."""
    for frozen_tracks in (True, False):
        for shapes, dtype in SHAPES:
            numbers = problem(data, shapes, dtype)
            found, (_, w), _ = right_gradient_of_w(student, solution, numbers, frozen_tracks)
            found = found and waits(w) and as_lent(student, w, True, data, "w")
            if not found:
                return found
    numbers = problem(data, SHAPES[0][0], "float64")
    return gradcheck(student.partial_loss, numbers, solution.partial_loss, wrt=(1,))


@exercise.check(points=2, hint="Differentiate your loss. What is in w_frozen.grad then, and has its flag changed?")
def frozen_stays_out(student, solution, data):
    """Where w_frozen requires gradients it still gets none, and it is left as it was; w gets its gradient."""
    for shapes, dtype in SHAPES:
        numbers = problem(data, shapes, dtype)
        found, (w_frozen, _), loss = right_gradient_of_w(student, solution, numbers, frozen_tracks=True, left_out=True)
        if found:  # and no gradient comes there when the loss is differentiated once more, whatever was said of it
            student.ask(wire.Call("backward", on=loss, only_keep=True))
            found = as_lent(student, w_frozen, True, data, "w_frozen")
        if not found:
            return found
    return found


def right_sums(both, x, y, z):
    a, b = (tensor(one, "the result") for one in both)
    return close(a, x + y, "x + y") and close(b, x + z, "x + z")


def right_flags(both, tracked):
    actual = " and ".join(str(one.requires_grad) for one in both)
    expected = f"False and {tracked}"
    words = f"requires_grad of x + y and of x + z is {actual}, expected {expected}, where z.requires_grad is {tracked}"
    return equal(actual, expected, words)


def item(student, number, index):
    """The number of one of two results that are kept together."""
    kept = student._number()
    student.ask(wire.Call("__getitem__", [index], on=number, keep=kept))
    return kept


def reaches(student, second, leaf, weights):
    """Whether the gradient of x + z arrives at z."""
    grad = differentiated(student, second, [leaf], weights)[0]
    if grad is None:
        return equal("no gradient", "a gradient", "x + z tracks gradients, but not back to z", cause="wrong_gradient")
    return close(grad, weights, "the gradient of x + z with respect to z", cause="wrong_gradient")


def problem(data, shapes, dtype):
    """w_frozen, w, x and y, with factors away from 0 and 1 and a loss that is not small."""
    factors = [data.uniform(1.2, 2.0, *shape, dtype=dtype) for shape in shapes[:3]]
    return *factors, data.uniform(-3.0, -1.0, *shapes[3], dtype=dtype)


def as_leaves(student, numbers, frozen_tracks):
    """w_frozen and w where the answer is, beside x and y."""
    w_frozen, w, x, y = numbers
    return student.leaf(w_frozen, requires_grad=frozen_tracks), student.leaf(w), x, y


def right_gradient_of_w(student, solution, numbers, frozen_tracks, left_out=False):
    """The outcome, the w_frozen and the w that were lent, and the number of the loss."""
    w_frozen, w, x, y = as_leaves(student, numbers, frozen_tracks)
    loss, number = student.partial_loss.keeping(w_frozen, w, x, y)
    found = close(loss, solution.partial_loss(*numbers), "the loss", samples=numbers[3].size)
    if not found:
        return found, (w_frozen, w), number
    ours = as_leaves(solution, numbers, False)
    _, expected = solution.partial_loss.keeping(*ours)
    theirs = student, number, {"w_frozen": w_frozen, "w": w}
    reference = solution, expected, {"w_frozen": ours[0], "w": ours[1]}
    frozen = w_frozen.now()
    asked = [w, w_frozen] if frozen.requires_grad else [w]
    try:
        grads = differentiated(student, number, asked, np.ones_like(loss))
    except StudentError as error:
        error.details["graphs"] = graphs(None, reference)
        raise
    found = right_gradient(grads[0], differentiated(solution, expected, [ours[1]], np.ones(()))[0])
    if found and left_out:
        found = stayed_out(frozen, grads[1:], numbers[0])
    return with_graphs(found, theirs, reference), (w_frozen, w), number


def right_gradient(actual, expected):
    if actual is None:
        return equal("no gradient", "a gradient", "w gets no gradient from the loss", cause="wrong_gradient")
    return close(actual, expected, "the gradient with respect to w", cause="wrong_gradient")


def waits(w):
    """Whether w is as it was lent: it is the caller who differentiates the loss, and who takes a step."""
    now = w.now()
    found = equal(now.has_grad, False, "w has a .grad before the caller has differentiated the loss")
    same = np.array_equal(tensor(now, "w"), w.array)
    return found and equal(same, True, "the values of w have been changed")


def stayed_out(frozen, grads, before):
    """Whether w_frozen, as it is after the call, got no gradient and is as it was."""
    if any(grad is not None for grad in grads):
        return equal("a gradient", "None", "w_frozen gets a gradient from the loss", cause="wrong_gradient")
    flags = "a .grad" if frozen.has_grad else "no .grad"
    same = np.array_equal(tensor(frozen, "w_frozen"), before)
    found = equal(flags, "no .grad", "w_frozen has a .grad after the call") and equal(
        frozen.requires_grad, True, "requires_grad of the w_frozen that was passed in has been switched off"
    )
    return found and equal(same, True, "the values of w_frozen have been changed")


def differentiated(subject, output, leaves, cotangent):
    """cotangent · d output / d leaf for each leaf, None for one that the output does not lead back to."""
    try:
        value = subject.ask(wire.VectorJacobian(output, [leaf.number for leaf in leaves], subject.to_wire(cotangent)))
    except StudentError as error:
        if error.kind != "no_grad_fn":
            raise
        words = "the result does not track gradients: it has no grad_fn"
        raise StudentError("wrong_gradient", words, evidence="no grad_fn") from None
    if not isinstance(value, wire.Items) or len(value.items) != len(leaves):
        raise StudentError("wrong_gradient", "the gradient cannot be read")
    return [None if grad is None else tensor(grad, "the gradient") for grad in value.items]
