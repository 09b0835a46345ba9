from grader import (
    Exercise,
    Remark,
    StudentError,
    any_of,
    close,
    expect,
    fingerprint,
    magnitudes,
    say,
    sizes,
    tensor,
    unchanged,
)

exercise = Exercise(
    title="Checkpointing: memory for time",
    allows=("torch",),
    hints=(
        "An autograd Function: its forward runs without recording, and keeps f, the inputs and torch.get_rng_state(). "
        "What has to be switched on again in backward?",
        "backward: detached copies of the inputs with the flags of the originals; under torch.random.fork_rng() and "
        "torch.enable_grad() set the state that was kept and call f; then torch.autograd.grad by the inputs that need "
        "it, with grad_output. None for f and for the others.",
    ),
    returns={"checkpoint": tensor},
    remarks=(
        Remark(
            "The numbers are right, and no points are lost, but torch's own checkpoint does the work. Write one: an "
            "autograd Function of some ten lines.",
            uses=("torch.utils.checkpoint",),
        ),
    ),
    ranges={"magnitude": (1e-2, 30.0), "float32": (1, 1), "float64": (1, 1), "dims": (1, 1)},
    preload=("torch.utils.checkpoint",),
)
SIZES, ANY, FLAG = (sizes(1, 20), sizes(1, 20)), magnitudes(1e-3, 30.0), any_of(True, False)
RANDOM = (6, 5)
"""So many entries that two draws of them never agree."""


class Problem:
    """Inputs, which of them need gradients, and a function that is lent to both sides. calls: whether gradients were
    on in each call of it."""

    def __init__(self, data, kind, shape, flags, scale=1.0, builder="segment"):
        n, m = shape
        self.flags, self.calls, self.factor = flags, [], data.off_zero()
        self.f = data.given("segments", builder, kind=kind, scale=data.number(0.5, 1.5))
        self.xs = [data.normal(n, m, scale=scale), *(data.normal(m, scale=scale) for _ in flags[1:])]
        if kind == "chosen":
            self.xs[-1] = data.integers(0, n, n + 2)
        self.cotangent = data.normal(len(self.xs[-1]) if kind == "chosen" else n, m, scale=data.magnitude(1e-2, 1e2))
        self.seeds = [int(seed) for seed in data.integers(0, 2**31, 3)]

    def asked(self, recording):
        self.calls.append(recording)
        return self.factor

    def forwards(self, who):
        """The value, the kept result and the leaves."""
        f = self.f.bind(asked=self.asked, checkpoint=who.checkpoint)
        leaves = [who.leaf(x, requires_grad=flag) for x, flag in zip(self.xs, self.flags, strict=True)]
        return *who.checkpoint.keeping(f, *leaves), leaves

    def backwards(self, kept):
        try:
            kept.backward(self.cotangent)
        except StudentError as error:  # torch says the same of a result without a graph and of a second run without one
            error.details["fingerprint"] = f"{error.details.get('fingerprint')} after {len(self.calls)} calls"
            raise

    def told(self, who):
        """All that is to agree, in the order in which it happens: the value, the gradients, and what is drawn after
        them; another forward pass and another state of the generator come in between. And the other leaves."""
        who.seed(self.seeds[0])
        value, kept, leaves = self.forwards(who)
        self.forwards(who)
        who.seed(self.seeds[1])
        self.backwards(kept)
        grads = [leaf.grad() for leaf in leaves if leaf.requires_grad]
        return value, grads, self.forwards(who)[0], [leaf for leaf in leaves if not leaf.requires_grad]


def right(student, solution, data, *case):
    """Claims that all agrees, for two problems alike."""
    for problem in [Problem(data, *case) for _ in range(2)]:
        value, grads, after, others = problem.told(student)
        right_value, right_grads, right_after, _ = problem.told(solution)
        with fingerprint(value, [0.0 if grad is None else grad for grad in grads], after):
            close(value, right_value, say("the value"))
            for i, (mine, wanted) in enumerate(zip(grads, right_grads, strict=True)):
                what = say("the gradient {number} of {all}", number=i + 1, all=len(grads))
                close(0.0 if mine is None else mine, wanted, what, cause="wrong_gradient")
            what = say("what f draws in a call after the backward pass")
            close(after, right_after, what, cause="wrong_state")
        unchanged(**{f"x{i}": leaf for i, leaf in enumerate(others) if leaf.array.dtype.kind == "f"})


@exercise.check(points=1, hint="What comes out is what f gives, whether or not anything is recorded.")
@exercise.cases(("plain", (3, 4), (True,)), ("plain", SIZES, (True, FLAG), ANY), ("dropped", RANDOM, (True, FLAG)))
def value_is_fs(student, solution, data, *case):
    """The value is f's, also of an f that draws random numbers."""
    problem = Problem(data, *case)
    for who in (student, solution):
        who.seed(problem.seeds[0])
    values = (problem.forwards(who)[0] for who in (student, solution))
    close(*values, say("the value"))


@exercise.check(points=3, hint="Run f again on detached copies, with gradients on, and send grad_output back through.")
@exercise.cases(
    ("plain", (3, 4), (True,)),
    ("plain", (2, 3), (True, True)),
    ("plain", (1, 1), (True, FLAG), ANY),
    ("plain", SIZES, (FLAG, True, FLAG), ANY),
    ("chosen", SIZES, (True, FLAG, False)),
    ("plain", (sizes(30, 60), sizes(10, 20)), (True, False, True, FLAG)),
)
def gradients_are_fs(student, solution, data, *case):
    """The gradients are f's, for those arguments that need one, and nothing else has changed."""
    right(student, solution, data, *case)


@exercise.check(points=2, hint="In forward nothing is recorded. When is f called for the second time, and how often?")
@exercise.cases(
    ("plain", (2, 3), (True,)),
    ("plain", SIZES, (True, True, FLAG), magnitudes(1e-3, 1e-2)),
    ("dropped", RANDOM, (True, FLAG), magnitudes(3.0, 30.0)),
)
def f_is_called_once_each_way(student, solution, data, *case):
    """f is called once forwards, under no_grad, and once more on the way back; the gradients are right."""
    problem = Problem(data, *case)
    _, kept, _ = problem.forwards(student)
    forwards, problem.calls = problem.calls, []
    problem.backwards(kept)
    found, backwards = [len(forwards), any(forwards), len(problem.calls)], len(problem.calls)
    with fingerprint(found):
        expect(len(forwards), 1, say("forwards f is called {n} times, expected once", n=len(forwards)))
        expect(any(forwards), False, say("forwards f is called with gradients on: all that it does is recorded"))
        expect(backwards, 1, say("on the way back f is called {n} times, expected once", n=backwards))
    right(student, solution, data, *case)


@exercise.check(points=2, hint="Which state had the generator before the first run, and which before the second one?")
@exercise.cases(("dropped", RANDOM, (True, True)), ("dropped", (sizes(6, 30), sizes(5, 9)), (FLAG, True), ANY))
def random_numbers_are_the_same(student, solution, data, *case):
    """The second call of f draws the numbers of the first, and leaves the generator where it found it."""
    right(student, solution, data, *case)


@exercise.check(points=1, hint="What of one call could a call inside of it overwrite?")
@exercise.cases(("plain", (2, 3), (True,), 1.0, "nested"), ("dropped", RANDOM, (True, True, FLAG), ANY, "nested"))
def checkpoints_nest(student, solution, data, *case):
    """A checkpoint inside of another one works."""
    right(student, solution, data, *case)


exercise.leaves_arguments(points=1)
