import { expect, type Locator, type Page } from '@playwright/test';
import type { Words } from './words.ts';

/** What the shell of a sandbox prints when it waits for a command. */
export const prompt = 'learner@docker:~# ';

/** Milliseconds between two looks at a terminal: it changes often, and looking is cheap. */
const intervals = [40];

/**
 * The terminals of a lesson page. Output is read as a screen reader reads it, from the text beside the drawing: only what is on
 * screen is there, so tests print little or make it fit.
 */
export class TerminalPane {
  readonly pane: Locator;
  readonly tabs: Locator;
  readonly #page: Page;
  readonly #words: Words;

  constructor(page: Page, words: Words) {
    this.#page = page;
    this.#words = words;
    this.pane = page.getByRole('region', { name: words('panes.terminal'), exact: true });
    this.tabs = this.pane.getByRole('tab');
  }

  /** Where one types into terminal `number`, counted from 1. */
  input(number = 1): Locator {
    return this.pane.getByRole('textbox', { name: this.#words('terminal.inputLabel', { number }) });
  }

  button(id: string, values?: Record<string, string | number>): Locator {
    return this.pane.getByRole('button', { name: this.#words(id, values), exact: true });
  }

  /** The rows on screen, without empty ones at the end. */
  async rows(): Promise<string[]> {
    const rows = await this.pane.getByRole('tabpanel').getByRole('listitem').allTextContents();
    const texts = rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd());
    return texts.slice(0, texts.findLastIndex((row) => row !== '') + 1);
  }

  /** Waits until the shell of the terminal in sight waits for a command. */
  async ready(limitMs = 20_000): Promise<void> {
    await expect.poll(async () => (await this.rows()).at(-1), { timeout: limitMs, intervals }).toBe(prompt.trim());
  }

  /** Types a line into terminal `number`, waits until the shell has echoed it, and presses Enter. */
  async type(line: string, number = 1): Promise<void> {
    await this.input(number).focus();
    await this.#page.keyboard.type(line);
    await expect.poll(async () => (await this.rows()).join(''), { intervals }).toMatch(endingWith(line));
    await this.#page.keyboard.press('Enter');
  }

  /** Runs a command, waits for the prompt, and answers the rows it printed (those still on screen). */
  async run(command: string, number = 1, limitMs = 30_000): Promise<string[]> {
    await this.type(command, number);
    await this.ready(limitMs);
    const rows = (await this.rows()).slice(0, -1);
    const typed = rows.findLastIndex((row) => row.startsWith(prompt));
    // A long command takes several rows.
    const columns = Math.max(...rows.map((row) => row.length));
    const taken = Math.max(1, Math.ceil((prompt.length + command.length) / columns));
    return rows.slice(typed + taken);
  }

  /** Waits until `pattern` stands on screen. */
  async shows(pattern: string | RegExp, limitMs = 20_000): Promise<void> {
    const seen = async () => (await this.rows()).join('\n');
    if (typeof pattern === 'string') await expect.poll(seen, { timeout: limitMs, intervals }).toContain(pattern);
    else await expect.poll(seen, { timeout: limitMs, intervals }).toMatch(pattern);
  }
}

/** Matches what ends with `text`, however the end of a row swallowed spaces. */
function endingWith(text: string): RegExp {
  return new RegExp(
    `${text
      .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll(' ', ' ?')
      .trimEnd()}$`,
  );
}
