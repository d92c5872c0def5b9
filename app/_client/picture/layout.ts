import type { PictureContainer, PictureImage, PictureView } from '#lib/picture/model.ts';
import { imagesOn, type Stack, stacksOf } from './stacks.ts';

/** Lengths of the drawing, in CSS pixels. */
export const lengths = {
  column: 148,
  gap: 12,
  plate: 7,
  pitch: 9,
  label: 44,
  card: 62,
  line: 23,
  outside: 40,
  gutter: 112,
};
/** Plates drawn of one run of layers; a higher one is cut short. */
const mostPlates = 12;

interface Box {
  key: string;
  x: number;
  /** Distance of the upper edge from the top. */
  y: number;
  width: number;
}

/** Where everything of a picture stands. The page draws it; nothing here knows colours or words. */
export interface Layout {
  width: number;
  height: number;
  /** Height of the line between the machine and the outside; null when no port is published. */
  hull: number | null;
  plates: (Box & { images: string[] })[];
  labels: (Box & { image: PictureImage })[];
  cards: (Box & { container: PictureContainer })[];
  /** Ways in from the outside: from the hull down to the card. */
  gangways: (Box & { container: PictureContainer; port: PictureContainer['ports'][number]; to: number })[];
  /** Networks and volumes: a line across, with a drop to every container on it. */
  lines: {
    kind: 'network' | 'volume';
    name: string;
    y: number;
    from: number;
    to: number;
    drops: { x: number; to: number }[];
  }[];
}

/** Lays a picture out from the ground up: layers, images, containers; above them volumes, networks and the outside. */
export function layoutPicture(picture: PictureView): Layout {
  const containersOf = groupContainers(picture);
  const known = new Set(picture.images.map(({ id }) => id));
  const lost = picture.containers.filter(({ imageId }) => !known.has(imageId));
  const stacks = stacksOf(picture.images);
  const published = picture.containers.some(({ ports, state }) => ports.length > 0 && isUp(state));
  const named = picture.networks.length + picture.volumes.length > 0 || published;
  const left = named ? lengths.gutter : lengths.gap;
  const columnsOfImage = ({ id }: PictureImage) => Math.max(1, containersOf.get(id)?.length ?? 0);
  const columnsOf = (stack: Stack) => imagesOn(stack).reduce((sum, image) => sum + columnsOfImage(image), 0);

  // Heights grow upwards from the ground until the whole is known.
  const plates: Layout['plates'] = [];
  const labels: Layout['labels'] = [];
  const cards: Layout['cards'] = [];
  let highest = 0;
  const rise = (height: number) => {
    highest = Math.max(highest, height);
    return height;
  };
  const putCards = (containers: readonly PictureContainer[], column: number, base: number) => {
    containers.forEach((container, index) => {
      const x = left + (column + index) * lengths.column;
      cards.push({
        key: container.id,
        x,
        y: rise(base + lengths.card),
        width: lengths.column - lengths.gap,
        container,
      });
    });
  };
  const put = (stack: Stack, column: number, base: number): void => {
    const images = imagesOn(stack).map(({ id }) => id);
    const width = columnsOf(stack) * lengths.column - lengths.gap;
    const drawn = stack.layers.slice(-mostPlates);
    drawn.forEach((layer, index) => {
      const y = rise(base + (index + 1) * lengths.pitch);
      plates.push({ key: `${layer} ${images[0]}`, x: left + column * lengths.column, y, width, images });
    });
    const top = base + drawn.length * lengths.pitch;
    let at = column;
    for (const image of stack.images) {
      const columns = columnsOfImage(image);
      const y = rise(top + lengths.label);
      labels.push({
        key: image.id,
        x: left + at * lengths.column,
        y,
        width: columns * lengths.column - lengths.gap,
        image,
      });
      putCards(containersOf.get(image.id) ?? [], at, y + 4);
      at += columns;
    }
    for (const above of stack.above) {
      put(above, at, top);
      at += columnsOf(above);
    }
  };
  let column = 0;
  for (const stack of stacks) {
    put(stack, column, 0);
    column += columnsOf(stack);
  }
  putCards(lost, column, 0);
  column += lost.length;

  const outside = published ? lengths.outside : 0;
  const lineNames = [
    ...picture.networks.map(({ name }) => ({ kind: 'network' as const, name })),
    ...picture.volumes.map(({ name }) => ({ kind: 'volume' as const, name })),
  ];
  const sky = outside + lineNames.length * lengths.line + lengths.gap;
  const height = sky + highest + lengths.gap;
  for (const box of [...plates, ...labels, ...cards]) box.y = sky + highest - box.y;

  const hull = published ? outside - 10 : null;
  const gangways = cards.flatMap(({ x, y, width, container }): Layout['gangways'] => {
    if (hull === null || !isUp(container.state)) return [];
    const pitch = Math.min(52, (width - 40) / container.ports.length);
    const first = x + width / 2 - (pitch * (container.ports.length - 1)) / 2;
    return container.ports.map((port, index) => ({
      key: `${container.id} ${port.host}/${port.protocol} ${port.container}`,
      x: first + index * pitch,
      y: hull,
      width: pitch,
      container,
      port,
      to: y,
    }));
  });
  const lines = lineNames.map(({ kind, name }, index): Layout['lines'][number] => {
    const on = cards.filter(({ container }) =>
      kind === 'network' ? container.networks.includes(name) : container.mounts.some((mount) => mount.name === name),
    );
    const drops = on.map(({ x, y, width, container }) => {
      const order =
        kind === 'network'
          ? container.networks.indexOf(name)
          : container.mounts.findIndex((mount) => mount.name === name);
      return { x: kind === 'network' ? x + width - 14 - order * 8 : x + 14 + order * 8, to: y };
    });
    const y = outside + (index + 0.5) * lengths.line + 4;
    return { kind, name, y, from: 8, to: Math.max(left + 8, ...drops.map(({ x }) => x)), drops };
  });
  return { width: left + column * lengths.column, height, hull, plates, labels, cards, gangways, lines };
}

function groupContainers({ containers }: PictureView): Map<string, PictureContainer[]> {
  const groups = new Map<string, PictureContainer[]>();
  for (const container of containers)
    groups.set(container.imageId, [...(groups.get(container.imageId) ?? []), container]);
  return groups;
}

/** True while a container's ports and networks are in use. */
export function isUp(state: string): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}
