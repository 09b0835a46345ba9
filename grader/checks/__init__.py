"""What a course's checks are written with; a course imports it from `grader`.

Claims: `claims`, `compare`, `agree`, `training`, `gradients`, `passes`, `models`, `state`, `structure`, `chance`,
`witness`; `asserts`, those of a notebook's tests. What they ask: `proxies`, `functions` and `remote_objects`, behind
which an answer runs; `answers`, the readers of what it returns; `data`, the random inputs.
"""
