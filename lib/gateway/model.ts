import { z } from 'zod';
import { catalogue, type ErrorCode, locales } from '../base/index.ts';
import type { PictureView } from '../picture/model.ts';
import type { SessionView } from '../session/model.ts';
import { TerminalClientFrame, TerminalServerFrame } from '../terminal/model.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

/**
 * What a page may say on its connection, besides terminal frames. `start` gets (back) a machine after it ended or was reset; `picture` begins or ends looking
 * at what Docker holds; `history` asks how an image was made; `preview` shows
 * a port of the machine whether or not anything publishes it; `language` is what the page is read in.
 */
const SessionClientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start') }),
  z.strictObject({ type: z.literal('step'), step: id }),
  z.strictObject({ type: z.literal('check') }),
  z.strictObject({ type: z.literal('answer'), step: id, check: id, answer: z.string().max(500) }),
  z.strictObject({ type: z.literal('reset') }),
  z.strictObject({ type: z.literal('language'), language: z.enum(locales) }),
  z.strictObject({ type: z.literal('picture'), look: z.boolean() }),
  z.strictObject({ type: z.literal('history'), image: z.string().regex(/^(sha256:)?[0-9a-f]{12,64}$/) }),
  z.strictObject({ type: z.literal('preview'), port: z.int().min(1).max(65535) }),
]);

export const ClientFrame = z.union([SessionClientFrame, TerminalClientFrame]);
export type ClientFrame = z.infer<typeof ClientFrame>;

const errorCode = z.custom<ErrorCode>((value) => typeof value === 'string' && Object.hasOwn(catalogue, value));

/** What the server says. `files` names paths below the home folder that changed, so that the editor looks again. */
export const ServerFrame = z.union([
  TerminalServerFrame,
  z.strictObject({
    type: z.literal('session'),
    view: z.custom<SessionView>((value) => typeof value === 'object' && value !== null),
  }),
  z.strictObject({
    type: z.literal('picture'),
    picture: z.custom<PictureView>((value) => typeof value === 'object' && value !== null),
  }),
  z.strictObject({
    type: z.literal('history'),
    image: z.string(),
    instructions: z.array(z.strictObject({ createdBy: z.string(), size: z.number() })).nullable(),
  }),
  z.strictObject({ type: z.literal('files'), paths: z.array(z.string()) }),
  z.strictObject({ type: z.literal('error'), code: errorCode, terminal: z.int().optional() }),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;

/** Path of the one WebSocket of a lesson page. Outside the route tree on purpose (DECISIONS.md, 3). */
export const connectionPath = (lesson: string): string => `/ws/lessons/${lesson}`;
