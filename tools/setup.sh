# shellcheck shell=bash
# Part of ./dev: what has to be on the machine. Each piece leaves a stamp of what it was made from, so that a second run
# does nothing. Exits 3 with the remedy where something cannot be had.

# Debian 12, Debian 13 and Ubuntu 24.04 know these by the same names.
packages_build=(ca-certificates g++ cmake ninja-build ccache python3 python3-venv
  libcmark-gfm-dev libcmark-gfm-extensions-dev libgumbo-dev libpugixml-dev nlohmann-json3-dev libcli11-dev libtomlplusplus-dev libsqlite3-dev libfmt-dev
  libmd-dev libseccomp-dev zlib1g-dev libgtest-dev libgmock-dev)
packages_test=(git)
packages_bench=(libbenchmark-dev bubblewrap)
packages_fuzz=(clang-19 libclang-rt-19-dev llvm)
# Of `test` as well, but a machine whose archive lacks one skips the tests that need it: Ubuntu has Chromium as a snap only.
packages_if_known=(clang-format-19 clang-tidy-19 shellcheck chromium fonts-dejavu-core)

say() { printf 'dev: %s\n' "$*" >&2; }
cannot() { say "$1" && shift && printf '%s\n' "$@" >&2 && exit 3; }

# quietly LABEL COMMAND...: its output goes to a log, which is shown when it fails.
quietly() {
  local label=$1 log
  log=build/log/${1//[^a-z0-9]/-}.log
  shift
  mkdir -p build/log
  say "$label ..."
  "$@" >"$log" 2>&1 && return
  tail -n 200 "$log" >&2
  say "failed: $label (log: $log)"
  return 1
}

# done_before NAME KEY / now_done NAME KEY: whether this was done already from the same inputs.
done_before() { [[ $(cat "build/stamps/$1" 2>/dev/null) == "$2" ]]; }
now_done() { mkdir -p build/stamps && printf '%s\n' "$2" >"build/stamps/$1"; }
digest() { cat "$@" | sha256sum | cut -d' ' -f1; }

# prepare [build] [test] [bench] [fuzz]: everything that those commands need, and PATH for them.
prepare() {
  local what packages=()
  for what in "$@"; do
    local -n list=packages_$what
    packages+=("${list[@]}")
  done
  [[ " $* " == *' test '* ]] && packages+=("${packages_if_known[@]}")
  system_packages "$*" "${packages[@]}"
  export PATH=$root/build/bin:$PATH
  if [[ " $* " == *' build '* ]]; then
    tool uv uv
    command -v npm >/dev/null || tool node node npm
    node_packages grammars
  fi
  if [[ " $* " == *' test '* ]]; then
    node_is_new_enough || tool node node npm
    if [[ -f tests/browser/package-lock.json ]]; then node_packages tests/browser; fi
  fi
}

# system_packages WHAT NAME...: installs those that are missing; WHAT names the stamp.
system_packages() {
  local stamp=packages-${1// /-} known name remedy missing=() optional=()
  shift
  done_before "$stamp" "$*" && return
  if ! command -v dpkg-query >/dev/null; then
    say "not Debian or Ubuntu: taking for granted that these are installed: $*"
    now_done "$stamp" "$*"
    return
  fi
  known=" $(dpkg-query -W -f='${db:Status-Status}:${Package} ' 2>/dev/null) "
  for name in "$@"; do
    [[ $known == *" installed:$name "* ]] && continue
    if [[ " ${packages_if_known[*]} " == *" $name "* ]]; then optional+=("$name"); else missing+=("$name"); fi
  done
  if ((EUID != 0)) && ! sudo -n true 2>/dev/null; then
    remedy="hint: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]} ${optional[*]}"
    ((${#missing[@]})) && cannot "system packages are missing, and installing them takes root" "$remedy"
    ((${#optional[@]})) && say "tests that need these packages are skipped: ${optional[*]}" && echo "$remedy" >&2 && return
  elif ((${#missing[@]} + ${#optional[@]})); then
    install
  fi
  now_done "$stamp" "$*"
}

# Installs the caller's `missing`, and of its `optional` those that the archive has.
install() {
  local name as_root=()
  ((EUID == 0)) || as_root=(sudo -n)
  quietly "updating the package lists" "${as_root[@]}" apt-get update || exit 3
  for name in "${optional[@]}"; do
    if is_a_real_package "$name"; then missing+=("$name"); else say "no package $name here; the tests that need it are skipped"; fi
  done
  ((${#missing[@]})) || return 0
  quietly "installing ${#missing[@]} system packages" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}" || exit 3
}

# Ubuntu's chromium package only installs a snap, which has no place on a build machine.
is_a_real_package() {
  local about
  about=$(apt-cache show --no-all-versions "$1" 2>/dev/null) && [[ $about == *Version:* && ! $about =~ Version:\ [^$'\n']*snap ]]
}

# tool NAME COMMAND...: the distribution pinned in tools/NAME.txt, in a virtualenv of its own; its commands in build/bin.
tool() {
  local name=$1 key command
  shift
  key=$(digest "tools/$name.txt")
  done_before "$name" "$key" && return
  rm -rf "build/tools/$name"
  quietly "making a virtualenv for $name" python3 -m venv "build/tools/$name" || exit 3
  quietly "installing $name" "build/tools/$name/bin/pip" --disable-pip-version-check install --require-hashes --no-deps \
    --only-binary :all: -r "tools/$name.txt" || exit 3
  mkdir -p build/bin
  for command in "$@"; do ln -sfn "../tools/$name/bin/$command" "build/bin/$command"; done
  now_done "$name" "$key"
}

# python_packages NAME LOCK [PYTHON]: a virtualenv build/tools/NAME with what the hashed lock names, by uv, of this Python.
python_packages() {
  local key python=${3-python3}
  key="$(digest "$2") $("$python" -c 'import sys; print(sys.version)' | head -n 1)"
  done_before "$1" "$key" && return
  rm -rf "build/tools/$1"
  quietly "making a virtualenv for $1" uv venv --quiet --python "$python" "build/tools/$1" || exit 3
  quietly "installing $1" uv pip install --python "build/tools/$1/bin/python" --require-hashes -r "$2" || exit 3
  now_done "$1" "$key"
}

node_is_new_enough() { command -v npm >/dev/null && [[ $(node --version 2>/dev/null) =~ ^v([0-9]+) ]] && ((BASH_REMATCH[1] >= 20)); }

# node_packages FOLDER: npm ci by the folder's lock. A node_modules that is a link is somebody else's to look after.
node_packages() {
  local stamp=$1/node_modules/.installed key
  [[ -L $1/node_modules ]] && return
  key=$(digest "$1/package-lock.json")
  [[ $(cat "$stamp" 2>/dev/null) == "$key" ]] && return
  quietly "installing node packages of $1" npm ci --ignore-scripts --no-audit --no-fund --prefix "$1" || exit 3
  printf '%s\n' "$key" >"$stamp"
}

cpp_files() { find support snippets sandboxes reports verifier tests benchmarks -name node_modules -prune -o -name '*.[ch]pp' -print0; }
