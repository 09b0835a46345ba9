from port import alike, is_a, linear, normals, port

from grader import expect, integer, sizes

exercise = port("PatchEmbedding", "proj", num_patches=integer)
HOLDS = {"number_of_patches": "Output shape#1; num_patches", "embeds": "Output; Different; Gradient"}


def made(who, image, patch, channels, width):
    return who.PatchEmbedding(img_size=image, patch_size=patch, in_channels=channels, embed_dim=width)


@exercise.check(points=1)
@exercise.cases((2, 4, 8, 3, 64), (1, 4, 16, 1, 32), 5 * (sizes(1, 4),))
def embeds(student, solution, data, samples, across, patch, channels, width):
    """Patches are embedded in their order, with the right gradients."""
    image = across * patch
    alike(
        student, solution, data, lambda layer, x: layer(x), *normals(data, (samples, channels, image, image)),
        make=lambda who: made(who, image, patch, channels, width),
        given=linear(data, "proj", channels * patch * patch, width),
    )  # fmt: skip


@exercise.check(points=1)
@exercise.cases((224, 16, 196), (30, 8, 9), (9, 3, 9))
def number_of_patches(student, solution, data, image, patch, number):
    """It is a Module, and num_patches is the number of whole patches."""
    layer = made(student, image, patch, 3, 5)
    is_a(layer, "Module")
    expect(layer.num_patches, number, "num_patches is another number")
