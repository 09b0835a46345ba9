"""A worker that gets a GPU's nodes: what more it may do for it, and what it still may not. No GPU is needed for that:
a plain device stands in for a card's node."""

from __future__ import annotations

import json
import subprocess
from typing import Never

import pytest
from sandboxed import TIGHT, ask, session, source

from grader.errors import SandboxError, StudentError
from grader.grading.grade import Grading
from grader.sandbox import gpu, mounts
from grader.sandbox.gpu import Gpu
from grader.sessions.session import Sandbox
from grader.submission.source import Source
from grader.worker.messages import wire
from grader.worker.messages.wire import Rules
from grader.worker.walls import landlock

NODE = "/dev/urandom"
NO_CARD = Gpu("none", (NODE,))
ENTROPY = 0x80045200  # RNDGETENTCNT: an ioctl that any user may make

PROBES = """
    import fcntl

    def entropy(path):
        with open(path, "rb") as file:
            return tried(lambda: fcntl.ioctl(file, 0x80045200, bytes(4)))

    def bound(family, name):
        with socket.socket(family, socket.SOCK_SEQPACKET) as made:
            made.bind(name)
            made.listen()

    def names_a_thread():
        with open(f"/proc/self/task/{threading.get_native_id()}/comm", "w") as file:
            file.write("cuda")

    def probes():
        return {
            "drive its node": entropy("/dev/urandom"),
            "drive another": entropy("/dev/random"),
            "name a thread": tried(names_a_thread),
            "a file in memory": tried(lambda: os.close(os.memfd_create("cuda"))),
            "a socket to be asked on": tried(lambda: bound(socket.AF_UNIX, "\\0cuda-uvmfd-test")),
            "its own maps": tried(lambda: open("/proc/self/maps").read()),
            "the processors": tried(lambda: os.listdir("/sys/devices/system/cpu")),
            "the kinds of devices": tried(lambda: open("/proc/devices").read()),
            "an internet socket": tried(lambda: socket.socket(socket.AF_INET)),
            "a connection": tried(lambda: socket.socket(socket.AF_UNIX).connect("\\0other")),
            "another process": tried(lambda: os.listdir("/proc/1")),
            "the network of /sys": tried(lambda: os.listdir("/sys/class/net")),
            "a program": tried(lambda: os.execv("/bin/true", ["true"])),
        }

    def settings():
        limits = {name: resource.getrlimit(getattr(resource, name))[0] for name in ("RLIMIT_AS", "RLIMIT_NOFILE")}
        return {**limits, "card": os.environ["CUDA_VISIBLE_DEVICES"]}
"""
GIVEN = {
    *("drive its node", "name a thread", "a file in memory", "a socket to be asked on"),
    *("its own maps", "the processors", "the kinds of devices"),
}


@pytest.mark.skipif(not landlock.version(), reason="the kernel has no Landlock (Linux 5.13)")
@pytest.mark.parametrize("level", ["full", "container"])
def test_a_worker_with_a_gpu_may_do_what_cuda_needs_and_no_more(level, sandbox) -> None:
    with Sandbox(level, TIGHT, NO_CARD) as own, session(own, PROBES) as worker:
        found = ask(worker, "probes")
        if landlock.version() < 5:  # it does not know of driving
            assert found.pop("drive another") == "done"
        assert {name for name, what in found.items() if what == "done"} == GIVEN
        settings = ask(worker, "settings")
    assert (settings["RLIMIT_AS"], settings["card"]) == (-1, "none")
    assert settings["RLIMIT_NOFILE"] > 64


def test_a_worker_without_one_sees_no_card(sandbox) -> None:
    with session(sandbox, PROBES) as worker:
        assert ask(worker, "settings")["card"] == ""


def test_where_cuda_does_not_start_the_work_is_ungraded(course, sandbox) -> None:
    """`none` names no card: CUDA fails in the worker, before there is any student's code in it."""
    with Sandbox("full", course.limits, NO_CARD) as own:
        exercise = course.exercises["clamp_mlp"]
        text = (exercise.folder / "solution.py").read_bytes()
        handed_in = Source("clamp_mlp", "s.py", "s.py", {"s.py": text})
        result = Grading(course, own, "gpu", "cuda:0").grade(exercise, handed_in)
        worker = own.session(("torch", "numpy"), source("def one(): return 1"), Rules(()))
        assert ask(worker, "one") == 1
        worker.close()
    assert {check.status for check in result.checks} == {"ungraded"}
    assert "cannot use the GPU" in result.checks[0].message


@pytest.mark.parametrize(
    "raised",
    [
        "torch.OutOfMemoryError('CUDA out of memory. Tried to allocate 32.00 TiB.')",
        "RuntimeError('CUDA error: out of memory')",
        "RuntimeError('CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`')",
    ],
)
def test_a_full_card_is_distinguished_from_a_full_memory(raised, sandbox) -> None:
    worker = sandbox.session(("torch", "numpy"), source(f"import torch\ndef f(): raise {raised}"), Rules(()))
    with pytest.raises(StudentError, match="the GPU's memory") as caught:
        worker.ask(wire.Call("f"))
    worker.close()
    assert caught.value.cause == "out_of_memory"


@pytest.fixture
def driver(tmp_path, monkeypatch):
    """A machine whose driver tells this, with nodes for two cards: CUDA's first is the driver's second."""
    dev, state = tmp_path / "dev", tmp_path / "driver"
    (dev / "nvidia-caps").mkdir(parents=True)
    for name in ("nvidiactl", "nvidia-uvm", "nvidia-uvm-tools", "nvidia-modeset", "nvidia0", "nvidia1"):
        (dev / name).touch()
    for bus, minor in (("0000:65:00.0", 1), ("0000:17:00.0", 0)):
        folder = state / "gpus" / bus
        folder.mkdir(parents=True)
        (folder / "information").write_text(f"Model: \t\t Some card\nDevice Minor: \t {minor}\n")
    monkeypatch.setattr(gpu, "DEV", dev)
    monkeypatch.setattr(gpu, "DRIVER_STATE", state)
    told = {"driver": "/opt/driver", "cards": [["GPU-a", "0000:65:00.0", "One"], ["GPU-b", "0000:99:00.0", "Two"]]}
    monkeypatch.setattr(gpu, "_asked", lambda: json.dumps(told))
    gpu.find.cache_clear()
    yield told
    gpu.find.cache_clear()


def test_a_worker_gets_the_nodes_of_its_card_alone(driver) -> None:
    chosen = gpu.card(0)
    assert chosen.uuid == "GPU-a"
    assert [node.rpartition("/")[2] for node in chosen.nodes] == [
        *("nvidia-caps", "nvidia-uvm", "nvidia-uvm-tools", "nvidia1", "nvidiactl")
    ]


def test_where_the_driver_does_not_tell_which_it_gets_all(driver) -> None:
    assert {"nvidia0", "nvidia1"} <= {node.rpartition("/")[2] for node in gpu.card(1).nodes}


def test_a_driver_that_fails_says_why(driver, monkeypatch) -> None:
    monkeypatch.setattr(gpu, "_asked", lambda: '{"error": "unknown error (CUDA error 999)"}')
    assert gpu.find().obstacle == "unknown error (CUDA error 999)"
    gpu.find.cache_clear()

    def hangs() -> Never:
        raise subprocess.TimeoutExpired("python", 60)

    monkeypatch.setattr(gpu, "_asked", hangs)
    assert "does not answer" in gpu.find().obstacle


def test_the_driver_is_really_asked() -> None:
    """Here or wherever this runs, the question itself has an answer: cards or an error."""
    assert set(json.loads(gpu._asked())) in ({"error"}, {"driver", "cards"})


def test_the_cards_nodes_driver_and_sys_are_mounted_for_a_gpu_only(tmp_path) -> None:
    chosen = Gpu("GPU-a", ("/dev/nvidia1", "/dev/nvidiactl"), str(tmp_path))
    words = " ".join(mounts.bubblewrap_arguments((), ["python"], chosen))
    for wanted in (
        *("--dev-bind /dev/nvidia1 /dev/nvidia1", "--ro-bind /sys /sys", f"--ro-bind {tmp_path} {tmp_path}"),
        *("--setenv CUDA_VISIBLE_DEVICES GPU-a", f"--setenv LD_LIBRARY_PATH {tmp_path}"),
    ):
        assert wanted in words
    assert words.index("--dev /dev") < words.index("/dev/nvidia1") < words.index("--remount-ro /dev")
    assert str(tmp_path) in mounts.readable_inside(chosen)
    assert str(tmp_path) in mounts.readable_outside((), str(tmp_path / "site"), chosen)
    without = mounts.bubblewrap_arguments((), ["python"])
    assert "/sys" not in without and "--dev-bind" not in without


def test_a_driver_among_the_systems_libraries_is_there_already() -> None:
    chosen = Gpu("GPU-a", (), "/usr/lib/x86_64-linux-gnu")
    assert "LD_LIBRARY_PATH" not in mounts.environment(chosen)
    assert mounts.driver_folder(Gpu("GPU-a", (), "/usr/lib64-nvidia")) == "/usr/lib64-nvidia"


def test_a_card_that_is_gone_is_a_sandbox_error(driver, monkeypatch) -> None:
    from grader.sandbox import levels

    assert levels.gpu("cpu", "full") is None
    with pytest.raises(SandboxError, match="cuda:2: this machine does not have it"):
        levels.gpu("cuda:2", "container")
    monkeypatch.setattr(landlock, "version", lambda: 0)
    with pytest.raises(SandboxError, match="Landlock"):
        levels.gpu("cuda:0", "full")
