from port import port

from grader import any_of, close, magnitudes, number, sizes

exercise = port("cosine_lr_schedule")
HOLDS = {"rate": "*"}
ENDS = [(step, 100, 10, 0.001, low) for step in (0, 10, 55, 100) for low in (None, 0.0, 0.0001)]
WARM_UP = [(step, 100, 10, 0.001) for step in range(11)]


@exercise.check(points=1)
@exercise.cases(
    *ENDS,
    *WARM_UP,
    *10 * [(sizes(10, 50), sizes(51, 200), any_of(5, 9, 20), magnitudes(1e-3, 1.0), 1e-4)],
    (0, 9, 0, 0.1),
)
def rate(student, solution, data, step, total, warmup, high, low=None):
    """The rate rises in a line to max_lr, then falls along a cosine to min_lr."""
    how = {"step": step, "total_steps": total, "warmup_steps": warmup, "max_lr": high}
    how |= {} if low is None else {"min_lr": low}
    mine, right = (who.cosine_lr_schedule(**how).read(number) for who in (student, solution))
    close(mine, right, "the rate")
