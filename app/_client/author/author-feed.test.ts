import { expect, test } from 'vitest';
import { fakeClock } from '#tests/support/fake-clock.ts';
import type { Socket } from '../connection/lesson-connection.ts';
import { AuthorFeed } from './author-feed.ts';

/** A socket in the hands of the test. */
class HandSocket implements Pick<Socket, 'send' | 'close'> {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: string[] = [];
  send = (text: string) => void this.sent.push(text);
  close = () => this.onclose?.();
  say = (frame: object) => this.onmessage?.({ data: JSON.stringify(frame) });
}

function open() {
  const sockets: HandSocket[] = [];
  const clock = fakeClock();
  let saved = 0;
  const feed = new AuthorFeed({
    lesson: 'a',
    clock,
    openSocket: () => {
      const socket = new HandSocket();
      sockets.push(socket);
      return socket as unknown as Socket;
    },
    saved: () => void saved++,
  });
  feed.start();
  return { feed, clock, sockets, saved: () => saved };
}

const step = (id: string) => ({ type: 'step', step: { id, solution: [], alternatives: [], breaks: [], checks: [] } });

test('asks for the step it looks at, also before there is a connection, and shows no other', () => {
  const { feed, sockets } = open();
  feed.look('one');
  expect(sockets[0]?.sent).toEqual([]);
  sockets[0]?.onopen?.();
  expect(sockets[0]?.sent).toEqual(['{"type":"look","step":"one"}']);
  sockets[0]?.say(step('one'));
  expect(feed.state().step?.id).toBe('one');
  feed.look('two');
  sockets[0]?.say(step('one'));
  expect(feed.state().step).toBeNull();
});

test('a saved lesson is passed on, its mistakes are kept', () => {
  const { feed, sockets, saved } = open();
  sockets[0]?.onopen?.();
  sockets[0]?.say({ type: 'saved', fresh: false, problems: ['p'] });
  expect([feed.state().problems, saved()]).toEqual([['p'], 0]);
  sockets[0]?.say({ type: 'saved', fresh: true, problems: [] });
  expect([feed.state().problems, saved()]).toEqual([[], 1]);
});

test('comes back after the server was away, and counts that as saved', async () => {
  const { feed, clock, sockets, saved } = open();
  sockets[0]?.onopen?.();
  sockets[0]?.onclose?.();
  await clock.advance(1000);
  expect(sockets).toHaveLength(2);
  sockets[1]?.onopen?.();
  expect(saved()).toBe(1);
  feed[Symbol.dispose]();
  await clock.advance(5000);
  expect(sockets).toHaveLength(2);
});
