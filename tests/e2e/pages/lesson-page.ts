import { expect, type Locator, type Page } from '@playwright/test';
import type { Locale } from '#lib/base/index.ts';
import { TerminalPane } from './terminal-pane.ts';
import { type Words, wordsOf } from './words.ts';

/** How a step stands, as its mark on the rail says it. */
export type StepMark = 'todo' | 'half' | 'done' | 'broken';

/** A lesson page as a learner sees it: found by roles and names only. */
export class LessonPage {
  readonly page: Page;
  readonly locale: Locale;
  readonly words: Words;
  readonly terminal: TerminalPane;
  readonly text: Locator;
  readonly editor: Locator;

  constructor(page: Page, locale: Locale = 'en') {
    this.page = page;
    this.locale = locale;
    this.words = wordsOf(locale);
    this.terminal = new TerminalPane(page, this.words);
    this.text = page.getByRole('main', { name: this.words('panes.text') });
    this.editor = page.getByRole('region', { name: this.words('panes.editor'), exact: true });
  }

  /** Opens the lesson; with `step`, at that step. */
  async open(step = '', lesson = 'hello-world'): Promise<void> {
    await this.page.goto(`/${this.locale}/lessons/${lesson}${step && `#${step}`}`);
  }

  /** Opens the lesson and waits for the machine's first prompt. */
  async openWithMachine(step = ''): Promise<void> {
    await this.open(step);
    await this.terminal.ready(30_000);
  }

  /** A step's mark on the rail; with `state`, only while it stands so. */
  rail(title: string, state?: StepMark): Locator {
    return this.#rail().getByRole('link', { name: state ? `${title} ${this.words(`step.state.${state}`)}` : title });
  }

  /** Marks of the whole rail, from the first step to the last. */
  async marks(): Promise<StepMark[]> {
    const names = await this.#rail().getByRole('link').allTextContents();
    const states: StepMark[] = ['todo', 'half', 'done', 'broken'];
    return names.map((name) => states.find((state) => name.endsWith(this.words(`step.state.${state}`))) ?? 'todo');
  }

  /** The step that is being read. */
  step(title: string): Locator {
    return this.text.getByRole('region', { name: title, exact: true });
  }

  /** A check of the current step, by its sentence; with `is`, only when it stands so. */
  check(sentence: string, is?: 'passed' | 'waiting' | 'failed' | 'broken'): Locator {
    const row = this.text.getByRole('listitem').filter({ hasText: sentence });
    return is ? row.filter({ hasText: this.words(`checks.${is}`) }) : row;
  }

  #rail(): Locator {
    return this.page.getByRole('navigation', { name: this.words('step.rail'), exact: true });
  }

  async expectMarks(marks: StepMark[]): Promise<void> {
    await expect.poll(() => this.marks()).toEqual(marks);
  }
}
