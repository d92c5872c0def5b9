/**
 * Shell script for the sandbox that has filled the golden store. Keeps of the engine's data only the layers, and prepares `seed`:
 * what a new sandbox copies so that every layer counts as present while `docker images` is empty. A layer's folder must be its own
 * (the engine writes there); its content is a link into the store.
 *
 * A layer without any below it gets an empty one there. Otherwise the engine would take its content folder as it is, a link, for
 * the whole of the image when it compares; what a learner builds or commits right on top would hold the base image once more.
 */
export const storeSeed = `set -e
kill "$(cat /run/docker.pid)" $(pidof containerd); while pidof dockerd containerd >/dev/null; do sleep .05; done
cd /var/lib/docker
for entry in * .[!.]*; do case $entry in image|overlay2) ;; *) rm -rf "$entry" ;; esac; done
mkdir -p seed/image/overlay2; mkdir -m 710 seed/overlay2
cp -a image/overlay2/layerdb image/overlay2/distribution seed/image/overlay2/
rm -rf seed/image/overlay2/layerdb/mounts seed/image/overlay2/layerdb/tmp
cp -a overlay2/l seed/overlay2/
cd overlay2
for layer in *; do
  [ "$layer" = l ] && continue
  mkdir -m 710 "../seed/overlay2/$layer"
  cp "$layer/link" "../seed/overlay2/$layer/"
  if [ -e "$layer/lower" ]; then cp "$layer/lower" "../seed/overlay2/$layer/"
  else printf l/EMPTY >"../seed/overlay2/$layer/lower"; fi
  : >"../seed/overlay2/$layer/committed"
  mkdir -m 700 "../seed/overlay2/$layer/work"
  ln -s "/usr/lib/slipway/store/overlay2/$layer/diff" "../seed/overlay2/$layer/diff"
done
mkdir -m 710 ../seed/overlay2/empty; mkdir ../seed/overlay2/empty/diff
ln -s ../empty/diff ../seed/overlay2/l/EMPTY
sync`;
