import numpy as np

from grader import Exercise, agree, results, say, tensor, unchanged

exercise = Exercise(
    title="Vector-Jacobian products",
    allows=("torch",),
    hints=(
        "A vector-Jacobian product is what backward computes when you hand it v.",
        "Work on detached copies that require gradients, compute the output, and ask torch.autograd.grad "
        "for the gradient with v as grad_outputs. The caller's tensors never meet the graph.",
    ),
    returns={"q_gradients": results(tensor, tensor), "vjp": tensor},
    preload=("torch._dynamo",),
)

POST = np.array([2.0, 3.0]), np.array([6.0, 4.0]), np.array([1.0, 1.0])  # a, b and external_grad there
NEITHER, ONE, BOTH = (False, False), (True, False), (True, True)  # which of a and b require gradients
GRADIENTS = {"parts": ("grad_a", "grad_b"), "cause": "wrong_gradient"}
PRODUCT = {"what": say("the product"), "cause": "wrong_gradient"}


@exercise.check(points=3, hint="What does each entry of external_grad do to the entry of the gradient beside it?")
def gradients_of_q_are_right(student, solution, data):
    """The gradients of Q are 9a² and −2b, each times external_grad."""
    for size, flags, dtype in ((4, NEITHER, "float64"), (1, BOTH, "float32"), (6, ONE, "float64")):
        lent = leaves(student, vectors(data, dtype, size, size, size), flags)
        agree(student.q_gradients, solution.q_gradients, *lent.values(), **GRADIENTS)
    post = leaves(student, [vector.astype("float32") for vector in POST], BOTH)
    agree(student.q_gradients, solution.q_gradients, *post.values(), **GRADIENTS)


@exercise.check(points=4, hint="J has m rows and n columns, v has m entries. Try an f of which you know the Jacobian.")
@exercise.cases(
    ("curves", 3, 6, False, "float64"),
    ("ring", 4, 4, True, "float64"),
    ("neighbours", 5, 4, True, "float32"),
    ("energy", 6, 1, False, "float32"),
    ("products", 3, 9, True, "float64"),
    ("neighbours", 2, 1, False, "float64"),
    ("energy", 1, 1, True, "float64"),
)
def product_is_right(student, solution, data, name, n, m, flag, dtype):
    """The product is Jᵀv for every f, whether or not x requires gradients."""
    f = data.given("functions", "function", which=name, scale=data.number(0.5, 1.5))
    x, v = vectors(data, dtype, n, m)
    agree(student.vjp, solution.vjp, f, student.leaf(x, requires_grad=flag), v, **PRODUCT)


@exercise.check(points=1, hint="On which tensors do you call backward(), and to whom do they belong?")
@exercise.cases((2, BOTH, "float32"), (4, NEITHER, "float64"), (3, ONE, "float64"))
def q_leaves_its_arguments(student, solution, data, size, flags, dtype):
    """The gradients are right, and leave a, b and external_grad as they were: no .grad, the same flags and values."""
    lent = leaves(student, vectors(data, dtype, size, size, size), flags)
    for sent in (None, data):  # the second time gradients are sent to them too
        agree(student.q_gradients, solution.q_gradients, *lent.values(), **GRADIENTS)
        unchanged(sent, **lent)


@exercise.check(points=2, hint="On which tensor do you call backward() or set a flag, and to whom does it belong?")
@exercise.cases(
    ("curves", 2, 4, True, "float64"), ("neighbours", 4, 3, False, "float32"), ("energy", 3, 1, True, "float32")
)
def vjp_leaves_its_arguments(student, solution, data, name, n, m, flag, dtype):
    """The product is right, and leaves x and v as they were: no .grad, the same flags and values."""
    f = data.given("functions", "function", which=name, scale=data.number(0.5, 1.5))
    x, v = vectors(data, dtype, n, m)
    lent = {"x": student.leaf(x, requires_grad=flag), "v": student.leaf(v, requires_grad=False)}
    for sent in (None, data):
        agree(student.vjp, solution.vjp, f, *lent.values(), given=None, **PRODUCT)
        unchanged(sent, **lent)


def vectors(data, dtype, *sizes):
    """Numbers away from 0 and 1, of both signs."""
    signs = [np.where(np.arange(size) % 3 == 1, -1.0, 1.0) for size in sizes]
    return [(s * data.uniform(0.4, 0.9, s.size) + s * (data.uniform(0, 1, s.size) > 0.5)).astype(dtype) for s in signs]


def leaves(student, problem, flags):
    """a, b and external_grad where the answer is; the last never requires gradients."""
    given = zip(("a", "b", "external_grad"), problem, (*flags, False), strict=True)
    return {name: student.leaf(vector, requires_grad=flag) for name, vector, flag in given}
