import type { SetupPart } from '#lib/base/index.ts';
import {
  appPartId,
  appSetupPart,
  claimDataFolder,
  duration,
  explain,
  type Outcome,
  runParts,
  succeeded,
} from '#lib/setup/index.ts';
import { projectRoot } from '../project-root.ts';
import { readConfig, type SettingFlags } from '../read-config.ts';
import { setupDisplay } from '../screen.ts';
import { onStop } from '../stop-signal.ts';
import { refuseTakenPort } from './port.ts';
import { sandboxParts } from './sandbox-parts.ts';
import { serveUntilStopped } from './serve.ts';

/** `npm start`: prepares what is not ready yet, serves, and returns the exit code when it has been asked to end. */
export async function start(flags: SettingFlags): Promise<number> {
  // React and Next decide by it which code they load; Next's types call it read-only.
  if (!process.env.NODE_ENV) Reflect.set(process.env, 'NODE_ENV', 'production');
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  const config = readConfig(flags);
  await refuseTakenPort(config.host, config.port);
  claimDataFolder(config.dataFolder);

  const app = appSetupPart({ root: projectRoot, dataFolder: config.dataFolder, env: process.env });
  const outcomes = await prepare(config.dataFolder, [...(await sandboxParts(config)), app]);
  if (!outcomes) return 130;
  const pages = outcomes.get(appPartId);
  // Without a sandbox there is still a lot to read; without pages there is nothing.
  if (!succeeded(pages)) return 1;
  return serveUntilStopped(config, (url) => {
    console.log(`\nSlipway is ready: ${url}\n`);
    // Since the process began: what a person waited for.
    console.log(`  after ${duration(performance.now())}; data in ${config.dataFolder}; Ctrl-C ends it`);
    const missing = [...outcomes.values()].find((outcome) => outcome.is === 'failed');
    if (missing) for (const line of unprepared(missing)) console.log(line);
  });
}

/** Runs the parts with their progress on screen. Undefined when it was stopped meanwhile. */
export async function prepare(
  dataFolder: string,
  parts: readonly SetupPart[],
): Promise<Map<string, Outcome> | undefined> {
  const display = setupDisplay(dataFolder);
  const stopped = new AbortController();
  using _ = onStop(() => stopped.abort(new Error('Stopped.')));
  try {
    return await runParts(parts, display, stopped.signal);
  } catch (error) {
    if (stopped.signal.aborted) return undefined;
    throw error;
  } finally {
    display.close();
  }
}

function unprepared(outcome: Outcome & { is: 'failed' }): string[] {
  const { reason, remedy } = explain(outcome.error);
  const lines = ['', '  Not everything sandboxes need could be prepared; lessons can be read in any case.'];
  lines.push(...reason.split('\n').map((line) => `    ${line}`));
  if (remedy) lines.push(`    What to do: ${remedy}`);
  return [...lines, '  npm run doctor says what is missing.'];
}
