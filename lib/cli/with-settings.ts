import { type Command, Option } from 'commander';
import { type SettingName, settings } from '#lib/config/index.ts';

/** Adds a flag for every setting that has one. */
export function withSettings(command: Command): Command {
  for (const name of Object.keys(settings) as SettingName[]) {
    const { flag, about, fallback, variable } = settings[name];
    if (flag)
      command.addOption(new Option(`--${flag} <value>`, `${about} (${variable}, default ${fallback || 'empty'})`));
  }
  return command;
}
