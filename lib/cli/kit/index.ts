/** Commands for the images sandboxes pull: what is there, fetching, building, carrying them to another machine. */
import { Command } from 'commander';
import { type Config, settings } from '#lib/config/index.ts';
import { readConfig, type SettingFlags } from '../read-config.ts';

/** Flags every command of the kit takes. */
type Flags = SettingFlags & { json?: boolean };

/** `npm run kit -- status | prefetch [IMAGE…] | build | export FILE | import FILE | verify | gc`, each with `--json`. */
export function kitCommand(end: (code: Promise<number>) => Promise<never>): Command {
  const kit = new Command('kit').description('the images sandboxes pull');
  const add = (name: string, about: string) =>
    kit
      .command(name)
      .description(about)
      .option('--data <folder>', `${settings.dataFolder.about} (SLIPWAY_DATA)`)
      .option('--json', 'print one JSON object');
  const configOf = (flags: Flags): Config => readConfig(flags);

  add('status', 'what each lesson needs, what is there, where from and how large it is').action(async (flags: Flags) =>
    end((await import('./status.ts')).status(configOf(flags), flags.json ?? false)),
  );
  add(
    'prefetch',
    'fetch the real images from the registry, in place of the stand-ins; those of all lessons without names',
  )
    .argument('[images...]', 'such as nginx:latest')
    .action(async (images: string[], flags: Flags) =>
      end((await import('./prefetch.ts')).prefetchImages(configOf(flags), images, flags.json ?? false)),
    );
  add('build', 'make the stand-ins and packages from Debian packages, where that has not been done')
    .option('--again', 'also when it has')
    .action(async (flags: Flags & { again?: boolean }) =>
      end((await import('./build.ts')).build(configOf(flags), flags.again ?? false, flags.json ?? false)),
    );
  add('export', 'write everything lessons need into one file')
    .argument('<file>', 'made anew')
    .action(async (file: string, flags: Flags) =>
      end((await import('./transfer.ts')).exportFile(configOf(flags), file, flags.json ?? false)),
    );
  add('import', 'take over such a file; one that was cut or altered is refused before anything changes')
    .argument('<file>')
    .action(async (file: string, flags: Flags) =>
      end((await import('./transfer.ts')).importFile(configOf(flags), file, flags.json ?? false)),
    );
  add('verify', 'read everything again and compare it with its digest').action(async (flags: Flags) =>
    end((await import('./verify.ts')).verify(configOf(flags), flags.json ?? false)),
  );
  add('gc', 'remove what no image needs any more').action(async (flags: Flags) =>
    end((await import('./verify.ts')).gc(configOf(flags), flags.json ?? false)),
  );
  return kit;
}
