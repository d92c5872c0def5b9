import type { IncomingMessage } from 'node:http';
import { sealData, unsealData } from 'iron-session';
import { z } from 'zod';
import { randomId } from '../base/index.ts';

const cookieName = 'slipway_learner';
const yearSeconds = 365 * 24 * 3600;
const Sealed = z.strictObject({ learner: z.string().regex(/^[0-9a-z]{16}$/) });

/** Who a browser is: an anonymous learner id in a sealed cookie that only this server can make or read. */
export class LearnerCookie {
  readonly #secret: string;
  readonly #secure: boolean;

  /** `secret` is at least 32 characters; `secure` adds the Secure attribute (site served over https). */
  constructor(secret: string, secure: boolean) {
    this.#secret = secret;
    this.#secure = secure;
  }

  /** The learner a request comes from; null without a cookie or with one this server did not make. */
  async read(request: IncomingMessage): Promise<string | null> {
    const header = request.headers.cookie ?? '';
    const value = header
      .split(';')
      .map((part) => part.trim())
      .find((part) => part.startsWith(`${cookieName}=`))
      ?.slice(cookieName.length + 1);
    if (!value || value.length > 1000) return null;
    try {
      const parsed = Sealed.safeParse(await unsealData(value, { password: this.#secret, ttl: yearSeconds }));
      return parsed.success ? parsed.data.learner : null;
    } catch {
      // A forged or foreign cookie is the same as none.
      return null;
    }
  }

  /** A new learner and the Set-Cookie header that makes the browser be it. */
  async create(): Promise<{ learner: string; header: string }> {
    const learner = randomId(16);
    const sealed = await sealData({ learner }, { password: this.#secret, ttl: yearSeconds });
    const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${yearSeconds}${this.#secure ? '; Secure' : ''}`;
    return { learner, header: `${cookieName}=${sealed}; ${attributes}` };
  }
}
