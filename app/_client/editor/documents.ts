import type { ErrorCode } from '#lib/base/index.ts';
import { request } from '../request.ts';
import { languageOf } from './language-of.ts';
import { monaco } from './monaco.ts';
import { isWithin } from './paths.ts';

/** What is shown about an open file. `conflict`: it changed in the sandbox while there are unsaved changes here. */
export interface DocumentState {
  path: string;
  dirty: boolean;
  saving: boolean;
  conflict: boolean;
  error: ErrorCode | null;
}

type Open = { model: monaco.editor.ITextModel; modifiedAt: number | null; saved: number; state: DocumentState };

/**
 * The files open in the editor. Each keeps its text and undo history until the page is left, so switching files loses nothing.
 * Saving says which version it was based on; a file that changed meanwhile is never overwritten without asking.
 */
export class Documents implements Disposable {
  readonly #lesson: string;
  readonly #open = new Map<string, Open>();
  readonly #listeners = new Set<() => void>();
  #states: readonly DocumentState[] = [];

  constructor(lesson: string) {
    this.#lesson = lesson;
  }

  [Symbol.dispose](): void {
    for (const { model } of this.#open.values()) model.dispose();
    this.#open.clear();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly states = (): readonly DocumentState[] => this.#states;

  model(path: string): monaco.editor.ITextModel | null {
    return this.#open.get(path)?.model ?? null;
  }

  /** Opens a file, or does nothing when it is open. A code when it cannot be read. */
  async open(path: string): Promise<ErrorCode | null> {
    if (this.#open.has(path)) return null;
    const answer = await request.readFile(this.#lesson, path);
    if ('code' in answer) return answer.code;
    if (!this.#open.has(path)) this.#add(path, answer.text, answer.modifiedAt);
    return null;
  }

  /** Replaces a file's text, making the file when it is missing, and saves. The old text is one undo away. */
  async put(path: string, text: string): Promise<ErrorCode | null> {
    const failed = await this.open(path);
    if (failed && failed !== 'FILE_MISSING') return failed;
    const open = this.#open.get(path) ?? this.#add(path, '', null);
    replaceText(open.model, text);
    await this.save(path);
    return open.state.error;
  }

  async save(path: string): Promise<void> {
    const open = this.#open.get(path);
    if (!open || open.state.saving) return;
    const version = open.model.getAlternativeVersionId();
    this.#set(open, { saving: true, error: null });
    const answer = await request.saveFile(this.#lesson, path, open.model.getValue(), open.modifiedAt);
    if ('code' in answer) {
      const conflict = answer.code === 'FILE_CONFLICT';
      return this.#set(open, { saving: false, conflict, error: conflict ? null : answer.code });
    }
    open.modifiedAt = answer.modifiedAt;
    open.saved = version;
    this.#set(open, { saving: false, conflict: false });
  }

  /** Settles a conflict: take the sandbox's text, or keep ours and save over it. */
  async settle(path: string, take: 'theirs' | 'ours'): Promise<void> {
    const open = this.#open.get(path);
    if (!open) return;
    const answer = await request.readFile(this.#lesson, path);
    if ('code' in answer && answer.code !== 'FILE_MISSING') return this.#set(open, { error: answer.code });
    open.modifiedAt = 'code' in answer ? null : answer.modifiedAt;
    this.#set(open, { conflict: false });
    if (take === 'ours') return this.save(path);
    if (!('code' in answer)) replaceText(open.model, answer.text);
    open.saved = open.model.getAlternativeVersionId();
    this.#set(open, {});
  }

  /** Looks again at the files that changed in the sandbox. */
  async changed(paths: readonly string[]): Promise<void> {
    await Promise.all(
      [...this.#open]
        .filter(([path]) => paths.some((changed) => isWithin(path, changed)))
        .map(([, open]) => this.#look(open)),
    );
  }

  close(path: string): void {
    this.#open.get(path)?.model.dispose();
    this.#open.delete(path);
    this.#changed();
  }

  /** A file or folder has another path now; what was open below it stays open. */
  moved(from: string, to: string): void {
    for (const [path, open] of [...this.#open]) {
      if (!isWithin(path, from)) continue;
      this.#open.delete(path);
      const next = to + path.slice(from.length);
      const text = open.model.getValue();
      const added = this.#add(next, text, open.modifiedAt);
      if (open.state.dirty) added.saved = -1;
      open.model.dispose();
      this.#set(added, {});
    }
  }

  async #look(open: Open): Promise<void> {
    if (open.state.saving) return;
    const answer = await request.readFile(this.#lesson, open.state.path);
    // A file that was removed stays open: saving brings it back.
    if ('code' in answer) {
      if (answer.code === 'FILE_MISSING') open.modifiedAt = null;
      return;
    }
    if (answer.text === open.model.getValue()) {
      open.modifiedAt = answer.modifiedAt;
      open.saved = open.model.getAlternativeVersionId();
      return this.#set(open, { conflict: false });
    }
    if (open.state.dirty) {
      if (answer.modifiedAt !== open.modifiedAt) this.#set(open, { conflict: true });
      return;
    }
    open.modifiedAt = answer.modifiedAt;
    replaceText(open.model, answer.text);
    open.saved = open.model.getAlternativeVersionId();
    this.#set(open, {});
  }

  #add(path: string, text: string, modifiedAt: number | null): Open {
    const model = monaco.editor.createModel(text, languageOf(path), monaco.Uri.file(path));
    const state = { path, dirty: false, saving: false, conflict: false, error: null };
    const open: Open = { model, modifiedAt, saved: model.getAlternativeVersionId(), state };
    this.#open.set(path, open);
    model.onDidChangeContent(() => this.#set(open, {}));
    this.#changed();
    return open;
  }

  #set(open: Open, change: Partial<DocumentState>): void {
    if (open.model.isDisposed()) return;
    const dirty = open.model.getAlternativeVersionId() !== open.saved;
    const next = { ...open.state, ...change, dirty };
    const same = Object.keys(next).every((key) => Reflect.get(next, key) === Reflect.get(open.state, key));
    open.state = next;
    if (!same) this.#changed();
  }

  #changed(): void {
    this.#states = [...this.#open.values()].map(({ state }) => state);
    for (const listener of this.#listeners) listener();
  }
}

/** Replaces all text as one edit, so that Ctrl+Z brings the old text back. */
function replaceText(model: monaco.editor.ITextModel, text: string): void {
  model.pushStackElement();
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  model.pushStackElement();
}
