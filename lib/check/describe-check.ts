import type { Message } from '../base/index.ts';
import { kindOf } from './any-of.ts';
import type { Check } from './model.ts';

/** The sentence the page shows for a check: "The image hello-world:latest is on this machine." */
export function describeCheck(check: Check): Message {
  return kindOf(check).describe(check.expected);
}
