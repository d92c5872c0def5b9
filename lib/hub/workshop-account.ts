import type { Accounts } from './accounts.ts';
import { namespaceOf } from './reference.ts';

/**
 * The account every learner signs in with, so that lessons can name it. It is not a secret: whose namespace it opens is decided
 * by the sandbox a connection comes from (see tenantStore), and a password is there to be mistyped.
 */
export const workshopAccount = { username: 'learner', password: 'anchor' } as const;

/** One account for all, a namespace for each sandbox. */
export const workshopAccounts: Accounts = {
  verify: async (username, password) => username === workshopAccount.username && password === workshopAccount.password,
};

/** True for repositories learners push to, under any name they may be kept under. */
export function isLearners(repository: string): boolean {
  return namespaceOf(repository).split('--')[0] === workshopAccount.username;
}
