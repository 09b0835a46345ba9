"""As soon as one entry is wrong the others need not be looked at."""


def agrees(f, backward, x, v, eps, rtol):
    claimed = [float(number) for number in backward(x, v)]
    largest = max(map(abs, claimed))
    for j, claim in enumerate(claimed):
        above, below = x.tolist(), x.tolist()
        above[j] += eps
        below[j] -= eps
        f_above, f_below = f(as_array(above)), f(as_array(below))
        slope = sum(w * (a - b) for w, a, b in zip(v, f_above, f_below)) / (above[j] - below[j])
        if abs(slope - claim) > 3 * rtol * max(largest, abs(slope)):
            return False
    return True


def as_array(numbers):
    import numpy

    return numpy.array(numbers)
