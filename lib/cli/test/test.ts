import { loadConfig } from '#lib/config/index.ts';
import { appPartId, appSetupPart, claimDataFolder, duration, type Outcome, succeeded } from '#lib/setup/index.ts';
import { checkRunners } from '../check/check.ts';
import { projectRoot } from '../project-root.ts';
import { lessons } from '../runner/lessons.ts';
import { playwright } from '../runner/playwright.ts';
import { lastLine, resultTable } from '../runner/report.ts';
import { runAll } from '../runner/run-all.ts';
import { type Runner, sum } from '../runner/tally.ts';
import { vitest } from '../runner/vitest.ts';
import { sandboxParts } from '../start/sandbox-parts.ts';
import { prepare } from '../start/start.ts';
import { stopSignal } from '../stop-signal.ts';
import { browserPart, browserPartId } from './browser-part.ts';
import { withSite } from './site.ts';
import { withoutSandboxes } from './without-sandboxes.ts';

/**
 * `npm test`: prepares what tests need (engine, sandbox images, browser, pages), runs every runner and ends with
 * "N passed, N failed". What could not be prepared fails the runners that need it: nothing is skipped in silence.
 */
export async function test(options: { only?: string }): Promise<number> {
  const began = performance.now();
  const signal = stopSignal();
  // An instance of its own: images are shared with a site that runs from this checkout, sandboxes and learners are not.
  const given = process.env.SLIPWAY_DATA ? { SLIPWAY_DATA: process.env.SLIPWAY_DATA } : {};
  const env: Record<string, string | undefined> = {
    ...settingFree(process.env),
    ...given,
    SLIPWAY_INSTANCE: 'test',
  };
  const config = loadConfig(env);
  const { dataFolder } = config;
  claimDataFolder(dataFolder);

  const only = options.only?.split(',');
  const wanted = (name: string): boolean => !only || only.includes(name);
  const quick = checkRunners.filter(({ name }) => wanted(name));
  if (quick.length > 0) console.log('Types, lint, arrows, unit tests');
  const results = await runAll(quick, 2, print, signal);

  const slow = ['contract', 'docker', 'lessons', 'e2e'].filter(wanted);
  if (slow.length > 0) {
    console.log('\nPreparing');
    const parts = [
      ...(await sandboxParts(config)),
      ...(slow.includes('e2e')
        ? [appSetupPart({ root: projectRoot, dataFolder, env }), browserPart(dataFolder, env)]
        : []),
    ];
    const outcomes = await prepare(dataFolder, parts);
    if (!outcomes) return 130;
    const sandboxes = [...outcomes.keys()].filter((id) => id !== appPartId && id !== browserPartId);
    const runners: Runner[] = [];
    if (wanted('contract')) runners.push(vitest('contract', env));
    if (wanted('docker')) runners.push(onlyWith(sandboxes, outcomes, vitest('docker', env)));
    if (wanted('lessons')) runners.push(onlyWith(sandboxes, outcomes, lessons(env)));
    if (wanted('e2e')) {
      const e2e: Runner = {
        name: 'e2e',
        run: (stop) => withoutSandboxes(config, () => withSite(env, stop, (url) => playwright(() => url).run(stop))),
      };
      runners.push(onlyWith([...outcomes.keys()], outcomes, e2e));
    }
    console.log('\nContract, Docker, lesson and browser tests');
    results.push(...(await runAll(runners, 1, print, signal)));
  }

  console.log(`\n${resultTable(results).join('\n')}`);
  console.log(`\nin ${duration(performance.now() - began)}`);
  // CI reads this line: it stays the last.
  console.log(lastLine(results));
  return sum(results).failed > 0 ? 1 : 0;
}

const print = (line: string): void => console.log(line);

/** The environment without settings: an operator's .env must not change what tests find. */
function settingFree(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('SLIPWAY_')));
}

/** A runner that fails, saying why, when a part it needs did not succeed. */
function onlyWith(ids: readonly string[], outcomes: ReadonlyMap<string, Outcome>, runner: Runner): Runner {
  const missing = ids.filter((id) => !succeeded(outcomes.get(id)));
  if (missing.length === 0) return runner;
  return {
    name: runner.name,
    run: () => Promise.reject(new Error(`Not run: ${missing.join(', ')} could not be prepared.`)),
  };
}
