from port import Fixed, alike, normals, port

from grader import any_of, magnitudes, sizes

exercise = port("my_batch_norm")
HOLDS = {"training": "Training; Gradient", "inference": "Inference"}
SIZES, EPS, MOMENTUM = (sizes(2, 20), sizes(1, 9)), magnitudes(1e-3, 1.0), magnitudes(0.05, 0.9)


def ask(student, solution, data, shape, scale, **how):
    given = *normals(data, shape, scale=scale), *normals(data, *3 * [shape[1:]]), data.uniform(0.5, 2.0, shape[1])
    x, gamma, beta, mean, var = (each.astype("float32") for each in given)
    given = x + any_of(0.0, 3 * scale).draw(data), gamma, beta, Fixed(mean), Fixed(scale**2 * var)
    alike(student, solution, data, lambda who, *given: who.my_batch_norm(*given, **how), *given)


@exercise.check(points=1)
@exercise.cases(
    ((8, 4), 1.0), ((16, 8), 1.0), (SIZES, 1.0, EPS, MOMENTUM), (SIZES, 3e-3), (SIZES, magnitudes(0.01, 100.0))
)
def training(student, solution, data, shape, scale, eps=None, momentum=None):
    """In training the batch's statistics are used, and the running ones move towards them."""
    how = {} if eps is None else {"eps": eps, "momentum": momentum, "training": True}
    ask(student, solution, data, shape, scale, **how)


@exercise.check(points=1)
@exercise.cases(((4, 8), 1.0), (SIZES, 1.0, EPS), (SIZES, 3e-3))
def inference(student, solution, data, shape, scale, eps=1e-5):
    """In inference the running statistics are used, and stay."""
    ask(student, solution, data, shape, scale, training=False, eps=eps)
