import type { ObservedEvent } from '#lib/check/model.ts';
import type { DaemonEvent } from './answers.ts';

const kept = 500;
const longestText = 2000;

/** The last 500 events of a daemon, each once, however often its stream had to be opened again. */
export class EventLog {
  readonly #events: ObservedEvent[] = [];
  readonly #known = new Set<string>();
  #lastNano = 0;

  get events(): ObservedEvent[] {
    return [...this.#events];
  }

  /**
   * The `since` to ask a stream for so that nothing is missed: seconds with nine digits. A little earlier than the last event,
   * because nanoseconds do not fit a JavaScript number; 0 at first, as a young daemon still holds everything it ever reported.
   */
  get since(): string {
    return (Math.max(0, this.#lastNano - 2000) / 1e9).toFixed(9);
  }

  /** Takes an event; false when it was there already. */
  add(event: DaemonEvent): boolean {
    const key = `${event.timeNano} ${event.Type} ${event.Action} ${event.Actor.ID}`;
    if (this.#known.has(key)) return false;
    this.#known.add(key);
    this.#lastNano = Math.max(this.#lastNano, event.timeNano);
    this.#events.push({
      at: Math.floor(event.timeNano / 1e6),
      type: event.Type,
      action: event.Action.slice(0, longestText),
      id: event.Actor.ID,
      name: event.Actor.Attributes.name ?? event.Actor.ID,
      attributes: Object.fromEntries(
        Object.entries(event.Actor.Attributes).map(([name, value]) => [name, value.slice(0, longestText)]),
      ),
    });
    if (this.#events.length > kept) this.#events.shift();
    // Twice as many as are kept: more than a daemon ever repeats (256).
    if (this.#known.size > 2 * kept) this.#known.delete(this.#known.values().next().value ?? '');
    return true;
  }
}
