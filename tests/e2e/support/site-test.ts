import { type BrowserContext, test as base, type Page } from '@playwright/test';
import type { Locale } from '#lib/base/index.ts';
import { LessonPage } from '../pages/lesson-page.ts';

/** What pages did that nobody should see: errors in their consoles, and requests to other hosts. */
export interface Complaints {
  readonly errors: string[];
  readonly foreign: string[];
}

/** A browser that nobody has used before: a new learner, who reads in `locale`. */
export interface Visitor {
  context: BrowserContext;
  complaints: Complaints;
  /** Visits another site than the one all tests share. */
  at(url: string): void;
  /** A page of the lesson in this browser; a second call opens a second tab of the same learner. */
  lesson(locale?: Locale): Promise<LessonPage>;
}

const screenReaderKey = 'slipway-screen-reader';

/**
 * Notes of the browser itself that are no mistake of the page. A sandbox that starts or ends adds or removes a network interface of
 * this machine, upon which Chromium drops the requests that are under way; whether the page recovers is what the tests see. And a
 * refusal the page handles (a file that is too large) is noted as a failed load.
 */
const browserNotes = /net::ERR_NETWORK_CHANGED|ChunkLoadError|status of 4\d\d \([^)]*\) \S+\/api\/lessons\//;

/** Where learners' ports are shown: the same server, under hosts of their own. */
const previewHost = /^p-\d+-[0-9a-z]{16}\.localhost(:\d+)?$/;

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

interface Options {
  /** Tests of one file with the same name here are the same learner, in a new browser each: they share a machine and its shells. */
  learner: string | null;
  /** Errors in the console that are meant. */
  mayComplain: RegExp | null;
}

/**
 * Tests with a visitor of their own; `site` is the address of the site all tests share. Terminals say their output as text, as for
 * a screen reader, because a drawing cannot be read. After every test the pages must have stayed silent: no uncaught error, no
 * request to another host.
 */
export const test = base.extend<Options & { visitor: Visitor; site: string }, { known: Map<string, Cookies> }>({
  site: ({ baseURL }, use) => use(baseURL ?? ''),
  mayComplain: [null, { option: true }],
  learner: [null, { option: true }],
  known: [({ browserName: _ }, use) => use(new Map()), { scope: 'worker' }],
  visitor: async ({ context, site, mayComplain, learner, known }, use) => {
    const complaints: Complaints = { errors: [], foreign: [] };
    if (learner) await context.addCookies(known.get(learner) ?? []);
    await context.addInitScript((key) => {
      // Frames without an origin have no storage, and those of another site are denied theirs; they are not our pages.
      if (location.protocol.startsWith('http') && window === window.top) localStorage.setItem(key, 'on');
    }, screenReaderKey);
    const hosts = new Set([hostOf(site)]);
    context.on('page', (page) => listen(page, complaints, hosts));
    await use({
      context,
      complaints,
      at: (url) => hosts.add(hostOf(url)),
      lesson: async (locale = 'en') => new LessonPage(await context.newPage(), locale),
    });
    if (learner) known.set(learner, await context.cookies());
    const errors = complaints.errors.filter((error) => !mayComplain?.test(error));
    base.expect(errors, 'errors in the console').toEqual([]);
    base.expect(complaints.foreign, 'requests to other hosts').toEqual([]);
  },
});

export { expect } from '@playwright/test';

function listen(page: Page, { errors, foreign }: Complaints, hosts: ReadonlySet<string>): void {
  page.on('pageerror', (error) => errors.push(String(error.stack ?? error)));
  page.on('console', (message) => {
    const text = `${message.text()} ${message.location().url}`;
    if (message.type() === 'error' && !browserNotes.test(text)) errors.push(text);
  });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && !hosts.has(host) && !previewHost.test(host)) foreign.push(request.url());
  });
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');
