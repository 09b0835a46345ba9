import numpy as np
from port import is_a, normals, port, tensor_of

from grader import chance, close, tensor

exercise = port("MyDropout", takes=("p",))
HOLDS = {"evaluation_is_the_identity": "Eval", "training": "Training; Drop; Gradient"}


@exercise.check(points=1)
@exercise.cases(0.5, 0.9)
def evaluation_is_the_identity(student, solution, data, p):
    """It is a Module, which in evaluation gives back what it gets."""
    layer = student.MyDropout(p=p)
    is_a(layer, "Module")
    layer.eval()
    (x,) = normals(data, (4, 8))
    close(layer(x).read(tensor), x, "the result")


@exercise.check(points=1)
@exercise.cases(0.5, 0.3, 0.0, None)
def training(student, solution, data, p):
    """In training each entry is dropped with the probability p, independently; the others, and their gradients, are
    scaled by 1 / (1 - p). Without p it is 0.5."""
    layer, p = student.MyDropout() if p is None else student.MyDropout(p=p), 0.5 if p is None else p
    draws, x = [], data.uniform(1.0, 2.0, 100, 100, dtype="float32")
    for _ in range(2):
        given = tensor_of(student, x)
        out = layer.train()(given)
        found = out.read(tensor)
        (cotangent,) = normals(data, x.shape)
        out.backward(cotangent)
        draws.append(found != 0)
        close(found, np.where(draws[-1], x / (1 - p), 0), "the result")
        close(given.grad, np.where(draws[-1], cotangent / (1 - p), 0), "the gradient", cause="wrong_gradient")
    chance.coins(~np.stack(draws), p, "what is dropped")
