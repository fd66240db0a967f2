#!/bin/sh
# Programs that some tests drive: a browser for the reports, LibreOffice for the exports.
# Where they are missing and can't be installed, those tests are skipped, and say so.
set -u
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:$missing ..."
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 (a list of packages)
  apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
fi
echo "Not found and not installed:$missing. The tests that need them are skipped." >&2
