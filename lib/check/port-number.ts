import { z } from 'zod';

/** A port, written as text because attributes are text. */
export function portNumber() {
  return z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'a port number in quotes')
    .transform(Number)
    .refine((port) => port <= 65_535, 'at most 65535');
}
