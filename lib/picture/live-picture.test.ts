import { expect, test } from 'vitest';
import { AppError, silentLogger } from '../base/index.ts';
import { emptyObservation, type Observation } from '../check/model.ts';
import { sampleContainer, sampleImage } from '../check/sample.ts';
import { LivePicture } from './live-picture.ts';
import type { PictureChange, PictureView } from './model.ts';

const up = (changes: Partial<Observation>): Observation => ({ ...emptyObservation(0), daemon: 'up', ...changes });
const web = sampleContainer({ id: 'web', name: 'web', state: 'running' });
const event = (action: string, at: number) => ({
  at,
  type: 'container',
  action,
  id: 'web',
  name: 'web',
  attributes: {},
});
const added: PictureChange = { path: '/x', kind: 'added' };

/** A picture whose questions are counted and answered with one change. */
function setUp(answer: () => Promise<PictureChange[] | null> = async () => [added]) {
  const asked: string[] = [];
  const picture = new LivePicture((id) => {
    asked.push(id);
    return answer();
  }, silentLogger);
  const shown: PictureView[] = [];
  return { picture, asked, shown, look: () => picture.look((view) => shown.push(view)) };
}
/** Lets all promises that can settle do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('nobody looks: nothing is asked; the first look gets what is there', async () => {
  const { picture, asked, shown, look } = setUp();
  picture.observed(up({ containers: [web], images: [sampleImage()] }));
  await settled();
  expect(asked).toEqual([]);
  look();
  await settled();
  expect(asked).toEqual(['web']);
  expect(shown[0]?.containers[0]?.changes).toBeNull();
  expect(shown.at(-1)?.containers[0]?.changes).toEqual({ count: 1, paths: [added] });
});

test('changes are asked for once for each thing that happens to a container', async () => {
  const { picture, asked, look } = setUp();
  look();
  picture.observed(up({ containers: [web] }));
  picture.observed(up({ containers: [web], volumes: [{ name: 'v', driver: 'local', createdAt: 0 }] }));
  await settled();
  expect(asked.length).toBe(1);
  picture.observed(up({ containers: [web], events: [event('exec_die', 5)] }));
  await settled();
  expect(asked.length).toBe(2);
});

test('the same picture is not shown twice', async () => {
  const { picture, shown, look } = setUp();
  look();
  picture.observed(up({ images: [sampleImage()] }));
  picture.observed(up({ images: [sampleImage()], at: 9 }));
  expect(shown.length).toBe(2);
});

test('who stopped looking is told nothing more', () => {
  const { picture, shown, look } = setUp();
  look()[Symbol.dispose]();
  picture.observed(up({ images: [sampleImage()] }));
  expect(shown.length).toBe(1);
});

test('a container that is gone, or a daemon that is going, does no harm', async () => {
  const gone = setUp(async () => null);
  gone.look();
  gone.picture.observed(up({ containers: [web] }));
  await settled();
  expect(gone.shown.at(-1)?.containers[0]?.changes?.count).toBe(0);
  const going = setUp(async () => Promise.reject(new AppError('DAEMON_UNREACHABLE')));
  going.look();
  going.picture.observed(up({ containers: [web] }));
  await settled();
  going.picture.observed(up({ containers: [web], at: 1 }));
  await settled();
  expect(going.asked.length).toBe(2);
});

test('networks everybody has appear once something is on them; stopped containers are on none', () => {
  const { picture, shown, look } = setUp();
  const networks = ['bridge', 'host', 'none', 'app'].map((name) => ({
    id: name,
    name,
    driver: 'bridge',
    containers: name === 'bridge' ? ['web'] : [],
  }));
  picture.observed(up({ networks, containers: [sampleContainer({ state: 'exited', networks: ['app'] })] }));
  look();
  expect(shown[0]?.networks.map(({ name }) => name)).toEqual(['bridge', 'app']);
  expect(shown[0]?.containers[0]?.networks).toEqual([]);
});
