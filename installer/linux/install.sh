#!/bin/sh
# Installs the folder it lies in for every user (as root), or for this one; `install.sh --remove` takes it away.
# Workspaces are never touched: they lie in each officer's own data folder.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ "$(id -u)" -eq 0 ]; then
    place=/opt/padan programs=/usr/local/bin shared=/usr/local/share
else
    place="$HOME/.local/lib/padan" programs="$HOME/.local/bin" shared="${XDG_DATA_HOME:-$HOME/.local/share}"
fi
entry="$shared/applications/padan.desktop"
picture="$shared/icons/hicolor/scalable/apps/padan.svg"
kind="$shared/mime/packages/padan-paket.xml"

rm -rf "$place.old"
[ ! -e "$place" ] || mv "$place" "$place.old"
rm -f "$programs/padan" "$programs/padanctl" "$entry" "$picture" "$kind"
if [ "${1:-}" = "--remove" ]; then
    rm -rf "$place.old"
    echo "Padan sudah dilepas. Ruang kerja tidak disentuh."
    exit 0
fi

mkdir -p "$(dirname "$place")" "$programs" "$(dirname "$entry")" "$(dirname "$picture")" "$(dirname "$kind")"
cp -R "$here" "$place"
ln -s "$place/padan" "$programs/padan"
ln -s "$place/padanctl" "$programs/padanctl"
cp "$place/padan.svg" "$picture"
cp "$place/padan-paket.xml" "$kind"
! command -v update-mime-database > /dev/null || update-mime-database "$shared/mime"
sed "s|^Exec=padan|Exec=$place/padan|" "$place/padan.desktop" > "$entry"
rm -rf "$place.old"
for library in libEGL.so.1 libGL.so.1; do # what Qt needs and a bundle must not bring: the graphics driver's side
    PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q "$library" ||
        echo "Perhatian: $library belum ada; jendela Padan memerlukannya (Debian: libegl1 libgl1)."
done
echo "Padan terpasang di $place; perintah: $programs/padan dan $programs/padanctl."
