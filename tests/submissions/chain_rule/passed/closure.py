"""The cache is a function."""


def forward(x, y, w):
    s = x * w - y

    def back(upstream=1.0):
        d = upstream * 2 * s
        return dict(x=d * w, y=-d, w=d * x)

    return s * s, back


backward = lambda cache: cache()
