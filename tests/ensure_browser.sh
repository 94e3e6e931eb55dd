#!/bin/sh
# Finds a Chromium for the browser tests; installs Debian's where that can be done.
#
# Never fails: without a browser it says what to install, and those tests skip.

for browser in chromium chromium-browser google-chrome; do
  command -v "$browser" >/dev/null && exit 0
done

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests"
  # Nobody is there to answer what a package may ask.
  export DEBIAN_FRONTEND=noninteractive
  # noto: the letters of Vietnamese, which a bare server has no font for.
  apt-get update -qq >/dev/null 2>&1
  apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
    chromium fonts-noto-core >/dev/null 2>&1
  command -v chromium >/dev/null && exit 0
fi

echo "No Chromium found, so the browser tests are skipped:" \
  "install the Debian packages chromium and fonts-noto-core to run them."
exit 0
