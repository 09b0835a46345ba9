from grader import LARGE, TINY, CachedPasses, Exercise, agree, any_of, sizes

passes = CachedPasses(("dx", "dw", "db"))
exercise = Exercise(
    title="Convolution, forwards and backwards",
    allows=("numpy",),
    forbids=("torch", "tensorflow", "jax", "autograd", "scipy"),
    hints=(
        "Take one place (i, j) of the kernel: it meets padded[:, :, i::stride, j::stride], one entry for each window. "
        "out is a sum over i and j.",
        "Backwards, for each (i, j): dw[:, :, i, j] sums dout times what was met; what is met gets dout times "
        "w[:, :, i, j], added to what others gave. At the end cut the padding off, and mind that a[0:-0] is empty.",
    ),
    returns=passes.returns,
    ranges={"float32": (1, 1), "float64": (1, 1)},
)

SIDE, STRIDE, FAR, PADDING = sizes(1, 4), sizes(1, 3), any_of(TINY, LARGE), any_of(1, 2, 3)
KERNEL, WINDOWS, CHANNELS = (SIDE, SIDE), (sizes(1, 5), sizes(1, 5)), any_of((3, 2), (2, 3), (1, 4))
CASES = [
    (2, (2, 3), (3, 2), (4, 3), 1, 0),
    (2, (3, 2), (2, 3), (3, 4), 1, 1),
    (3, (2, 4), (3, 4), (2, 3), 2, 1),
    (sizes(2, 4), CHANNELS, (3, 2), (3, 2), 3, any_of(0, 1), 2),
    (1, (1, 1), (1, 1), (1, 1), 1, 0, 0, FAR, 1.0, 1.0),
    (2, CHANNELS, (2, 1), (3, 2), any_of(3, 4), 1, any_of(0, 1)),
    (sizes(1, 6), CHANNELS, KERNEL, WINDOWS, STRIDE, PADDING, 0, LARGE, FAR, FAR),
    (sizes(1, 6), CHANNELS, KERNEL, WINDOWS, STRIDE, 1, 0, TINY, TINY, TINY),
    (sizes(100, 300), CHANNELS, (1, 2), (2, 2), 1, any_of(0, 1)),
    (1, CHANNELS, (3, 3), (sizes(10, 16), sizes(10, 16)), any_of(1, 2), 1, 0, 1.0, FAR, FAR),
]


def problem(data, samples, channels, kernel, windows, stride, padding, rest=0, scale=1.0, of_w=1.0, of_dout=1.0):
    """What forward is given, and dout. windows: how many there are along both axes. rest: how many rows and columns
    are beyond the last one (less than stride). The image is larger where otherwise all of it would be padding."""
    channels, kernels = channels
    whole = [(n - 1) * stride + k + rest - 2 * padding for n, k in zip(windows, kernel, strict=True)]
    height, width = (max(n, 1) for n in whole)
    rows, columns = ((n + 2 * padding - k) // stride + 1 for n, k in zip((height, width), kernel, strict=True))
    x, w = data.normal(samples, channels, height, width), data.normal(kernels, channels, *kernel)
    b = data.uniform(0.5, 2.0, kernels) * data.sign()
    dout = data.normal(samples, kernels, rows, columns) + 0.3
    return (scale * x, of_w * w, scale * of_w * b, stride, padding), of_dout * dout


@exercise.check(points=3, hint="How many windows fit, what does each see, and what does padding add around the image?")
@exercise.cases(*CASES)
def windows_are_summed(student, solution, data, *case):
    """out is that of torch's conv2d: every window times every kernel, summed, plus b."""
    agree(student.forward, solution.forward, *problem(data, *case)[0], part=0, what="out")


@exercise.check(points=2, hint="Which entries of x does w[f, c, i, j] meet, and to which entries of out is b[f] added?")
@exercise.cases(*CASES)
def kernels_and_biases_are_right(student, solution, data, *case):
    """The gradients with respect to w and b are summed over all samples and windows."""
    passes.gradients(student, solution, *problem(data, *case), "dw", "db")


@exercise.check(points=3, hint="In how many windows does one entry of x stand, and below which place of the kernel?")
@exercise.cases(*CASES)
def gradient_of_x_is_right(student, solution, data, *case):
    """The gradient with respect to x adds up what all windows give it, and ends where the padding begins."""
    passes.gradients(student, solution, *problem(data, *case), "dx")


@exercise.check(points=1, hint="Where does your backward find its numbers, if another forward came between?")
@exercise.cases(3, sizes(5, 10))
def each_backward_belongs_to_its_forward(student, solution, data, number):
    """Each backward belongs to its own forward, whatever was computed in between."""
    runs = [problem(data, 2, (3, 2), (2, 3), (3, 2), *((1, 0) if i % 2 else (2, 1))) for i in range(number)]
    passes.interleaved(student, solution, data, runs)


exercise.leaves_arguments(points=1)
