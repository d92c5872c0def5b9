import { AppError } from '#lib/base/index.ts';
import { largestFile } from './file-requests.ts';

/** A text of the largest size with every character escaped as `\\u0000`, and room for the rest of the request. */
const largestBody = 6 * largestFile + 64 * 1024;

/**
 * The JSON body of a request. Stops reading where no request of ours can be that long, so that nobody fills the server's memory.
 * Throws FILE_TOO_LARGE, or a SyntaxError for what is not JSON.
 */
export async function readJson(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > largestBody) throw new AppError('FILE_TOO_LARGE');
    chunks.push(chunk);
  }
  return JSON.parse(new TextDecoder().decode(Buffer.concat(chunks)));
}
