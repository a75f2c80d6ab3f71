#!/bin/sh
# Sees to what the browser tests need: a Chromium, and a font with Chinese in it.
# Installs Debian's where it may; else says what is left out. In CI that is an error.
set -u

has_chromium() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

has_font() {
    fc-list :lang=zh 2>/dev/null | grep . ||
        find /usr/share/fonts "$HOME/.local/share/fonts" 2>/dev/null | grep -iE 'wqy|cjk'
}

missing() {
    has_chromium >/dev/null || printf 'chromium '
    has_font >/dev/null || printf 'fonts-wqy-microhei '
}

as_root() {
    if [ "$(id -u)" = 0 ]; then env "$@"; else sudo -n env "$@"; fi
}

install() {
    command -v apt-get >/dev/null && as_root true 2>/dev/null || return 1
    echo "Installing for the browser tests: $*"
    as_root apt-get -qq update
    as_root DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install --yes --no-install-recommends "$@" >/dev/null
}

needed=$(missing)
[ -n "$needed" ] || exit 0
# shellcheck disable=SC2086 # one word per package
install $needed
needed=$(missing)
[ -n "$needed" ] || exit 0

case $needed in
    chromium*) lack="browser tests are left out (no Chromium)" ;;
    *) lack="browser tests show boxes for Chinese (no font)" ;;
esac
echo "Note: $lack. To add: sudo apt-get install ${needed% }" >&2
[ "${CI:-}" != true ]
