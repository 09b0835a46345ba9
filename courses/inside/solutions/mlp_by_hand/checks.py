import numpy as np

from grader import MANY, TINY, Exercise, Tolerance, any_of, close, fingerprint, magnitudes, mapping, say, sizes, tensor

NAMES = ("logits", "W2", "b2", "h", "gain", "bias", "hpre", "W1", "b1", "emb", "C")
exercise = Exercise(
    title="Backpropagation through a whole network, by hand",
    allows=("torch",),
    hints=(
        "From the last line to the first: each gradient is made of the one after it. For a product A @ B with the "
        "gradient G that is G @ B.T for A and A.T @ G for B; what was broadcast is summed up.",
        "logits: (softmax − one-hot)/N. hnorm: h's gradient times 1 − h². xhat: that times gain. hpre: (d − mean(d) − "
        "xhat · mean(d · xhat)) / sqrt(var + eps), with d for xhat's gradient. C: index_add_ of emb's gradient.",
    ),
    returns={"backward": mapping(tensor, *NAMES)},
    ranges={"samples": (20, 1000), "magnitude": (1.0, 30.0), "dims": (0, 0), "float32": (1, 1), "float64": (1, 1)},
)
FEW, SOME, SCALE = sizes(1, 9), sizes(2, 40), any_of(1.0, TINY, magnitudes(3.0, 30.0))
PLAIN, SINGLE = (6, 3, 8, 2, 5, 4), (1, 2, 5, 3, 4, 2)
SMALL, LARGE = (SOME, FEW, sizes(1, 30), FEW, FEW, sizes(2, 9)), (MANY, FEW, sizes(2, 30), FEW, sizes(2, 30), FEW)
CASES = ((PLAIN, 1.0), (SINGLE, 1.0), (SMALL, SCALE), (LARGE, SCALE))


def forwards(data, sizes, scale):
    """The cache. sizes: N, L, V, E, H and K; scale: of C."""
    n, length, v, e, h, k = sizes
    cache = {"ix": data.integers(0, v, n, length), "y": data.integers(0, k, n), "C": data.normal(v, e, scale=scale)}
    cache["emb"] = emb = cache["C"][cache["ix"]].reshape(n, -1)
    cache |= {"W1": data.normal(length * e, h), "b1": data.normal(h), "eps": data.magnitude(1e-6, 1e-3)}
    cache["hpre"] = hpre = emb @ cache["W1"] + cache["b1"]
    cache |= {"mean": hpre.mean(0), "var": hpre.var(0), "gain": data.uniform(0.3, 1.5, h), "bias": data.normal(h) / 3}
    cache["xhat"] = (hpre - cache["mean"]) / np.sqrt(cache["var"] + cache["eps"])
    cache["hnorm"] = cache["gain"] * cache["xhat"] + cache["bias"]
    cache |= {"h": np.tanh(cache["hnorm"]), "W2": data.normal(h, k), "b2": data.normal(k)}
    cache["logits"] = logits = cache["h"] @ cache["W2"] + cache["b2"]
    losses = np.log(np.exp(logits).sum(1)) - logits[np.arange(n), cache["y"]]
    return {**cache, "loss": np.asarray(losses.mean())}


def rounding(cache, grads):
    """How large the terms are whose sum a gradient before the norm is: they may cancel, all of them for b1."""
    slope = (1 - cache["h"] ** 2) * cache["gain"] / np.sqrt(cache["var"] + cache["eps"])
    flow, emb, W1 = np.abs(grads["h"] * slope), np.abs(cache["emb"]), np.abs(cache["W1"])
    terms = {"hpre": flow, "b1": flow.sum(0), "W1": emb.T @ flow, "emb": flow @ W1.T, "C": (flow @ W1.T).sum()}
    return {name: 1e-6 * np.max(each) for name, each in terms.items()}


def right(student, solution, data, sizes, scale, *names):
    """Claims that these gradients are right, for two batches of the same sizes."""
    for cache in (forwards(data, sizes, scale) for _ in range(2)):
        mine, wanted = student.backward(cache), solution.backward(cache)
        small = rounding(cache, wanted)
        with fingerprint(mine):
            for name in names:
                how = {"samples": sizes[0], "tolerance": Tolerance(1e-4, 1e-5, small.get(name, 0.0) + 1e-30)}
                what = say("the gradient with respect to {name}", name=name)
                close(mine[name], wanted[name], what, cause="wrong_gradient", **how)


@exercise.check(points=2, hint="The loss is a mean over N rows. Which shape has each of the three factors in h @ W2?")
@exercise.cases(*CASES)
def last_layer_is_right(student, solution, data, *case):
    """The gradients of logits, W2, b2 and h are right."""
    right(student, solution, data, *case, "logits", "W2", "b2", "h")


@exercise.check(points=1, hint="First back through tanh: its slope is 1 − h². What is each of the two multiplied with?")
@exercise.cases(*CASES)
def gain_and_bias_are_right(student, solution, data, *case):
    """The gradients of gain and bias are right."""
    right(student, solution, data, *case, "gain", "bias")


@exercise.check(points=2, hint="In how many places does one entry of hpre stand: in xhat, in mean, in var?")
@exercise.cases(*CASES)
def norm_is_right(student, solution, data, *case):
    """The gradient of hpre is right: it goes through mean and variance too."""
    right(student, solution, data, *case, "hpre")


@exercise.check(points=2, hint="As in the last layer, with what came out of the norm.")
@exercise.cases(*CASES)
def first_layer_is_right(student, solution, data, *case):
    """The gradients of W1, b1 and emb are right; that of b1 is 0 up to rounding."""
    right(student, solution, data, *case, "W1", "b1", "emb")


@exercise.check(points=1, hint="A row that is used three times gets three gradients. What becomes of the first two?")
@exercise.cases(*CASES)
def embedding_is_right(student, solution, data, *case):
    """The gradient of C is right: each row's uses add up."""
    right(student, solution, data, *case, "C")


@exercise.check(points=1, hint="Matrix products, sums, and what stands in the cache.", without_autograd=True)
@exercise.cases(*CASES)
def all_is_written_out(student, solution, data, *case):
    """All gradients are right, and no autograd is used."""
    right(student, solution, data, *case, *NAMES)


exercise.leaves_arguments(points=1)
