from port import alike, all_get_gradients, classes, expect, is_a, linear, normals, port

from grader import sizes

NAMES = "W_q", "W_k", "W_v", "W_o"
exercise = port("KVCacheAttention", *NAMES, takes=("d_model", "num_heads"))
HOLDS = {
    "it_is_a_module": "Output shape (no cache)#1; Cache structure#1; Gradient",
    "prefill": "Output; Cache; Gradient",
    "decode": "Decode; Incremental",
}


def ask(student, solution, data, use, samples, places, heads, width):
    d = heads * width
    alike(
        student, solution, data, use, *normals(data, *[(samples, n, d) for n in places]),
        make=lambda who: who.KVCacheAttention(d_model=d, num_heads=heads),
        given={path: value for name in NAMES for path, value in linear(data, name, d, d).items()},
    )  # fmt: skip


@exercise.check(points=1)
@exercise.cases((2, 8, 4, 16), (1, 4, 2, 16), 4 * (sizes(1, 5),))
def prefill(student, solution, data, samples, places, heads, width):
    """Without a cache the result is causal attention, and the cache holds all keys and values, with their gradients."""

    def use(layer, x):
        found = layer(x)
        return [found[0], found[1][0], found[1][1]]

    ask(student, solution, data, use, samples, [places], heads, width)


@exercise.check(points=1)
@exercise.cases(
    (1, (4, 1, 1), 2, 16), (1, (2, 3, 2), 2, 3), (2, (sizes(1, 4), sizes(1, 3), 1), sizes(1, 3), sizes(1, 4))
)
def decode(student, solution, data, samples, places, heads, width):
    """With a cache new places see all earlier ones, and what comes is what all at once would give."""

    def use(layer, *parts):
        results, cache = [], None
        for part in parts:
            found = layer(part, cache=cache)
            results, cache = [*results, found[0]], found[1]
        return [*results, cache[0], cache[1]]

    ask(student, solution, data, use, samples, places, heads, width)


@exercise.check(points=1)
def it_is_a_module(student, solution, data):
    """It is a Module all of whose parameters get gradients; a cache is a tuple of two."""
    layer = student.KVCacheAttention(8, 2)
    is_a(layer, "Module")
    out, cache = layer(*normals(data, (1, 2, 8)))
    all_get_gradients(layer, out)
    expect([classes(cache)[0], len(list(cache))], ["tuple", 2], "the cache is another thing")
