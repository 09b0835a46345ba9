from port import alike, normals, port

from grader import any_of, sizes

exercise = port("my_conv2d")
HOLDS = {"convolves": "*"}
SMALL = any_of(1, 2, 3)


@exercise.check(points=1)
@exercise.cases(
    ((1, 3, 8, 8), (16, 3, 3, 3)), ((2, 3, 8, 8), (4, 3, 3, 3), True),
    ((1, 1, 5, 5), (1, 1, 3, 3), False, {"padding": 1}),
    ((1, 1, 8, 8), (1, 1, 3, 3), False, {"stride": 2}), ((1, 1, 4, 4), (2, 1, 3, 3)), ((1, 2, 6, 7), (3, 2, 1, 2)),
    ((2, 3, sizes(5, 9), sizes(5, 9)), (SMALL, 3, SMALL, SMALL), True, {"stride": 2, "padding": 1}),
    ((2, 3, sizes(5, 9), sizes(5, 9)), (SMALL, 3, SMALL, SMALL), True, {"stride": 3, "padding": 2}),
)  # fmt: skip
def convolves(student, solution, data, images, kernels, biased=False, how=None):
    """Results and gradients are right for any stride and padding, with and without a bias."""
    *given, bias = normals(data, images, kernels, kernels[:1])
    if biased:
        alike(student, solution, data, lambda who, x, w, b: who.my_conv2d(x, w, bias=b, **how or {}), *given, bias)
    else:
        alike(student, solution, data, lambda who, x, w: who.my_conv2d(x, w, **how or {}), *given)
