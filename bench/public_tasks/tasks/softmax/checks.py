from port import alike, port

from grader import any_of, sizes

exercise = port("my_softmax")
HOLDS = {"shares": "Basic; 2-D", "large_entries": "Numerical"}


@exercise.check(points=1)
@exercise.cases(((3,), -1), ((4, 8), -1), ((4, 8), 0), ((sizes(2, 5), sizes(2, 5), sizes(2, 5)), any_of(0, 1, 2, -2)))
def shares(student, solution, data, shape, dim):
    """Values and gradients are right along any dimension."""
    alike(student, solution, data, lambda who, x: who.my_softmax(x, dim=dim), data.normal(*shape, dtype="float32"))


@exercise.check(points=1)
def the_last_dimension_is_the_default(student, solution, data):
    """Without dim it goes along the last dimension."""
    alike(student, solution, data, lambda who, x: who.my_softmax(x), data.normal(3, 4, 5, dtype="float32"))


@exercise.check(points=1)
@exercise.cases(1000.0, -1000.0, any_of(300.0, -300.0))
def large_entries(student, solution, data, shift):
    """Entries as large as 1000 do no harm."""
    alike(student, solution, data, lambda who, x: who.my_softmax(x, dim=-1), data.normal(4, 3, dtype="float32") + shift)


@exercise.check(points=1)
def far_apart(student, solution, data):
    """Entries from -1000 to 1000 in one row do no harm."""
    x = data.uniform(-1000.0, 1000.0, 4, 5, dtype="float32")
    alike(student, solution, data, lambda who, x: who.my_softmax(x, dim=-1), x)
