import type { PictureImage } from '#lib/picture/model.ts';

/** A run of layers that belong to the same images, the stacks that go on above it, and the images that end with it. */
export interface Stack {
  /** Digests, lowest first. Empty for images without layers. */
  layers: string[];
  images: PictureImage[];
  above: Stack[];
}

type Node = { image: PictureImage[]; next: Map<string, Node> };

/** Images as stacks that share what they have in common: layers are only shared from the bottom up. In the images' order. */
export function stacksOf(images: readonly PictureImage[]): Stack[] {
  const root: Node = { image: [], next: new Map() };
  for (const image of images) {
    let node = root;
    for (const layer of image.layers) {
      const next = node.next.get(layer) ?? { image: [], next: new Map() };
      node.next.set(layer, next);
      node = next;
    }
    node.image.push(image);
  }
  const bare = root.image.map((image): Stack => ({ layers: [], images: [image], above: [] }));
  return [...bare, ...[...root.next].map(([layer, node]) => stack(layer, node))];
}

function stack(layer: string, node: Node): Stack {
  const layers = [layer];
  let top = node;
  for (let only = onlyNext(top); only; only = onlyNext(top)) {
    layers.push(only[0]);
    top = only[1];
  }
  return { layers, images: top.image, above: [...top.next].map(([next, above]) => stack(next, above)) };
}

/** What goes on above a node where no image ends and no stack branches. */
function onlyNext({ image, next }: Node): [string, Node] | undefined {
  return image.length === 0 && next.size === 1 ? [...next][0] : undefined;
}

/** All images that rest on a stack. */
export function imagesOn(stack: Stack): PictureImage[] {
  return [...stack.images, ...stack.above.flatMap(imagesOn)];
}
