"""Your way back starts from the prediction: the target y is missing from it, so the derivatives are those of ŷ². What
is squared in the last node?"""

kind = "wrong_operand"


def forward(x, y, w):
    prediction = x * w
    return (prediction - y) ** 2, (x, w, prediction)
