import { expect, test } from 'vitest';
import type { PictureContainer, PictureImage, PictureView } from '#lib/picture/model.ts';
import { layoutPicture, lengths } from './layout.ts';
import { stacksOf } from './stacks.ts';

const image = (id: string, layers: string): PictureImage => ({
  id,
  tags: [id],
  size: 1,
  layers: [...layers],
  command: '',
});
const container = (id: string, changes: Partial<PictureContainer> = {}): PictureContainer => ({
  id,
  name: id,
  image: 'debian',
  imageId: 'debian',
  state: 'running',
  exitCode: 0,
  command: '',
  ports: [],
  networks: [],
  mounts: [],
  health: 'none',
  autoRemove: false,
  changes: null,
  ...changes,
});
const picture = (changes: Partial<PictureView>): PictureView => ({
  daemon: 'up',
  images: [],
  containers: [],
  networks: [],
  volumes: [],
  ...changes,
});

test('images that begin alike rest on the same layers, drawn once', () => {
  const stacks = stacksOf([image('debian', 'ab'), image('app', 'abcd'), image('other', 'x')]);
  expect(stacks.map(({ layers }) => layers.join(''))).toEqual(['ab', 'x']);
  expect(stacks[0]?.images.map(({ id }) => id)).toEqual(['debian']);
  expect(stacks[0]?.above.map(({ layers, images }) => [layers.join(''), images[0]?.id])).toEqual([['cd', 'app']]);
});

test('the same layers in another order are not shared; equal stacks are two images on one', () => {
  expect(stacksOf([image('one', 'ab'), image('two', 'ba')]).length).toBe(2);
  const [same, ...rest] = stacksOf([image('one', 'ab'), image('two', 'ab')]);
  expect([same?.images.length, rest.length]).toEqual([2, 0]);
});

test('containers stand on their image, an image on its layers, its own layers on those it shares', () => {
  const { cards, labels, plates, height } = layoutPicture(
    picture({
      images: [image('debian', 'ab'), image('app', 'abc')],
      containers: [container('one'), container('two'), container('three', { imageId: 'app' })],
    }),
  );
  const y = (key: string) => [...cards, ...labels].find((box) => box.key === key)?.y ?? Number.NaN;
  expect(y('one')).toBeLessThan(y('debian'));
  expect(y('three')).toBeLessThan(y('app'));
  expect(y('app')).toBeLessThan(y('debian'));
  const shared = plates.filter(({ images }) => images.length === 2);
  expect(shared.length).toBe(2);
  expect(shared[0]?.width).toBe(3 * lengths.column - lengths.gap);
  for (const box of [...cards, ...labels, ...plates]) expect(box.y).toBeGreaterThan(0);
  expect(Math.max(...plates.map((plate) => plate.y))).toBeLessThan(height);
});

test('nothing overlaps with sixty containers', () => {
  const images = Array.from({ length: 12 }, (_, index) => image(`i${index}`, index % 2 ? `ab${index}` : `x${index}`));
  const containers = Array.from({ length: 60 }, (_, index) => container(`c${index}`, { imageId: `i${index % 12}` }));
  const { cards } = layoutPicture(picture({ images, containers }));
  expect(new Set(cards.map(({ x }) => x)).size).toBe(60);
});

test('ways in, networks and volumes lead to the containers that run; a container without its image stands on the ground', () => {
  const ports = [{ host: 8080, container: 80, protocol: 'tcp', local: false }];
  const mounts = [{ kind: 'volume' as const, name: 'data', target: '/data', readOnly: false }];
  const { gangways, lines, hull, cards } = layoutPicture(
    picture({
      containers: [
        container('web', { ports, networks: ['app'], mounts }),
        container('old', { ports, state: 'exited' }),
      ],
      networks: [{ name: 'app', driver: 'bridge', containers: ['web'] }],
      volumes: [{ name: 'data', driver: 'local' }],
    }),
  );
  expect(hull).not.toBeNull();
  expect(gangways.map(({ container: { name } }) => name)).toEqual(['web']);
  expect(lines.map(({ name, drops }) => [name, drops.length])).toEqual([
    ['app', 1],
    ['data', 1],
  ]);
  expect(cards.length).toBe(2);
});

test('an empty picture is small', () => {
  expect(layoutPicture(picture({})).plates).toEqual([]);
});
