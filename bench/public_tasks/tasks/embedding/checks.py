from port import alike, expect, is_a, normals, port

from grader import sizes

exercise = port("MyEmbedding", takes=("num_embeddings", "embedding_dim"))
HOLDS = {"weight": "Weight", "looks_up": "Lookup; Batch; Gradient"}


@exercise.check(points=1)
@exercise.cases((10, 4, (3,)), (20, 8, (2, 2)), (sizes(2, 30), sizes(1, 9), (sizes(1, 9), sizes(1, 9))))
def looks_up(student, solution, data, rows, width, shape):
    """Rows are looked up, and the gradients of a row that is used twice add up."""
    (weight,) = normals(data, (rows, width))
    alike(
        student, solution, data, lambda layer, indices: layer(indices), data.integers(0, rows, *shape),
        make=lambda who: who.MyEmbedding(rows, width), given={"weight": weight},
    )  # fmt: skip


@exercise.check(points=1)
def weight(student, solution, data):
    """It is a Module, whose weight is a Parameter that requires gradients."""
    layer = student.MyEmbedding(100, 32)
    is_a(layer, "Module")
    is_a(layer.weight, "Parameter")
    expect([layer.weight.shape, layer.weight.requires_grad], [[100, 32], True], "the weight is another one")
