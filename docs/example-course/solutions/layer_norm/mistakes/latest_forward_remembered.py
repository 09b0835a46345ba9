"""Your backward pass always answers for the latest forward pass: it takes its numbers from a place that every call
overwrites. Put all that the way back needs into the cache itself."""

kind = "state_between_calls"

latest = {}


def forward(x, gamma, beta, eps):
    centred = x - x.mean(axis=1, keepdims=True)
    inverse = 1 / np.sqrt((centred**2).mean(axis=1, keepdims=True) + eps)
    latest.update(normed=centred * inverse, inverse=inverse, gamma=gamma)
    return gamma * latest["normed"] + beta, latest


def backward(cache, grad_y):
    normed, inverse, gamma = cache["normed"], cache["inverse"], cache["gamma"]
    g = gamma * grad_y
    through = g.mean(axis=1, keepdims=True) + normed * (g * normed).mean(axis=1, keepdims=True)
    return inverse * (g - through), (grad_y * normed).sum(axis=0), grad_y.sum(axis=0)
