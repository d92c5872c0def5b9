import { z } from 'zod';
import { type Message, message } from '../base/index.ts';
import { imageBaseName, parseImageName, printedImageName, sameImage, sameRepository } from './image-name.ts';
import type { CheckContext } from './kind.ts';
import type { Observation, ObservedContainer, ObservedEvent, Verdict } from './model.ts';

/** Attributes by which every container kind finds its container: at least one of them. */
export const containerSelector = {
  name: z.string().min(1).optional().describe('Name of the container (`--name`).'),
  image: z.string().min(1).optional().describe('Image the container was made from; without a tag it means `latest`.'),
};

export interface ContainerSelector {
  name?: string | undefined;
  image?: string | undefined;
}

/** Refinement for schemas with {@link containerSelector}. */
export const namesAContainer = (expected: ContainerSelector): boolean =>
  expected.name !== undefined || expected.image !== undefined;
export const namesAContainerError = 'give name="…", image="…" or both';

/** Placeholders of every sentence about the container: `by` chooses the wording ("container web", "container from nginx"). */
export function selectorValues({ name, image }: ContainerSelector): { by: string; name: string; image: string } {
  const by = name === undefined ? 'image' : image === undefined ? 'name' : 'both';
  return { by, name: name ?? '', image: image === undefined ? '' : printedImageName(image) };
}

/** A message about the container a check expects. */
export function aboutExpected(id: string, expected: ContainerSelector, values: Message['values'] = {}): Message {
  return message(id, { ...selectorValues(expected), ...values });
}

/** Words a learner may mistype when naming the container or its image. */
export function containerVocabulary({ name, image }: ContainerSelector): string[] {
  return [...(name === undefined ? [] : [name]), ...(image === undefined ? [] : [image, imageBaseName(image)])];
}

/** Ids of the images that have this name now. */
function idsOf(image: string, { images }: Observation): Set<string> {
  return new Set(images.filter(({ tags }) => tags.some((tag) => sameImage(tag, image))).map(({ id }) => id));
}

/** Tells which containers were made from this image, also when the tag has moved to another image since. */
export function madeFrom(image: string, observation: Observation): (container: ObservedContainer) => boolean {
  const ids = idsOf(image, observation);
  return (container) => ids.has(container.imageId) || sameImage(container.image, image);
}

/** Containers the check is about, newest first. */
export function matchingContainers(expected: ContainerSelector, observation: Observation): ObservedContainer[] {
  const fits = expected.image === undefined ? () => true : madeFrom(expected.image, observation);
  return observation.containers
    .filter((container) => expected.name === undefined || container.name === expected.name)
    .filter(fits)
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** Events of such containers with one of these actions since `since`, newest first. */
export function matchingEvents(
  expected: ContainerSelector,
  observation: Observation,
  actions: readonly string[],
  since: number,
): ObservedEvent[] {
  return observation.events
    .filter((event) => event.type === 'container' && event.at >= since && actions.includes(event.action))
    .filter((event) => expected.name === undefined || (event.attributes.name ?? event.name) === expected.name)
    .filter((event) => expected.image === undefined || sameImage(event.attributes.image ?? '', expected.image))
    .reverse();
}

/**
 * What to say when no container matches: it is gone again, one nearly matches (other image, tag or name),
 * the image is there but unused, or there is nothing at all.
 */
export function noContainer(expected: ContainerSelector, observation: Observation, context: CheckContext): Verdict {
  const look = 'docker ps -a';
  const wanted = aboutExpected('check.expected.container', expected);
  const near = nearMiss(expected, observation, context);
  if (near) {
    const found = message('check.found.container', {
      name: near.container.name,
      image: near.container.image,
      state: near.container.state,
    });
    return { is: 'failed', because: near.because, expected: wanted, found, look };
  }
  const [gone] = matchingEvents(expected, observation, ['destroy'], context.activatedAt);
  if (gone) {
    const because = aboutExpected('check.container.gone', expected, { found: gone.attributes.name ?? gone.name });
    return { is: 'failed', because, expected: wanted, look };
  }
  const { image } = expected;
  const pulled =
    image !== undefined && observation.images.some(({ tags }) => tags.some((tag) => sameImage(tag, image)));
  return {
    is: 'waiting',
    because: aboutExpected(pulled ? 'check.container.image-only' : 'check.container.none', expected),
  };
}

/**
 * A container that has the right name, or the newest made since activation that has nearly the right image. One that another check
 * of the step asks for by name is none: the learner is just not there yet.
 */
function nearMiss(expected: ContainerSelector, observation: Observation, context: CheckContext) {
  const { name, image } = expected;
  const recent = observation.containers
    .filter((container) => container.createdAt >= context.activatedAt && !context.names?.includes(container.name))
    .sort((a, b) => b.createdAt - a.createdAt);
  const named = name === undefined ? undefined : observation.containers.find((container) => container.name === name);
  if (named)
    return {
      container: named,
      because: aboutExpected('check.container.other-image', expected, { found: named.image }),
    };
  if (image === undefined) {
    const [container] = recent;
    return container
      ? { container, because: aboutExpected('check.container.other-name', expected, { found: container.name }) }
      : null;
  }
  const misnamed = name === undefined ? undefined : recent.find(madeFrom(image, observation));
  if (misnamed)
    return {
      container: misnamed,
      because: aboutExpected('check.container.other-name', expected, { found: misnamed.name }),
    };
  const tagged = recent.find((container) => sameRepository(container.image, image));
  if (tagged) {
    const values = { wanted: parseImageName(image).tag, found: parseImageName(tagged.image).tag };
    return { container: tagged, because: aboutExpected('check.container.other-tag', expected, values) };
  }
  const [container] = recent;
  return container
    ? { container, because: aboutExpected('check.container.other-image', expected, { found: container.image }) }
    : null;
}

/** A container that never ran: refused to start (Docker then notes exit code 126, 127 or 128), or never asked to. */
export function neverRan(container: ObservedContainer, expected: ContainerSelector): Verdict {
  const refused = container.exitCode !== 0;
  const because = aboutExpected(refused ? 'check.container.start-failed' : 'check.container.never-started', expected, {
    found: container.name,
    code: container.exitCode,
  });
  const look = refused ? `docker inspect --format '{{.State.Error}}' ${container.name}` : 'docker ps -a';
  return {
    is: 'failed',
    because,
    found: message('check.found.state', { name: container.name, state: container.state }),
    look,
  };
}
