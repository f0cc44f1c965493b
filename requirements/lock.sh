#!/bin/sh
# lock.sh UV: lock the dependencies of pyproject.toml for Python 3.11 to 3.13, with hashes and without any index.
set -eu
cd "$(dirname "$0")/.."
lock() {
    out=requirements/$1.txt
    shift
    "$UV" pip compile -q --universal --python-version 3.11 --generate-hashes --upgrade \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links -o "$out" "$@"
}
UV=$1
lock run pyproject.toml
lock dev pyproject.toml --extra chains --extra dev
lock docs pyproject.toml --extra chains --extra dev --extra docs
lock build --group pyproject.toml:build
