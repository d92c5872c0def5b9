import { expect, test } from 'vitest';
import { frontMatterSchema } from './front-matter-schema.ts';

test('says what lessons and translations may have, each field with its meaning', () => {
  const { anyOf } = JSON.parse(frontMatterSchema());
  expect(anyOf[0]).toMatchObject({ required: ['title', 'summary', 'minutes'], additionalProperties: false });
  expect(anyOf[1]).toMatchObject({ required: ['title', 'summary'], additionalProperties: false });
  for (const { properties } of anyOf)
    for (const field of Object.values<{ description?: string }>(properties)) expect(field.description).toBeTruthy();
});
