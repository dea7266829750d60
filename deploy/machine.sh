#!/bin/sh
# The Debian packages that are named and not there: installed by root, told in one line to anybody
# else. A shell script, because it is needed before there is a Python to run.
set -u

missing=""
if command -v dpkg-query >/dev/null; then
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed \
            || missing="$missing $package"
    done
else
    # Another system: what it calls its packages we do not know, only what must run in the end.
    for program in ${PROGRAMS-}; do
        PATH="$PATH:/usr/sbin" command -v "$program" >/dev/null || missing="$missing $program"
    done
fi
[ -n "$missing" ] || exit 0

if ! command -v dpkg-query >/dev/null; then
    echo "Please install what is missing:$missing"
    exit 1
fi
if [ "$(id -u)" != 0 ]; then
    echo "Please install what is missing: sudo apt-get install$missing"
    exit 1
fi

export DEBIAN_FRONTEND=noninteractive
# If the lists cannot be had, the packages may still lie on this machine: what counts is the second.
# shellcheck disable=SC2086  # several words on purpose
said=$(apt-get update -qq 2>&1; apt-get install -qq -y --no-install-recommends $missing 2>&1) && exit 0
why=$(printf '%s\n' "$said" | grep '^E:' | head -n 1)
echo "apt-get could not install$missing. ${why:-It did not say why.}"
exit 1
