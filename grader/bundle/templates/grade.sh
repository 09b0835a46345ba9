#!/usr/bin/env bash
# grade.sh SUBMISSION [OUT]: grades a folder into OUT/result.json. Exit 0: graded, whatever the score; else our failure.
here="$(cd "$(dirname "$0")" && pwd)"
submission="$(cd "${1:?name the folder to grade}" && pwd)"
out="${2:-.}"
mkdir -p "$out" && out="$(cd "$out" && pwd)"
python="${AUTOGRADER_PYTHON:-$here/.venv/bin/python}"
export PYTHONPATH="$here"
cd "$out" && exec "$python" -P -m grader.bundle.harness github "$here" "$submission" "$out"
