import { z } from 'zod';
import { catalogue, type ErrorCode, type Locale } from '#lib/base/index.ts';

const Failure = z.strictObject({
  code: z.custom<ErrorCode>((value) => typeof value === 'string' && Object.hasOwn(catalogue, value)),
});

/** A request that did not work, by its catalogue code. */
export type Failed = z.infer<typeof Failure>;

/** Asks our own server. Never throws: whatever goes wrong comes back as a code. */
async function ask<T>(url: string, schema: z.ZodType<T>, init?: RequestInit): Promise<T | Failed> {
  try {
    const response = await fetch(url, init);
    const body: unknown = await response.json();
    const failure = Failure.safeParse(body);
    if (failure.success) return failure.data;
    return response.ok ? schema.parse(body) : { code: 'INTERNAL' };
  } catch {
    return { code: 'SANDBOX_UNREACHABLE' };
  }
}

const Entry = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['file', 'folder', 'link', 'other']),
  size: z.number(),
  modifiedAt: z.number(),
});

/** A file or folder of the sandbox, as the tree shows it. */
export type Entry = z.infer<typeof Entry>;

const Saved = z.object({ modifiedAt: z.number() });
const Nothing = z.object({});

const filesUrl = (lesson: string, query: Record<string, string> = {}) =>
  `/api/lessons/${lesson}/files${Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : ''}`;
const json = (method: string, body: unknown): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

/** Everything the page asks of the server by HTTP. `path`s are absolute in the sandbox. */
export const request = {
  solution: (lesson: string, step: string, locale: Locale) =>
    ask(`/api/lessons/${lesson}/steps/${step}/solution?locale=${locale}`, z.object({ markdown: z.string() })),
  listFolder: (lesson: string, path: string) =>
    ask(filesUrl(lesson, { path, as: 'folder' }), z.object({ entries: z.array(Entry) })),
  readFile: (lesson: string, path: string) =>
    ask(filesUrl(lesson, { path, as: 'text' }), z.object({ text: z.string(), modifiedAt: z.number() })),
  /** `base`: the `modifiedAt` the text was read with; null for a new file. */
  saveFile: (lesson: string, path: string, text: string, base: number | null) =>
    ask(filesUrl(lesson), Saved, json('PUT', { path, text, base })),
  makeFolder: (lesson: string, path: string) =>
    ask(filesUrl(lesson), Nothing, json('POST', { action: 'make-folder', path })),
  rename: (lesson: string, path: string, to: string) =>
    ask(filesUrl(lesson), Nothing, json('POST', { action: 'rename', path, to })),
  remove: (lesson: string, path: string) => ask(filesUrl(lesson, { path }), Nothing, { method: 'DELETE' }),
};
