import { expect, test } from 'vitest';
import { markdownParts } from './markdown-parts.ts';

test('paragraphs and fenced blocks, in order', () => {
  expect(markdownParts('First this:\n\n```sh run\ndocker pull hello-world\n```\n\nThen `ls`.\n')).toEqual([
    { is: 'text', text: 'First this:' },
    { is: 'code', language: 'sh', code: 'docker pull hello-world' },
    { is: 'text', text: 'Then `ls`.' },
  ]);
});

test('a fence may hold blank lines and shorter fences', () => {
  expect(markdownParts('````\na\n\n```\nb\n````')).toEqual([{ is: 'code', language: '', code: 'a\n\n```\nb' }]);
});

test('nothing gives nothing', () => {
  expect(markdownParts(' \n')).toEqual([]);
});
