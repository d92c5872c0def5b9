const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The environment with the folders of system programs in PATH: after a plain `su` they are missing, and dpkg and dockerd fail. */
export function systemEnv(env: Record<string, string | undefined>): Record<string, string | undefined> {
  const path = (env.PATH ?? '').split(':').filter(Boolean);
  return { ...env, PATH: [...path, ...systemFolders.filter((folder) => !path.includes(folder))].join(':') };
}
