"""The trusted side of the wall: starts forkservers, opens sessions with workers, keeps the clock.

`mounts` says what a worker can see, `forkserver` starts the warm process, `channel` exchanges messages with one worker
under limits, `session` turns calls into messages and what comes back into values or a `StudentError`.
"""
