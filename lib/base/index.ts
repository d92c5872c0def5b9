/** Errors, time, ids, messages, locales. Knows nothing of lessons, Docker, HTTP or Node. */
export * from './clock.ts';
export * from './errors.ts';
export * from './ids.ts';
export * from './locale.ts';
export * from './logger.ts';
export * from './message.ts';
export * from './parse-json.ts';
export * from './progress.ts';
