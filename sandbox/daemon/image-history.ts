import { z } from 'zod';
import type { Channel } from '../model.ts';
import { DaemonClient } from './daemon-client.ts';

/** One instruction of an image. */
export interface ImageHistoryEntry {
  createdBy: string;
  /** Bytes of its layer; 0 for instructions that made none. */
  size: number;
}

const History = z.array(
  z.looseObject({
    CreatedBy: z.string().nullish(),
    Size: z.number().nullish(),
  }),
);

/** The instructions an image was made with, oldest first; null when there is no such image. Wakes a lazy daemon. */
export async function imageHistory(
  channel: Channel,
  image: string,
  signal: AbortSignal,
): Promise<ImageHistoryEntry[] | null> {
  using client = new DaemonClient(channel);
  const history = await client.get(`/images/${encodeURIComponent(image)}/history`, History, signal);
  return history?.map(({ CreatedBy, Size }) => ({ createdBy: CreatedBy ?? '', size: Size ?? 0 })).reverse() ?? null;
}
