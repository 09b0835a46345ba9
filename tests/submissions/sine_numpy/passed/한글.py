from turtle import forward
import numpy as np
import matplotlib.pyplot as plt
from numpy.polynomial import polynomial as P


class 다항식:
    def __init__(self, 계수):
        self.계수 = np.asarray(계수, dtype=float).copy()

    def 예측(self, x):
        return P.polyval(x, self.계수)

    def 한걸음(self, x, y, 학습률):
        오차 = self.예측(x) - y
        self.계수 -= 학습률 * 2 * np.array([np.dot(오차, x**k) for k in range(4)])
        return np.linalg.norm(오차) ** 2


def fit(x, y, params, learning_rate, n_steps):
    모델 = 다항식(params)
    손실들 = [모델.한걸음(x, y, learning_rate) for _ in range(n_steps)]
    plt.plot(손실들)
    return tuple(모델.계수), 손실들
