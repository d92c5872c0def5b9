import { z } from 'zod';
import { message } from '../base/index.ts';
import { canonicalWords, splitCommandLine } from './command-line.ts';
import { looksLike } from './edit-distance.ts';
import { imageBaseName, parseImageName, printedImageName, sameImage, sameRepository } from './image-name.ts';
import type { CheckContext } from './kind.ts';
import type { Observation, ObservedCommand, ObservedEvent, ObservedImage, Verdict } from './model.ts';

/** The attribute by which every image kind finds its image. */
export const imageName = z.string().min(1).describe('Name of the image; without a tag it means `latest`.');

/** The image that has this name now. */
export function findImage(image: string, { images }: Observation): ObservedImage | undefined {
  return images.find(({ tags }) => tags.some((tag) => sameImage(tag, image)));
}

/** Words a learner may mistype when naming the image. */
export function imageVocabulary(image: string): string[] {
  return [image, printedImageName(image), imageBaseName(image)];
}

/** Looks at the image of that name, or says why there is none. */
export function judgeImage(
  image: string,
  observation: Observation,
  context: CheckContext,
  judge: (image: ObservedImage) => Verdict,
): Verdict {
  const present = findImage(image, observation);
  return present ? judge(present) : noImage(image, observation, context);
}

/** True when an event since activation says that the image came: pulled, built, tagged, loaded. */
export function hasArrived(image: string, { events }: Observation, { activatedAt }: CheckContext): boolean {
  return events.some((event) => event.at >= activatedAt && arrives(event, image));
}

/** What to say when no image has the name: its build failed, another tag or name has come near, it is gone again, or there is nothing. */
export function noImage(image: string, observation: Observation, context: CheckContext): Verdict {
  const name = printedImageName(image);
  const look = 'docker image ls';
  const expected = message('check.expected.image', { image: name });
  const failed = failedBuild(image, observation, context);
  if (failed) {
    const because = message('check.image-exists.build-failed', {
      image: name,
      line: failed.line,
      code: failed.exitCode,
    });
    return { is: 'failed', because, expected, found: message('check.found.exit-code', { code: failed.exitCode }) };
  }
  const tags = observation.images.flatMap((each) => each.tags);
  const otherTag = tags.find((tag) => sameRepository(tag, image));
  if (otherTag) {
    const because = message('check.image-exists.other-tag', {
      image: name,
      wanted: parseImageName(image).tag,
      found: parseImageName(otherTag).tag,
    });
    return { is: 'failed', because, expected, found: message('check.found.image', { image: otherTag }), look };
  }
  const otherName = tags.find(
    (tag) => imageBaseName(tag) === imageBaseName(image) || looksLike(imageBaseName(tag), imageBaseName(image)),
  );
  if (otherName) {
    const because = message('check.image-exists.other-name', { image: name, found: otherName });
    return { is: 'failed', because, expected, found: message('check.found.image', { image: otherName }), look };
  }
  if (hasArrived(image, observation, context))
    return { is: 'failed', because: message('check.image-exists.removed', { image: name }), expected, look };
  const nameless = observation.images.find((each) => each.tags.length === 0 && each.createdAt >= context.activatedAt);
  if (nameless)
    return { is: 'failed', because: message('check.image-exists.nameless', { image: name }), expected, look };
  return { is: 'waiting', because: message('check.image-exists.none', { image: name }) };
}

/** The last build since activation, if it should have given the image this name and did not succeed. */
function failedBuild(image: string, { commands }: Observation, { activatedAt }: CheckContext): ObservedCommand | null {
  const last = commands.findLast(({ at, line }) => at >= activatedAt && namesGiven(line) !== null);
  return last && last.exitCode !== 0 && namesGiven(last.line)?.some((name) => sameImage(name, image)) ? last : null;
}

/** What `-t` gives in the builds of a line; null when it builds nothing. */
function namesGiven(line: string): string[] | null {
  const builds = splitCommandLine(line)
    .map(({ words }) => canonicalWords(words).join('\n'))
    .filter((words) => /^docker\n(image|buildx)\nbuild\n/.test(words));
  if (builds.length === 0) return null;
  return builds.flatMap((words) => [...words.matchAll(/\n(?:-t\n?|--tag[\n=])(\S+)/g)].map(([, name = '']) => name));
}

/** A pull names the image "hello-world:latest"; tagging and building name it in the attributes. */
function arrives(event: ObservedEvent, image: string): boolean {
  if (event.type !== 'image') return false;
  if (event.action === 'pull') return sameImage(event.id, image);
  return ['tag', 'load', 'import'].includes(event.action) && sameImage(event.attributes.name ?? event.name, image);
}
