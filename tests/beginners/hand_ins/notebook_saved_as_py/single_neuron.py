{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "c00",
   "metadata": {},
   "source": [
    "# 과제 1: 뉴런 하나\n",
    "학번 20231234"
   ]
  },
  {
   "cell_type": "code",
   "id": "c01",
   "metadata": {},
   "execution_count": 1,
   "outputs": [],
   "source": [
    "import torch"
   ]
  },
  {
   "cell_type": "code",
   "id": "c02",
   "metadata": {},
   "execution_count": 5,
   "outputs": [],
   "source": [
    "def loss_and_grad(x, y, w):\n",
    "    w = w.clone().detach().requires_grad_(True)\n",
    "    loss = (w * x - y) ** 2\n",
    "    loss.backward()\n",
    "    return loss.detach(), w.grad"
   ]
  },
  {
   "cell_type": "code",
   "id": "c03",
   "metadata": {},
   "execution_count": 6,
   "outputs": [
    {
     "output_type": "stream",
     "name": "stdout",
     "text": [
      "(tensor(1.), tensor(-2.))\n"
     ]
    }
   ],
   "source": [
    "loss_and_grad(torch.tensor(1.0), torch.tensor(2.0), torch.tensor(1.0))"
   ]
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "Python 3 (ipykernel)",
   "language": "python",
   "name": "python3"
  },
  "language_info": {
   "name": "python",
   "version": "3.11.7"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
