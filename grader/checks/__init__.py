"""What a course's checks are written with.

`exercise` is the table of checks, `answers` what a function may return, `calls` the proxies that a check calls, `kept`
what they leave where the answer is, `compare`, `gradients` and `training` the comparisons, `data` the random inputs.
"""
