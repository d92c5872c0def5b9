import { z } from 'zod';

/** One thing an operator may set: by environment variable and, where `flag` is given, on the command line (which wins). */
export interface Setting<T = unknown> {
  variable: `SLIPWAY_${string}`;
  flag?: string;
  /** One line for --help, .env.example and the configuration reference. */
  about: string;
  fallback: string;
  schema: z.ZodType<T, string>;
}

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`));

/** Empty, or an http(s) address without a slash at its end. */
const webAddress = z
  .string()
  .max(500, 'is too long')
  .refine(
    (value) => value === '' || (/^https?:/.test(value) && URL.canParse(value)),
    'must be an http or https address',
  )
  .transform((value) => value.replace(/\/+$/, ''));

const setting = <T>(value: Setting<T>): Setting<T> => value;

/** Every setting there is. The key is its name in {@link Config}; an unknown `SLIPWAY_*` variable is refused as a typo. */
export const settings = {
  port: setting({
    variable: 'SLIPWAY_PORT',
    flag: 'port',
    about: 'TCP port of the site; 0 takes a free one.',
    fallback: '3000',
    schema: whole(0, 65535),
  }),
  host: setting({
    variable: 'SLIPWAY_HOST',
    flag: 'host',
    about: 'Address to listen on. 127.0.0.1 serves this machine only; 0.0.0.0 serves the network.',
    fallback: '127.0.0.1',
    schema: z.string().regex(/^[0-9A-Za-z.:-]{1,253}$/, 'must be an address or a host name'),
  }),
  dataFolder: setting({
    variable: 'SLIPWAY_DATA',
    flag: 'data',
    about: 'Folder for the database, keys, images and logs. Relative to the project.',
    fallback: '.slipway',
    schema: z
      .string()
      .min(1, 'must not be empty')
      .max(1000, 'is too long')
      .refine((path) => !/[\u0000-\u001f]/.test(path), 'holds a control character'),
  }),
  instance: setting({
    variable: 'SLIPWAY_INSTANCE',
    flag: 'instance',
    about: 'Name of this site. Several sites may share a data folder: each has its own database, keys and sandboxes.',
    fallback: 'main',
    schema: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be lower-case letters, digits and hyphens, at most 32'),
  }),
  driver: setting({
    variable: 'SLIPWAY_DRIVER',
    flag: 'driver',
    about: 'Where sandboxes run: docker (real engines) or fake (scripted, for work on the pages).',
    fallback: 'docker',
    schema: z.enum(['docker', 'fake'], 'must be docker or fake'),
  }),
  logLevel: setting({
    variable: 'SLIPWAY_LOG_LEVEL',
    flag: 'log-level',
    about: 'debug, info, warn or error.',
    fallback: 'info',
    schema: z.enum(['debug', 'info', 'warn', 'error'], 'must be debug, info, warn or error'),
  }),
  origin: setting({
    variable: 'SLIPWAY_ORIGIN',
    flag: 'origin',
    about:
      'Origin that browsers see (https://docker.example.org) when a proxy stands in front. Empty: the Host header of the request.',
    fallback: '',
    schema: z
      .string()
      .refine(
        (value) => value === '' || (URL.canParse(value) && new URL(value).origin === value),
        'must be an origin such as https://docker.example.org, without a path',
      ),
  }),
  previewOrigin: setting({
    variable: 'SLIPWAY_PREVIEW_ORIGIN',
    about:
      'Origin below which learners’ ports get host names of their own (https://ports.example.org: https://p-….ports.example.org; needs wildcard DNS and certificate). Empty: sub-domains of localhost for browsers on this machine, else a path in a sandboxed frame.',
    fallback: '',
    schema: z
      .string()
      .refine(
        (value) => value === '' || (URL.canParse(value) && new URL(value).origin === value),
        'must be an origin such as https://ports.example.org, without a path',
      ),
  }),
  reserve: setting({
    variable: 'SLIPWAY_SANDBOX_RESERVE',
    about: 'Warm sandboxes kept ready.',
    fallback: '2',
    schema: whole(0, 100),
  }),
  maximum: setting({
    variable: 'SLIPWAY_SANDBOX_MAXIMUM',
    about: 'Sandboxes at most, warm ones included.',
    fallback: '24',
    schema: whole(1, 1000),
  }),
  sandboxMemoryMiB: setting({
    variable: 'SLIPWAY_SANDBOX_MEMORY_MIB',
    about: 'Memory of one sandbox, MiB; swap included.',
    fallback: '1024',
    schema: whole(128, 65536),
  }),
  sandboxCpus: setting({
    variable: 'SLIPWAY_SANDBOX_CPUS',
    about: 'Processor cores one sandbox may use, such as 0.5.',
    fallback: '1',
    schema: z
      .string()
      .regex(/^\d{1,3}(\.\d{1,2})?$/, 'must be a number of cores such as 0.5')
      .transform(Number)
      .pipe(z.number().min(0.1, 'must be at least 0.1').max(128, 'must be at most 128')),
  }),
  sandboxProcesses: setting({
    variable: 'SLIPWAY_SANDBOX_PROCESSES',
    about: 'Processes and threads in one sandbox.',
    fallback: '500',
    schema: whole(100, 32768),
  }),
  leaseMinutes: setting({
    variable: 'SLIPWAY_LEASE_MINUTES',
    about: 'Minutes a sandbox is kept after its learner was last active.',
    fallback: '60',
    schema: whole(1, 10080),
  }),
  hub: setting({
    variable: 'SLIPWAY_HUB',
    about: 'Registry that images are fetched from once when the kit lacks one. Empty: none, only the kit is served.',
    fallback: 'https://registry-1.docker.io',
    schema: z
      .string()
      .refine(
        (value) => value === '' || (/^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value),
        'must be an origin such as https://registry-1.docker.io, without a path',
      ),
  }),
  hubUser: setting({
    variable: 'SLIPWAY_HUB_USER',
    about: 'Account of that registry, for more pulls than anonymous ones. Optional.',
    fallback: '',
    schema: z.string().max(255, 'is too long'),
  }),
  hubPassword: setting({
    variable: 'SLIPWAY_HUB_PASSWORD',
    about: 'Password or access token of that account.',
    fallback: '',
    schema: z.string().max(4096, 'is too long'),
  }),
  packages: setting({
    variable: 'SLIPWAY_PACKAGES',
    about:
      'What pip, npm and apt find in sandboxes: fetch (the real sources too, each file fetched once), or kit (the kit).',
    fallback: 'fetch',
    schema: z.enum(['fetch', 'kit'], 'must be fetch or kit'),
  }),
  pipIndex: setting({
    variable: 'SLIPWAY_PIP_INDEX',
    about: 'Address of the simple index pip packages outside the kit are fetched from. Empty: none are.',
    fallback: '',
    schema: webAddress,
  }),
  npmRegistry: setting({
    variable: 'SLIPWAY_NPM_REGISTRY',
    about: 'Address of the registry npm packages outside the kit are fetched from. Empty: none are.',
    fallback: '',
    schema: webAddress,
  }),
  egress: setting({
    variable: 'SLIPWAY_EGRESS',
    about:
      'What sandboxes may reach: open (the internet, never private networks), or none (only what the server itself offers).',
    fallback: 'open',
    schema: z.enum(['open', 'none'], 'must be open or none'),
  }),
};

export type SettingName = keyof typeof settings;
