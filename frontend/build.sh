#!/bin/sh
# Builds the style sheet and the script into callpoint/pages/static/callpoint, or into the folder named (whole path).
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
node build.mjs "$@"
