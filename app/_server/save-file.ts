import type { z } from 'zod';
import { AppError, codeOf } from '#lib/base/index.ts';
import type { ChannelFiles } from '#sandbox/model.ts';
import { bytesOf, type SaveRequest } from './file-requests.ts';

/**
 * Saves a text unless the file in the sandbox is no longer the one the editor read: then FILE_CONFLICT, and the learner decides.
 * Returns the new `modifiedAt`, in whole seconds, as the sandbox dates files.
 */
export async function saveFile(
  files: ChannelFiles,
  request: z.infer<typeof SaveRequest>,
): Promise<{ modifiedAt: number }> {
  const bytes = bytesOf(request.text);
  const current = await files.stat(request.path).catch((error: unknown) => {
    if (codeOf(error) === 'FILE_MISSING') return null;
    throw error;
  });
  if ((current?.modifiedAt ?? null) !== request.base) throw new AppError('FILE_CONFLICT');
  await files.write(request.path, bytes);
  const { modifiedAt } = await files.stat(request.path);
  return { modifiedAt };
}
