import { z } from 'zod';

/** A whole number from 0 to `maximum`, written as text because attributes are text. */
export function wholeNumber(maximum: number) {
  return z
    .string()
    .regex(/^\d+$/, 'write a whole number in quotes')
    .transform(Number)
    .refine((value) => value <= maximum, `at most ${maximum}`);
}
