import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Clock, systemClock } from '#lib/base/index.ts';

/** An engine that we started: its process, told from a later one with the same number by the time it began (in clock ticks). */
const OwnEngine = z.strictObject({ pid: z.int().positive(), began: z.string() });

const stopMs = 30_000;
const noteFile = (dataFolder: string): string => join(dataFolder, 'dockerd.json');

/** Remembers that the engine with this pid is ours, so that `clean` may end it. */
export async function noteOwnEngine(dataFolder: string, pid: number): Promise<void> {
  const began = await beginOf(pid);
  if (began) await writeFile(noteFile(dataFolder), JSON.stringify({ pid, began } satisfies z.infer<typeof OwnEngine>));
}

/** Forgets it again. */
export async function forgetOwnEngine(dataFolder: string): Promise<void> {
  await rm(noteFile(dataFolder), { force: true });
}

/** The pid of the engine we started, when it still runs; never that of another process. */
export async function ownEngine(dataFolder: string): Promise<number | undefined> {
  const text = await readFile(noteFile(dataFolder), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const note = OwnEngine.safeParse(JSON.parse(text));
  return note.success && (await beginOf(note.data.pid)) === note.data.began ? note.data.pid : undefined;
}

/** Ends the engine we started, if it runs, and waits until it is gone. True when there was one. */
export async function stopOwnEngine(dataFolder: string, clock: Clock = systemClock): Promise<boolean> {
  const pid = await ownEngine(dataFolder);
  if (pid === undefined) return false;
  process.kill(pid, 'SIGTERM');
  for (const end = clock.now() + stopMs; clock.now() < end && (await ownEngine(dataFolder)); ) await clock.sleep(200);
  await forgetOwnEngine(dataFolder);
  return true;
}

/** Field 22 of /proc/PID/stat: when the process began, in clock ticks since boot. Undefined when there is none. */
async function beginOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The program's name, in brackets, may itself hold spaces and brackets.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === 'Z' ? undefined : fields?.[19];
}
