#!/usr/bin/env python
# coding: utf-8

# In[1]:


import torch, math
from IPython.display import clear_output
get_ipython().run_line_magic('env', 'CUDA_VISIBLE_DEVICES=0')


# In[2]:


# 경사하강법을 직접 구현 (autograd 사용 안 함)
def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = [p.clone() for p in params]
    losses = []
    for t in range(n_steps):
        y_pred = a + b * x + c * x ** 2 + d * x ** 3
        losses.append((y_pred - y).pow(2).sum().item())
        grad_y_pred = 2.0 * (y_pred - y)
        a -= learning_rate * grad_y_pred.sum()
        b -= learning_rate * (grad_y_pred * x).sum()
        c -= learning_rate * (grad_y_pred * x ** 2).sum()
        d -= learning_rate * (grad_y_pred * x ** 3).sum()
        if t % 100 == 99:
            clear_output(wait=True)
    return (a, b, c, d), losses


# In[3]:


get_ipython().run_cell_magic('time', '', 'x = torch.linspace(-math.pi, math.pi, 2000)\nstart = [torch.randn(()) for _ in range(4)]\nfit(x, torch.sin(x), start, 1e-6, 10)\n')
