#!/usr/bin/env bash
# Run once where the autograder's image is built: Python, the sandbox's program, the packages.
set -euo pipefail
cd "$(dirname "$0")"
export DEBIAN_FRONTEND=noninteractive

python=
for version in 3.13 3.12 3.11; do
  if command -v "python$version" >/dev/null; then python="python$version"; break; fi
done
if [ -z "$python" ] || ! command -v bwrap >/dev/null || ! "$python" -c 'import ensurepip' 2>/dev/null; then
  python="${python:-python3.11}"
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends bubblewrap "$python" "$python-venv"
fi

"$python" -m venv .venv
# Torch's build without CUDA is much smaller: name its index in PIP_EXTRA_INDEX_URL if your image is tight.
.venv/bin/pip install --quiet --disable-pip-version-check --requirement requirements.txt
.venv/bin/python -m grader doctor
