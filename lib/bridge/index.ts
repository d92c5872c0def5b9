/** Lessons of other tutorials made into lessons of ours. Does not know sandboxes, sessions or pages; runs nothing it reads. */
export { type Imported, importLesson } from './import-lesson.ts';
export type { Leftover, Refusal } from './report.ts';
