"""A class on a Dask cluster: a task a future, one grading thread and one sandbox in each Dask worker.

The gradebook, the store and the reports are written by the client alone. A worker that dies has its tasks run again
elsewhere, by Dask; a task that has taken three workers with it is given up and reported as *ungraded*.
"""

from __future__ import annotations

from concurrent.futures import Future

from grader.batch.workshop import GradedSubmission, Settings, Task, run
from grader.errors import SandboxError, UsageError

CONNECT_S = 8


class ClusterPool:
    """Raises UsageError where `distributed` is missing or nobody answers at `address`."""

    def __init__(self, address: str, settings: Settings) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise UsageError("--cluster needs Dask: pip install 'autograd-grader[cluster]'") from None
        try:
            self._client = Client(address, timeout=CONNECT_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(
                "--cluster {address}: no Dask scheduler answers there ({error})", address=address, error=error
            ) from None
        self._settings = settings
        self._pool = self._client.get_executor(pure=False)

    @property
    def size(self) -> int:
        """Processes that grade now; a cluster may grow while it works."""
        return max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def submit(self, task: Task) -> Future[GradedSubmission]:
        self.check()
        return self._pool.submit(run, self._settings, task)

    def check(self) -> None:
        """Raises SandboxError if the cluster is gone for good."""
        if self._client.status != "running":
            raise SandboxError("the cluster's scheduler went away; what is graded is kept: run the same command again")

    def __enter__(self) -> ClusterPool:
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()
