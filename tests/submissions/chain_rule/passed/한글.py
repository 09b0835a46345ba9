from dataclasses import dataclass
from typing import NamedTuple


@dataclass
class 기억:
    입력: float
    가중치: float
    오차: float


class 결과(NamedTuple):
    손실: float
    기억: 기억


def forward(x, y, w):
    오차 = x * w - y
    return 결과(오차**2, 기억(x, w, 오차))


def backward(cache):
    기울기 = 2 * cache.오차
    return {"x": 기울기 * cache.가중치, "y": -기울기, "w": 기울기 * cache.입력}


if __name__ == "__main__":
    손실, 상자 = forward(1.0, 2.0, 1.0)
    print(손실, backward(상자))
