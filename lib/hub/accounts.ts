/** Who may sign in to the hub with `docker login`. An account's name is also the namespace it may push to. */
export interface Accounts {
  /** True when the password is right. Unknown names are simply wrong; may take its time. */
  verify(username: string, password: string, signal: AbortSignal): Promise<boolean>;
}

/** Nobody can sign in; everybody can pull. */
export const noAccounts: Accounts = { verify: async () => false };
