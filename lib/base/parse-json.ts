/** What a text holds as JSON; undefined when it holds none, which no schema takes for a value. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
