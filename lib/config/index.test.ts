import { describe, expect, test } from 'vitest';
import { ConfigError, environmentExample, loadConfig, settings } from './index.ts';

const problemsOf = (env: Record<string, string>, flags = {}): readonly string[] => {
  try {
    loadConfig(env, flags);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('loadConfig', () => {
  test('works with nothing set', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      driver: 'docker',
      reserve: 2,
      sandboxCpus: 1,
      mode: 'serve',
    });
    expect(config.dataFolder.startsWith('/')).toBe(true);
  });
  test('a flag wins over the environment', () => {
    expect(loadConfig({ SLIPWAY_PORT: '4000' }, { port: '5000' }).port).toBe(5000);
  });
  test('an empty variable counts as not set', () => {
    expect(loadConfig({ SLIPWAY_PORT: '' }).port).toBe(3000);
  });
  test('names every problem at once, with where it came from', () => {
    const problems = problemsOf(
      { SLIPWAY_PORT: '70000', SLIPWAY_DRIVER: 'vm', SLIPWAY_PROT: '1' },
      { 'log-level': 'loud' },
    );
    expect(problems).toEqual([
      'SLIPWAY_PROT is not a setting.',
      'SLIPWAY_PORT must be at most 65535.',
      'SLIPWAY_DRIVER must be docker or fake.',
      '--log-level must be debug, info, warn or error.',
    ]);
  });
  test('suggests the setting that was meant', () => {
    expect(problemsOf({ SLIPWAY_MAXIMUM: '3' })[0]).toContain('SLIPWAY_SANDBOX_MAXIMUM');
  });
  test('refuses a reserve above the maximum', () => {
    expect(problemsOf({ SLIPWAY_SANDBOX_RESERVE: '9', SLIPWAY_SANDBOX_MAXIMUM: '3' })).toHaveLength(1);
  });
  test.each(['http://x/path', 'example.org', 'https://x/'])('refuses the origin %s', (origin) => {
    expect(problemsOf({ SLIPWAY_ORIGIN: origin })).toHaveLength(1);
  });
});

test('.env.example names every setting', () => {
  for (const setting of Object.values(settings)) expect(environmentExample()).toContain(`${setting.variable}=`);
});
