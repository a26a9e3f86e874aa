#!/bin/sh
# Packs "dist/Canary Desk.app" into a disk image with a link to Applications; on macOS.
set -eu
cd "$(dirname "$0")/../.."
version=$(.venv/bin/canary-desk --version | cut -d' ' -f2)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "dist/Canary Desk.app" "$folder/"
cp -R dist/canary-desk/LICENSE dist/canary-desk/licences "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname "Canary Desk" -srcfolder "$folder" -fs HFS+ -format UDZO -ov \
    "dist/canary-desk-$version.dmg"
