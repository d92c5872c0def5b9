/**
 * A sentence to be said in the reader's language: `id` is a key of a message catalogue, `values` fill its ICU placeholders.
 * Server code never writes prose; it hands out messages, and whoever knows the locale formats them.
 */
export interface Message {
  id: string;
  values?: Record<string, string | number>;
}

/** Shorthand for a {@link Message}. */
export function message(id: string, values?: Message['values']): Message {
  return values ? { id, values } : { id };
}
