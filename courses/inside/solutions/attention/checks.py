import numpy as np

from grader import LARGE, MANY, TINY, CachedPasses, Exercise, Tolerance, agree, any_of, close, say, sizes


def near(given, dout):
    """dq and dk are what is left of terms that cancel, nothing at all where a weight is 1: how large these are says
    what is near enough."""
    q, k, v, _ = given
    terms = 1e-8 * np.abs(dout @ v.swapaxes(1, 2)).max() / np.sqrt(q.shape[-1])
    return {name: Tolerance(1e-4, 1e-5, terms * np.abs(other).max()) for name, other in (("dq", k), ("dk", q))}


passes = CachedPasses(("dq", "dk", "dv"), near)
exercise = Exercise(
    title="Attention, forwards and backwards",
    allows=("numpy",),
    forbids=("torch", "tensorflow", "jax", "autograd", "scipy"),
    hints=(
        "Four steps: scores, mask, softmax, weighted sum. A place that is not seen has the score −∞, so that its "
        "weight is 0. From each row of scores take its largest one before exp: the weights stay the same.",
        "Backwards: dv = pᵀ @ dout and dp = dout @ vᵀ. Through the softmax: ds = p * (dp − the row's sum of dp * p). "
        "Then dq = ds @ k / √D and dk = dsᵀ @ q / √D.",
    ),
    returns=passes.returns,
    # a weight is among the numbers, and there are four where they can be wrong
    ranges={"float32": (1, 1), "float64": (1, 1), "magnitude": (1.0, 1e3), "samples": (4, 300)},
)

N, T, D, E, EITHER = sizes(2, 4), sizes(2, 9), sizes(3, 7), sizes(1, 5), any_of(True, False)
FAR = any_of(TINY, LARGE)
CASES = [
    ((2, 4, 3, 2), False),
    ((2, 3, 5, 4), True),
    ((N, 1, D, E), EITHER),
    ((1, 1, 1, 1), EITHER, TINY, 1.0, 1.0, TINY),
    *(((1, 2, sizes(1, 2), 1), causal, 1.0, 1.0, size, size) for causal in (True, False) for size in (TINY, 1.0)),
    *(((N, T, D, E), causal, FAR, 1.0, FAR, FAR) for causal in (True, False)),
    ((N, T, D, E), EITHER, TINY, TINY, TINY, TINY),
    ((1, MANY, any_of(1, 3), 2), EITHER),
    ((MANY, 3, 2, 1), EITHER),
]


def problem(data, shape, causal, of_q=1.0, of_scores=1.0, of_v=1.0, of_dout=1.0):
    """What forward is given, and dout. Scores are about as large as of_scores; of_q: the size of q."""
    samples, places, width, of_values = shape
    q, k = (data.normal(samples, places, width) for _ in range(2))
    v, dout = (data.normal(samples, places, of_values) for _ in range(2))
    return (of_q * q, of_scores / of_q * k, of_v * (v + 0.5), causal), of_dout * (dout + 0.5)


def large(data, shape, causal, kind):
    """Scores of ±1,000: in a row all of them ("alike"), or some of each and, in the last row, none ("apart")."""
    (q, k, *rest), dout = problem(data, shape, causal)
    direction = data.normal(shape[2])
    direction /= np.linalg.norm(direction)
    of_q, of_k = (data.uniform(-1.0, 1.0, shape[1], 1) for _ in range(2))
    if kind == "alike":
        of_q[:], of_k[:] = 1.0, data.sign()
    else:
        of_q[[0, 1, -1], 0], of_k[:2, 0] = (1.0, 1.0, 0.0), (-1.0, 1.0)
    of_q, of_k = (np.sqrt(1000 * np.sqrt(shape[2])) * each for each in (of_q, of_k))
    return (*(x + (along - x @ direction[:, None]) * direction for x, along in ((q, of_q), (k, of_k))), *rest), dout


@exercise.check(points=2, hint="Do the weights of each row add up to 1? Which axis does the softmax go along?")
@exercise.cases(*CASES)
def values_are_weighted(student, solution, data, *case):
    """out is the mean of the values, weighted by the softmax of the scaled scores."""
    agree(student.forward, solution.forward, *problem(data, *case)[0], part=0, what="out")


@exercise.check(points=1, hint="Which places t have looked at v[u], and with what weight?")
@exercise.cases(*CASES)
def gradient_of_the_values_is_right(student, solution, data, *case):
    """The gradient with respect to v is collected from all places that see it."""
    passes.gradients(student, solution, *problem(data, *case), "dv")


@exercise.check(points=2, hint="A row's weights depend on all of its scores: how does p[t, u] change with s[t, w]?")
@exercise.cases(*CASES)
def gradients_of_queries_and_keys_are_right(student, solution, data, *case):
    """The gradients with respect to q and k go through the softmax and the scale."""
    passes.gradients(student, solution, *problem(data, *case), "dq", "dk")


@exercise.check(points=2, hint="Change v[1] alone: does out[0] change? It must not where causal is True.")
@exercise.cases((2, 5, 3, 2), (N, sizes(4, 12), D, E), (1, MANY, 2, 2))
def nothing_comes_from_later(student, solution, data, *shape):
    """Where causal is True, what comes at t depends on 0…t only, forwards and backwards."""
    (q, k, v, causal), dout = problem(data, shape, True)
    t = int(data.integers(1, shape[1] - 1))
    later = np.arange(shape[1])[:, None] > t
    q, k, v = (
        (np.where(later, changed, x), x) for x, changed in zip((q, k, v), problem(data, shape, True)[0], strict=False)
    )
    for given in zip(q, k, v, strict=True):
        out = student.forward(*given, causal)[0]
        close(out[:, : t + 1], solution.forward(q[1], k[1], v[1], causal)[0][:, : t + 1], say("out up to t = {t}", t=t))
        passes.gradients(student, solution, (*given, causal), np.where(later, 0.0, dout))


@exercise.check(
    points=1, hint="exp(1000) is too large for a number, exp(−1000) too small. What may be taken away first?"
)
@exercise.cases(*(((N, sizes(3, 9), D, E), causal, kind) for kind in ("alike", "apart") for causal in (False, True)))
def large_scores_do_no_harm(student, solution, data, *case):
    """Scores as large as 1,000 and as small as −1,000 do no harm."""
    given, dout = large(data, *case)
    agree(student.forward, solution.forward, *given, part=0, what="out")
    passes.gradients(student, solution, given, dout)


@exercise.check(points=1, hint="Where does your backward find its numbers, if another forward came between?")
@exercise.cases(3, sizes(5, 10))
def each_backward_belongs_to_its_forward(student, solution, data, number):
    """Each backward belongs to its own forward, whatever was computed in between."""
    runs = [problem(data, (2, 3, 4, 2), i % 2 == 0) for i in range(number)]
    passes.interleaved(student, solution, data, runs)


exercise.leaves_arguments(points=1)
