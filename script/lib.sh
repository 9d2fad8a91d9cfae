# Shared by the scripts: brings a machine with bash and Python to where the portal runs. Safe to repeat.
# Sets: root, python, VAR_DIR, PORT.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export VAR_DIR=${VAR_DIR:-$root/var}
export PORT=${PORT:-8000}
(umask 077 && mkdir -p "$VAR_DIR") # no other user of the machine reads it; the portal closes one that is open

say() { printf '%s\n' "$*" >&2; }

# install_missing PROBE=PACKAGE…: installs the Debian packages whose probe (a command, or a file) is missing.
install_missing() {
  local missing=() pair
  for pair in "$@"; do
    local probe=${pair%%=*} package=${pair#*=}
    case $probe in
      /*) compgen -G "$probe" >/dev/null || missing+=("$package") ;;
      *) command -v "$probe" >/dev/null || missing+=("$package") ;;
    esac
  done
  [ ${#missing[@]} -eq 0 ] && return
  local line="apt-get install -y --no-install-recommends ${missing[*]}"
  if ! command -v apt-get >/dev/null; then
    say "Missing on this system: ${missing[*]}. On Debian or Ubuntu: $line"
    exit 1
  fi
  say "Installing: ${missing[*]}"
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >"$VAR_DIR/apt.log" 2>&1 || true
  if ! "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive $line >>"$VAR_DIR/apt.log" 2>&1; then
    tail -n 20 "$VAR_DIR/apt.log" >&2
    say "That did not work. Try it by hand: $line"
    exit 1
  fi
}

# find_python: the system's own, or else the first of those on the PATH, from 3.11 on. Debian's is built with profiles:
# all that runs here takes a quarter less time than with one that was compiled by hand.
find_python() {
  local candidate
  for candidate in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      command -v "$candidate"
      return
    fi
  done
  say "Python 3.11 or newer is needed."
  return 1
}

# make_venv REQUIREMENTS…: a virtual environment that holds what these files pin, and the pip that we pin.
make_venv() {
  local base file files=() pip=requirements-pip.txt stamps=$root/.venv/.requirements
  python=$root/.venv/bin/python
  for file in "$pip" "$@"; do
    grep -qxF "$(sha256sum "$file")" "$stamps" 2>/dev/null || files+=(--requirement "$file")
  done
  [ ${#files[@]} -eq 0 ] && return
  base=$(find_python)
  "$base" -c 'import ensurepip' 2>/dev/null || install_missing "/nonexistent=python3-venv"
  say "Making the virtual environment (a minute the first time)…"
  [ -x "$python" ] || "$base" -m venv "$root/.venv"
  # The pip of a new virtual environment is years old. It installs the pinned pip, which installs everything else.
  "$python" -m pip install -qq --disable-pip-version-check --no-compile --no-deps --require-hashes -r "$pip" >&2
  "$python" -m pip install -qq --disable-pip-version-check --no-compile --no-deps --require-hashes "${files[@]}" >&2
  "$python" -m compileall -q -j 0 "$root/.venv/lib" >/dev/null || true # pip would use one core; some templates are no Python
  for file in "$pip" "$@"; do sha256sum "$file"; done >"$stamps"
}

# make_env: the demonstration's settings, with secrets of its own, unless the environment says otherwise.
make_env() {
  [ -f "$VAR_DIR/portal.env" ] && return
  (
    umask 077
    "$python" - >"$VAR_DIR/portal.env" <<'PY'
import base64, os, secrets
print("MODO_DEMOSTRACION=1")
print(f"SECRET_KEY={secrets.token_urlsafe(50)}")
print(f"CLAVE_CIFRADO={base64.b64encode(os.urandom(64)).decode()}")
PY
  )
}

runtime_packages=(
  redis-server=redis-server
  espeak-ng=espeak-ng
  "/usr/lib/*/libpango-1.0.so.0=libpango-1.0-0"
  "/usr/lib/*/libpangoft2-1.0.so.0=libpangoft2-1.0-0"
  "/usr/lib/*/libharfbuzz-subset.so.0=libharfbuzz-subset0"
)
test_packages=(
  chromium-headless-shell=chromium-headless-shell
  "/usr/lib/postgresql/*/bin/initdb=postgresql"
  qpdf=qpdf
  pdftotext=poppler-utils
  zbarimg=zbar-tools
  openssl=openssl
  ps=procps
)
