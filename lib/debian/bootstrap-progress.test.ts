import { expect, test } from 'vitest';
import { bootstrapProgress } from './bootstrap-progress.ts';

test('progress never goes back, names packages, and ends near the whole', () => {
  const seen: { text: string; fraction: number }[] = [];
  const see = bootstrapProgress((text, fraction) => seen.push({ text, fraction: fraction ?? 0 }));
  const lines = [
    'I: running apt-get update...',
    'I: downloading packages with apt...',
    '0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.',
    'Get:1 http://a.example/debian trixie/main amd64 base-files amd64 13 [73 kB]',
    'I: extracting archives...',
    'I: installing essential packages...',
    'Unpacking base-files (13) ...',
    'Setting up base-files (13) ...',
    'I: installing remaining packages inside the chroot...',
    '0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.',
    'Get:1 http://a.example/debian trixie/main amd64 docker.io amd64 26 [30 MB]',
    'Unpacking docker.io (26) ...',
    'Setting up docker.io (26) ...',
    'something else',
    'I: cleaning package lists and apt cache...',
  ];
  for (const line of lines) see(line);
  const fractions = seen.map(({ fraction }) => fraction);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBeCloseTo(0.98);
  expect(seen.map(({ text }) => text)).toContain('installing: docker.io');
});
