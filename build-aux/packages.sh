# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=sh disable=SC2034
# Which Debian packages each command needs, and how they get there. Sourced, never run.

PACKAGES_BUILD='gcc libc6-dev meson ninja-build pkg-config gettext libglib2.0-dev libglib2.0-bin libjson-glib-dev libsqlite3-dev
  libsoup-3.0-dev libsecret-1-dev libcairo2-dev libpango1.0-dev libgtk-4-dev libadwaita-1-dev desktop-file-utils python3'
PACKAGES_RUN='tzdata ca-certificates glib-networking adwaita-icon-theme librsvg2-common fonts-cantarell fonts-dejavu-core'
PACKAGES_SCREEN='xvfb xauth dbus dbus-bin imagemagick at-spi2-core'
PACKAGES_TEST="$PACKAGES_SCREEN git openbox xdotool python3-gi gir1.2-atspi-2.0 poppler-utils appstream
  python3-yaml python3-jsonschema python3-holidays python3-workalendar sqlite3 openssl procps clang-format-14"
PACKAGES_CI="$PACKAGES_TEST clang libclang-rt-14-dev libmimalloc2.0 nodejs npm"

# Root as it is, everybody else through sudo.
as_root ()
{
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Prints those of the packages that are not installed. What a machine has from elsewhere (Node), or
# what its Debian does not have (tools of one release), is not asked for.
missing_packages ()
{
  for package in "$@"; do
    case $package in
    nodejs) command -v node >/dev/null 2>&1 && continue ;;
    npm) command -v npm >/dev/null 2>&1 && continue ;;
    clang-format-14 | libclang-rt-14-dev | libmimalloc2.0 | python3-workalendar)
      [ -n "$(apt-cache search --names-only "^$package\$" 2>/dev/null)" ] || continue ;;
    esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' ||
      printf '%s ' "$package"
  done
}

# install_packages PACKAGE...: installs what is missing and says what it does.
install_packages ()
{
  [ -z "$(missing_packages "$@")" ] && return 0
  as_root apt-get update -q
  missing=$(missing_packages "$@")
  echo "== installing: $missing"
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
}

# build_tree TREE [MESON OPTION]...: configures once, builds what changed.
build_tree ()
{
  tree=$1
  shift
  if [ ! -f "$tree/build.ninja" ]; then
    echo "== configuring $tree"
    meson setup "$tree" "$@"
  fi
  echo "== building $tree"
  meson compile -C "$tree"
}
