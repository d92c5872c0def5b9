import { expect, test } from 'vitest';
import { canonicalWords, splitCommandLine, splitFlags } from './command-line.ts';
import { editDistance, looksLike } from './edit-distance.ts';
import { printedImageName, sameImage, sameRepository } from './image-name.ts';

test('a line is split into commands and words as a shell does', () => {
  const words = (line: string) => splitCommandLine(line).map((command) => command.words);
  expect(words(`docker run -it "a b" c\\ d 'e"f' # not this`)).toEqual([['docker', 'run', '-it', 'a b', 'c d', 'e"f']]);
  expect(words('cd /tmp && docker ps -a | grep x; sudo docker info')).toEqual([
    ['cd', '/tmp'],
    ['docker', 'ps', '-a'],
    ['grep', 'x'],
    ['docker', 'info'],
  ]);
  expect(words('A=1 B=2 docker ps &')).toEqual([['docker', 'ps']]);
  expect(words('echo "" \\')).toEqual([['echo', '']]);
  expect(words('"never closed')).toEqual([['never closed']]);
  expect(words('')).toEqual([]);
});

test('spellings of a docker command become one', () => {
  expect(canonicalWords(['docker', 'images', '-q'])).toEqual(['docker', 'image', 'ls', '-q']);
  expect(canonicalWords(['docker', 'ps'])).toEqual(canonicalWords(['docker', 'container', 'list']));
  expect(canonicalWords(['ls'])).toEqual(['ls']);
});

test('flags come apart', () => {
  expect(splitFlags(['docker', 'ps', '-aq', '--filter=name=x', '--no-trunc', 'y', '-', '--'])).toEqual({
    flags: ['-aq', '-a', '-q', '--filter', '--no-trunc'],
    plain: ['docker', 'ps', 'y', '-', '--'],
  });
});

test('slips of the fingers', () => {
  expect(editDistance('imgae', 'image')).toBe(1);
  expect(editDistance('docker', 'docker')).toBe(0);
  expect(editDistance('abc', 'xyzabc')).toBe(3);
  expect(looksLike('dokcer', 'docker')).toBe(true);
  expect(looksLike('hello-word', 'hello-world')).toBe(true);
  expect(looksLike('nginx', 'redis')).toBe(false);
  expect(looksLike('ps', 'pull')).toBe(false);
  expect(looksLike('docker', 'docker')).toBe(false);
});

test('image names mean what Docker takes them for', () => {
  expect(sameImage('hello-world', 'docker.io/library/hello-world:latest')).toBe(true);
  expect(sameImage('hello-world', 'index.docker.io/library/hello-world')).toBe(true);
  expect(sameImage('hello-world', 'me/hello-world')).toBe(false);
  expect(sameImage('localhost:5000/a', 'localhost:5000/a:latest')).toBe(true);
  expect(sameImage('localhost:5000/a', 'a')).toBe(false);
  expect(sameImage('a@sha256:1', 'a')).toBe(false);
  expect(sameRepository('a:1', 'a:2')).toBe(true);
  expect(printedImageName('docker.io/library/nginx')).toBe('nginx:latest');
  expect(printedImageName('me/blog:v1')).toBe('me/blog:v1');
});
