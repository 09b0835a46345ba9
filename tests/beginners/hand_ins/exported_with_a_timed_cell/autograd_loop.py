#!/usr/bin/env python
# coding: utf-8

# # Week 3: a loop with autograd

# In[1]:


get_ipython().run_line_magic('load_ext', 'autoreload')
get_ipython().run_line_magic('autoreload', '2')
get_ipython().run_line_magic('config', "InlineBackend.figure_format = 'retina'")
gpus = get_ipython().getoutput('nvidia-smi')
print(len(gpus), "lines")


# In[2]:


import torch
if "google.colab" in str(get_ipython()):
    get_ipython().system('pip install -q torchinfo')


# In[5]:


get_ipython().run_cell_magic('time', '', '%matplotlib inline\ndef train(X, Y, learning_rate, n_iters):\n    w = torch.zeros((), dtype=X.dtype, requires_grad=True)\n    losses = []\n    for _ in range(n_iters):\n        loss = ((w * X - Y) ** 2).mean()\n        losses.append(loss.item())\n        loss.backward()\n        with torch.no_grad():\n            w -= learning_rate * w.grad\n        w.grad.zero_()\n    return w.item(), losses\n')


# In[6]:


get_ipython().run_line_magic('time', 'w, losses = train(torch.tensor([1., 2.]), torch.tensor([2., 4.]), 0.01, 10)')
display(losses[-1])
get_ipython().run_cell_magic('html', '', '<b>done</b>\n')
