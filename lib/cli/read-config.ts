import { type Config, loadConfig, type ServerMode, type SettingName, settings } from '#lib/config/index.ts';

/** Flags as commander hands them over: `--log-level` is `logLevel`. */
export type SettingFlags = Record<string, string | undefined>;

/** The settings from environment and flags. Throws CONFIG_INVALID with one line per problem. */
export function readConfig(flags: object, mode: ServerMode = 'serve'): Config {
  const byFlag: Record<string, string | undefined> = {};
  for (const name of Object.keys(settings) as SettingName[]) {
    const { flag } = settings[name];
    if (!flag) continue;
    const value: unknown = Reflect.get(flags, camelCase(flag));
    if (typeof value === 'string') byFlag[flag] = value;
  }
  try {
    return loadConfig(process.env, byFlag, mode);
  } catch (error) {
    if (!(error instanceof Error && 'problems' in error && Array.isArray(error.problems))) throw error;
    const count = error.problems.length;
    const lines = error.problems.map((problem) => `  ${problem}`);
    throw Object.assign(error, {
      reason: [`${count === 1 ? 'A setting is' : `${count} settings are`} not right:`, ...lines].join('\n'),
      remedy: 'all settings with their meaning are in .env.example.',
    });
  }
}

/** The key under which commander hands over a flag: `logLevel` for `log-level`. */
export function camelCase(flag: string): string {
  return flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
