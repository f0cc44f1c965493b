#!/bin/sh
# install.sh BIN REQUIREMENTS: install locked requirements, then assay itself, into the environment of BIN.
set -eu
bin=$1 locked=$2
echo "Installing $locked …"
pip="$bin/python -m pip --disable-pip-version-check"
$pip install -q --require-hashes -r requirements/build.txt -r "$locked"
$pip install -q --no-build-isolation --no-deps --no-index -e .
