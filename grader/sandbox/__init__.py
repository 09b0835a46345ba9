"""The trusted side of the wall. This docstring draws all processes of a grading; other modules refer to it.

Theory of operation::

    grade                    trusted: references, checks, seeds, scores, everyone's files
    |-- janitor              a shell; only at the levels without namespaces
    `-- bwrap                only at `full`; below it everything sees a file system of Python and the allowed packages
        `-- bwrap's PID 1
            `-- a parent     drops root, makes a user and a PID namespace, waits
                `-- forkserver                  torch and NumPy, imported once; no source, no name, no seed
                    |-- worker                  one student's files, one session
                    |-- worker ...
                    `-- second forkserver       forked when first needed: a torch without autograd
                        `-- worker ...

At the levels without namespaces the forkserver is a child of `grade` itself. There is one forkserver for each set of
libraries, so that an exercise without torch has no torch on its disk. In a batch the command starts them, and each of
its jobs has some of its own, forked from those: torch is imported behind the wall once, not once a job.

**Channels.** A control socket between `grade` and the forkserver carries orders (fork, kill, split) and events
(started, exited): `worker/messages/orders.py`. Every worker has three pipes, whose ends travel over that socket with
the order to fork: requests (its descriptor 3), answers (4) and output (1 and 2). Requests and answers are data with a
length before it: `worker/messages/wire.py`. A worker holds these, and /dev/null as its input. Orders for workers
without autograd go through the first forkserver to the second.

**A session.** `grade` makes the pipes and orders a fork. The child closes everything else, confines itself step by step
(`worker/walls/confine.py`), reports that it is ready, and only then reads a byte of the student's code. A step that
fails is fatal. From there on the worker answers requests until its pipe closes; `channel` waits for each answer with a
deadline, and believes none of it.

**Who ends whom.** `grade` ends a worker by an order to the forkserver, which kills it and its process group and reports
how it ended. The forkserver ends by itself when its control socket closes, so also when `grade` is killed; at `full`
bwrap dies with its parent as well. Workers die with their forkserver: each has asked the kernel for it, and at `full`
the first one is PID 1 of their namespace. A forkserver that is lost is started again, and the check is tried once more.
The janitor waits for the end of `grade`, and removes the folder that stands in for a private /tmp.

**The levels.** `full`: other namespaces, and all of the following. `container`: Landlock (only listed files), seccomp
(no processes, sockets, signals), no capabilities, another user if started as root, resource limits. `partial`: the same
without Landlock, so files can be read. `none`: time, memory and output only. `confine.LEVELS` lists the steps of each,
`levels` chooses one after `preflight` has tried it (or `early`, while it starts), docs/security.md says what each
withstands.

The modules: `mounts` says what a worker can see, `forkserver` starts the warm process, `channel` talks to one worker
within its `limits`, through `pipes`, which has the states of an exchange. The sessions that checks use are in
`grader/sessions/`.
"""
