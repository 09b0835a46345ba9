"""What a course's checks are written with; a course imports it from `grader`.

Claims: `claims`, `compare`, `agree`, `training`, `gradients`, `models`, `witness`. What they ask: `proxies` and
`remote_objects`, behind which an answer runs; `answers`, the readers of what it returns; `data`, the random inputs.
"""
