import pino from 'pino';
import type { Logger } from '../base/index.ts';

/** Structured lines on stderr, one JSON object each; stdout stays for what a person asked for. */
export function createLogger(level: 'debug' | 'info' | 'warn' | 'error'): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
