#!/bin/sh
# Builds everything again in a folder of its own and compares it with what is committed. Needs npm.
set -eu
cd "$(dirname "$0")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
sh build.sh "$folder"
diff -r "$folder" ../callpoint/pages/static/callpoint
echo "The committed style sheet and script are what their sources give."
