"""You move an entry of x and do not move it back before the next one: the later differences are taken at another
point. Move a copy for each entry."""

kind = "wrong_operand"


def agrees(f, backward, x, v, eps, rtol):
    claimed, moved, measured = backward(x, v), x.copy(), []
    for j in range(x.size):
        moved[j] += eps
        above = f(moved)
        moved[j] -= 2 * eps
        measured.append(v @ (above - f(moved)) / (2 * eps))
    return bool((np.abs(claimed - measured) <= rtol * np.abs(measured).max()).all())
