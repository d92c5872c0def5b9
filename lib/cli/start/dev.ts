import { defaultLocale } from '#lib/base/index.ts';
import { type ServerMode, settings } from '#lib/config/index.ts';
import { claimDataFolder, describeSilence, findEngine } from '#lib/setup/index.ts';
import { camelCase, readConfig, type SettingFlags } from '../read-config.ts';
import { refuseTakenPort } from './port.ts';
import { keepServing } from './reload.ts';
import { sandboxParts } from './sandbox-parts.ts';
import { serveUntilStopped } from './serve.ts';
import { prepare } from './start.ts';

/**
 * `npm run dev`: the same site with pages that reload, and a server that starts anew when its code changes; sandboxes run on and are
 * adopted. Works without Docker: when nobody chose a driver and no engine answers, sandboxes are the scripted ones. An engine is
 * installed only when the driver docker was asked for. With `preview`, the name of a lesson, it is the author's server, and says where
 * that lesson is.
 */
export async function dev(flags: SettingFlags, preview?: string): Promise<number> {
  const chosen = flags.driver ?? process.env.SLIPWAY_DRIVER;
  const search = chosen ? undefined : await findEngine(process.env);
  const scripted = search && !search.found;
  const config = readConfig(scripted ? { ...flags, driver: 'fake' } : flags, modeOf(preview));
  await refuseTakenPort(config.host, config.port);
  claimDataFolder(config.dataFolder);
  const outcomes = await prepare(config.dataFolder, await sandboxParts(config));
  if (!outcomes) return 130;
  console.log(`Driver ${config.driver}; data in ${config.dataFolder}`);
  if (scripted) console.log(`Sandboxes are scripted, for there is no Docker engine: ${describeSilence(search.tried)}`);
  const given = Object.entries(settings).flatMap(([, { flag }]) => {
    const value = flag === undefined ? undefined : flags[camelCase(flag)];
    return value === undefined ? [] : [`--${flag}`, value];
  });
  if (scripted) given.push('--driver', 'fake');
  if (preview !== undefined) given.push('--preview', preview);
  return keepServing(['dev-server', ...given]);
}

/** The server `npm run dev` starts, again and again. */
export async function devServer(flags: SettingFlags & { preview?: string }): Promise<number> {
  const { preview } = flags;
  Reflect.set(process.env, 'NODE_ENV', 'development');
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  return serveUntilStopped(readConfig(flags, modeOf(preview)), (url) =>
    console.log(
      preview === undefined
        ? `\nSlipway for development: ${url}\n`
        : `\nThe lesson, for its author: ${url}/${defaultLocale}/lessons/${preview}\n`,
    ),
  );
}

function modeOf(preview: string | undefined): ServerMode {
  return preview === undefined ? 'dev' : 'preview';
}
