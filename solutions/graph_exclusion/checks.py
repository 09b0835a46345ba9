import numpy as np

from grader import (
    DTYPE,
    LARGE,
    TINY,
    Exercise,
    answers,
    any_of,
    as_lent,
    close,
    expect,
    gradcheck,
    graphs,
    magnitudes,
    say,
    shapes,
    showing,
    sizes,
    unchanged,
    untracked,
)

exercise = Exercise(
    title="Left out of the graph",
    allows=("torch",),
    hints=(
        "A result tracks gradients as soon as one of its inputs does. What has to happen to w_frozen before "
        "it meets the others?",
        "Use w_frozen detached: the product then has its values and none of its history. Changing its "
        "requires_grad flag would change the caller's tensor.",
    ),
    returns={
        "sums": answers.results(answers.typed_tensor, answers.typed_tensor, names=("x + y", "x + z")),
        "partial_loss": answers.tensor,
    },
)

SOME, FULL = shapes(sizes(1, 3), sizes(2, 60)), shapes(any_of(3, 4), sizes(200, 300))
ANY, EITHER = magnitudes(1e-3, 1e3), any_of(True, False)


@exercise.check(points=1, hint="Two sums of two terms each. Is x still what it was when the second one is made?")
@exercise.cases(
    ((5, 5), True, "float32"),
    ((7,), False, "float64"),
    ((1,), EITHER, DTYPE, TINY),
    (SOME, EITHER, DTYPE, TINY),
    (FULL, EITHER, DTYPE, LARGE),
)
def sums_are_right(student, solution, data, shape, tracked, dtype, scale=1.0):
    """The two results are x + y and x + z."""
    x, y, z = (data.normal(*shape, dtype=dtype, scale=scale) for _ in range(3))
    right_sums(student.sums(x, y, student.leaf(z, requires_grad=tracked)), x, y, z)


@exercise.check(points=2, hint="Print requires_grad and grad_fn of both results, once for a z with and once without.")
@exercise.cases(((4, 3), True), ((6,), False), (SOME, EITHER, "float32", TINY), (FULL, True, DTYPE, LARGE))
def sums_track_what_z_tracks(student, solution, data, shape, tracked, dtype="float64", scale=1.0):
    """The sum x + y never tracks gradients; x + z does just where z requires them, and they reach z."""
    x, y, z = (data.normal(*shape, dtype=dtype, scale=scale) for _ in range(3))
    leaf = student.leaf(z, requires_grad=tracked)
    both, kept = student.sums.keeping(x, y, leaf)
    right_sums(both, x, y, z)
    flags, expected = " and ".join(str(one.requires_grad) for one in both), f"False and {tracked}"
    message = say(
        "requires_grad of x + y and of x + z is {actual}, expected {expected}, where z.requires_grad is {flag}",
        actual=flags, expected=expected, flag=str(tracked),
    )  # fmt: skip
    expect(flags, expected, message)
    first, second = kept.item(0), kept.item(1)
    if tracked:
        cotangent, missing = data.normal(*shape, dtype=dtype), say("x + z tracks gradients, but not back to z")
        (grad,) = second.gradients([leaf], cotangent)
        arrives(grad, cotangent, missing, say("the gradient of x + z with respect to z"))
    untracked(first, x, data, "x + y")
    if not tracked:
        untracked(second, x, data, "x + z")


@exercise.check(points=2, hint="Two products, a difference, its square, the mean of all. Work out the figure above.")
@exercise.cases(
    ((4, 3), "float64", 1.0, False), ((1,), DTYPE, TINY, True), (SOME, DTYPE, ANY, EITHER), (FULL, DTYPE, LARGE, EITHER)
)
def loss_is_right(student, solution, data, shape, dtype, scale, frozen_tracks):
    """The loss is mean((x·w_frozen·w − y)²), whatever shapes are broadcast."""
    numbers = problem(data, shape, dtype, scale)
    actual, _, _ = computed(student, numbers, frozen_tracks)
    close(actual, solution.partial_loss(*numbers), say("the loss"), samples=numbers[3].size)


@exercise.check(points=2, hint="Which of the factors does autograd have to know about, and which of them not?")
@exercise.cases(
    ((4, 3), "float64", 1.0, True),
    ((6,), "float32", 1.0, False),
    (SOME, DTYPE, TINY, EITHER),
    (FULL, DTYPE, LARGE, EITHER),
)
def w_gets_its_gradient(student, solution, data, shape, dtype, scale, frozen_tracks):
    """The loss has the right gradient with respect to w, whether or not w_frozen requires gradients; w stays as is."""
    _, lent = right_gradient_of_w(student, solution, problem(data, shape, dtype, scale), frozen_tracks)
    unchanged(data, w=lent["w"])
    if shape == (4, 3):
        how = {"wrt": (1,), "cotangents": [np.array(data.off_zero())]}
        gradcheck(student.partial_loss, problem(data, shape, dtype), solution.partial_loss, **how)


@exercise.check(points=2, hint="Differentiate your loss. What is in w_frozen.grad then, and has its flag changed?")
@exercise.cases(((4, 3), "float64", 1.0), (SOME, DTYPE, ANY), (FULL, DTYPE, ANY))
def frozen_stays_out(student, solution, data, shape, dtype, scale):
    """Where w_frozen requires gradients it still gets none, and it is left as it was; w gets its gradient."""
    loss, lent = right_gradient_of_w(student, solution, problem(data, shape, dtype, scale), True, left_out=True)
    loss.backward()  # no gradient comes there when the loss is differentiated once more, whatever was said of it
    as_lent(lent["w_frozen"], data, "w_frozen")


def right_sums(both, x, y, z):
    a, b = (answers.tensor(one, say("the result")) for one in both)
    close(a, x + y, "x + y")
    close(b, x + z, "x + z")


def arrives(grad, expected, missing, what):
    """Claims that there is a gradient, and that it is the expected one. missing: what is wrong if there is none."""
    expect("no gradient" if grad is None else "a gradient", "a gradient", missing, cause="wrong_gradient")
    close(grad, expected, what, cause="wrong_gradient")


def problem(data, shape, dtype, scale=1.0):
    """w_frozen, w, x and y, which has this shape, with factors away from 0 and 1 and a loss that is not small beside y.
    scale: of x, and of the factors too where it is below 1; y is as large as their product."""
    w_frozen, w, x = (data.uniform(1.2, 2.0, *one, dtype=dtype) for one in broadcasting(data, shape))
    scale, of_w = x.dtype.type(scale), x.dtype.type(min(scale, 1.0))
    y = scale * of_w**2 * data.uniform(-3.0, -1.0, *shape, dtype=dtype)
    return np.asarray(of_w * w_frozen), np.asarray(of_w * w), np.asarray(scale * x), y


def broadcasting(data, shape):
    """Three shapes of which each has some of the sizes, the last one its last, and all of them together all."""
    has = data.random.random((3, len(shape))) < 0.4
    has[data.integers(0, 3, len(shape)), np.arange(len(shape))] = True
    has[2, -1] = True  # NumPy makes a number, not an array, of a product without dimensions
    for row in has:
        sizes_of_one = tuple(size if here else 1 for size, here in zip(shape, row, strict=True))
        leading = int(np.argmax([*row, True])) if data.random.random() < 0.5 else 0
        yield sizes_of_one[leading:]


def computed(subject, numbers, frozen_tracks):
    """The loss, read and kept, and the w_frozen and w that were lent for it, by name."""
    w_frozen, w, x, y = numbers
    lent = {"w_frozen": subject.leaf(w_frozen, requires_grad=frozen_tracks), "w": subject.leaf(w)}
    return *subject.partial_loss.keeping(*lent.values(), x, y), lent


def right_gradient_of_w(student, solution, numbers, frozen_tracks, left_out=False):
    """Claims that the loss and its gradient with respect to w are right. left_out: and that w_frozen gets none and is
    as it was. Returns the loss that was kept, and the tensors that were lent, by name."""
    value, loss, lent = computed(student, numbers, frozen_tracks)
    expected, reference, ours = computed(solution, numbers, False)
    close(value, expected, say("the loss"), samples=numbers[3].size)
    with showing(graphs=lambda: graphs((loss, lent), (reference, ours))):
        asked = [lent["w"], lent["w_frozen"]] if lent["w_frozen"].now().requires_grad else [lent["w"]]
        grad, *others = loss.gradients(asked, np.ones_like(value))
        (wanted,) = reference.gradients([ours["w"]], np.ones(()))
        arrives(
            grad, wanted, say("w gets no gradient from the loss"), say("the gradient with respect to {name}", name="w")
        )
        if left_out:
            got = "None" if all(other is None for other in others) else "a gradient"
            expect(got, "None", say("w_frozen gets a gradient from the loss"), cause="wrong_gradient")
            unchanged(w_frozen=lent["w_frozen"])
    return loss, lent


exercise.leaves_arguments(points=1)
