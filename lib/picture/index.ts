/** The living picture of what a learner's Docker holds: an observation in, what is drawn out. Knows no page and no daemon. */
export { type AskChanges, LivePicture } from './live-picture.ts';
export { pictureOf } from './picture-of.ts';
