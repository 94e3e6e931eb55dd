#!/bin/sh
# Finds Chromium and Firefox for the browser tests; installs Debian's where that can be done.
#
# Never fails: where a browser is missing it says what to install, and its tests skip.

missing() {
  any chromium chromium-browser google-chrome || echo chromium
  any firefox-esr firefox || echo firefox-esr
}

any() {
  for command; do
    command -v "$command" >/dev/null && return
  done
  return 1
}

[ -z "$(missing)" ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  # Nobody is there to answer what a package may ask.
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null 2>&1
  # One by one: a system that lacks one package may have the other.
  # noto: the letters of Vietnamese, which a bare server has no font for.
  for browser in $(missing); do
    echo "Installing $browser for the browser tests"
    apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
      "$browser" fonts-noto-core >/dev/null 2>&1
  done
fi

for browser in $(missing); do
  echo "No $browser found, so the browser tests that need it are skipped:" \
    "install the Debian packages $browser and fonts-noto-core to run them."
done
exit 0
