import numpy as np
import torch
from tqdm import tqdm


def build_model():
    층 = torch.nn.Linear(3, 1)
    펴기 = torch.nn.Flatten(0, -1)
    return torch.nn.Sequential(층, 펴기)


def fit(model, xx, y, learning_rate, n_steps):
    손실들 = []
    for _ in tqdm(range(n_steps)):
        손실 = torch.nn.MSELoss(reduction='sum')(model(xx), y)
        손실들.append(손실.detach().numpy())
        손실.backward()
        for 변수 in model.parameters():
            변수.data = 변수.data - learning_rate * 변수.grad
            변수.grad = None
    return np.array(손실들)
