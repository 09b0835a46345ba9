from grader import Exercise, agree, any_of, sizes, tensor

exercise = Exercise(
    title="Softmax and its Jacobian",
    allows=("torch",),
    forbids_names=("requires_grad", "requires_grad_", "backward", "torch.autograd", "torch.func"),
    hints=(
        "Softmax does not change when the same number is taken from every entry of x: which one helps with 1000?",
        "jacobian: s on the diagonal of a matrix, minus the outer product of s with itself.",
    ),
    returns={"softmax": tensor, "jacobian": tensor},
)
DTYPE = any_of("float32", "float64")


@exercise.check(points=3, hint="Work out softmax((0, ln 3)) on paper: do your entries add up to 1?")
@exercise.cases((4, "float64"), (1, "float64"), (sizes(2, 60), DTYPE), (sizes(200, 400), DTYPE))
def entries_are_shares(student, solution, data, size, dtype):
    """Every entry is its exponential's share of their sum."""
    agree(student.softmax, solution.softmax, data.normal(size, dtype=dtype), what="softmax(x)")


@exercise.check(points=2, hint="exp(1000) is more than a number can hold. Which difference can you take before exp?")
@exercise.cases((3, 1.0, 1000.0), (4, 1.0, -1000.0), (5, 1000.0, 0.0))
def large_entries_do_no_harm(student, solution, data, size, scale, shift):
    """Entries as large as 1000 do no harm."""
    agree(student.softmax, solution.softmax, data.normal(size, scale=scale) + shift, what="softmax(x)")


@exercise.check(points=4, hint="What is the derivative of s[0] with respect to x[0], and what with respect to x[1]?")
@exercise.cases((3, "float64"), (sizes(1, 20), DTYPE), (sizes(60, 90), DTYPE))
def jacobian_is_right(student, solution, data, size, dtype):
    """The Jacobian has the derivative of every entry with respect to every entry."""
    x = data.normal(size, dtype=dtype)
    agree(student.jacobian, solution.jacobian, x, what="jacobian(x)", cause="wrong_gradient")


exercise.leaves_arguments(points=1)
