#!/usr/bin/env bash
# Run once where the autograder's image is built: Python, the sandbox's program, the packages.
set -euo pipefail
cd "$(dirname "$0")"
[ -f requirements.txt ] || cd source  # some images run a copy of this file from the folder above
export DEBIAN_FRONTEND=noninteractive
pythons="@PYTHONS@"  # what the packages run on, the best first

# A program on the path may be a shim that starts nothing, and Debian has venv in a package of its own.
works() { "python$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }
sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
install() { $sudo apt-get install -y -qq --no-install-recommends "$@"; }

python=
for version in $pythons; do
  if works "$version"; then python="python$version"; break; fi
done
if [ -z "$python" ] || ! command -v bwrap >/dev/null; then $sudo apt-get update -qq; fi
command -v bwrap >/dev/null || install bubblewrap
if [ -z "$python" ]; then
  for version in $pythons; do
    if install "python$version" "python$version-venv"; then python="python$version"; break; fi
  done
fi
[ -n "$python" ] || { echo "none of the Pythons $pythons can be had here: choose a newer image" >&2; exit 1; }

"$python" -m venv .venv
# Torch's build without CUDA is much smaller: name its index in PIP_EXTRA_INDEX_URL if your image is tight.
.venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt
.venv/bin/python -m grader doctor
