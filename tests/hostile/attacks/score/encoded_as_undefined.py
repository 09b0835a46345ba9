# exercise: mse_gradient
# -*- coding: undefined -*-
# verdict: failed
# at most: 0
# Source in an encoding that can be read by nobody, or not in time: the report shows it all the same.
def forward(x, w): return x
