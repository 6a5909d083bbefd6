# Makes .venv from a lock file with hashes, and installs the project into it.
# Sourced by ./run and ./test, which set `lock` and stand in the project folder.
# Nothing is done where .venv/made-from says that it was made from the same lock in the same folder.

stop() {
    echo "$1" >&2
    exit 1
}

no_python='Callpoint needs Python 3.11 or newer with venv, or uv: install python3 and python3-venv (Debian, Ubuntu: apt), python3 (Fedora: dnf) or python (macOS: brew).'

find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            return 0
        fi
    done
    return 1
}

find_uv_or_python() {
    here=$(python3 --version 2>/dev/null) || here=
    if command -v uv >/dev/null 2>&1; then
        find_python || python='>=3.11' # uv brings one
    else
        find_python || stop "$no_python${here:+ Here is only $here.}"
        "$python" -c 'import ensurepip, venv' 2>/dev/null || stop "$no_python This $python lacks venv."
    fi
}

# Run a step quietly; where it fails, show what it said and the one sentence that tells what to do.
step() {
    advice=$1
    shift
    if said=$("$@" 2>&1); then
        return 0
    fi
    case $said in
        *'No space left on device'* | *'os error 28'*)
            stop "The disk is full: $PWD/.venv needs about 1 GB; make room and start again." ;;
        *'Read-only file system'* | *'Permission denied'*)
            stop "$PWD cannot be written to; give this user the right to write there, or move the folder." ;;
    esac
    printf '%s\n' "$said" >&2
    stop "$advice"
}

install_with_uv() {
    export UV_LINK_MODE=copy UV_PYTHON_PREFERENCE=system VIRTUAL_ENV="$PWD/.venv"
    step "$no_python" uv venv --quiet --no-project --clear --python "$python" .venv
    step "$not_installed" uv pip sync --quiet --require-hashes --only-binary :all: "$lock"
    step "$not_installed" uv pip install --quiet --offline --no-deps --no-build-isolation --editable .
}

install_with_pip() {
    export PIP_QUIET=1 PIP_NO_INPUT=1 PIP_NO_DEPS=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
    step "$no_python" "$python" -m venv --clear .venv
    step "$not_installed" .venv/bin/python -m pip install --require-hashes --only-binary :all: --requirement "$lock"
    step "$not_installed" .venv/bin/python -m pip install --no-index --no-build-isolation --editable .
}

made_from() {
    echo "$PWD $1 $(cksum <"$1")"
}

make_environment() {
    if [ -f .venv/made-from ] && grep -qxF "$(made_from "$lock")" .venv/made-from; then
        return 0
    fi
    find_uv_or_python
    not_installed="The packages of $lock could not be installed, as said above; check the network and start again."
    echo "Making .venv from $lock; this takes about a minute, once." >&2
    step "$PWD/.venv cannot be made, as said above; make this folder writable and start again." mkdir -p .venv
    step "$PWD/.venv cannot be written, as said above; make it writable and start again." rm -f .venv/made-from
    if command -v uv >/dev/null 2>&1; then install_with_uv; else install_with_pip; fi
    # The development lock holds all that the other holds, so ./run is content with an environment of ./test.
    if [ "$lock" = requirements-dev.lock ]; then made_from requirements.lock >.venv/made-from; fi
    made_from "$lock" >>.venv/made-from
}
