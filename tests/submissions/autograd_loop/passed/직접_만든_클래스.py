import torch
from IPython.display import clear_output

class 경사하강:
    def __init__(self, 학습률):
        self.학습률 = 학습률
        self.w = torch.tensor(0.0, dtype=torch.float32, requires_grad=True)

    def 한걸음(self, x, y):
        손실 = ((self.w * x - y) ** 2).mean()
        손실.backward()
        with torch.no_grad():
            self.w -= self.학습률 * self.w.grad
        self.w.grad.zero_()
        return 손실.item()

def train(X, Y, learning_rate, n_iters, **options):
    모델 = 경사하강(learning_rate)
    손실들 = [모델.한걸음(X, Y) for _ in range(n_iters)]
    clear_output()
    return 모델.w.item(), 손실들

print(train(torch.arange(1.0, 5.0), torch.arange(2.0, 9.0, 2.0), 0.01, 10))
