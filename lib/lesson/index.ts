/** Lessons as files: reading, validating, compiling. Does not know how checks run, sandboxes, pages or HTTP. */
export * from './definition.ts';
export { componentTypes } from './editor/component-types.ts';
export { frontMatterSchema } from './editor/front-matter-schema.ts';
export { lintLessons } from './lint-lessons.ts';
export { type LoadedLessons, type LoadOptions, lessonNames, loadLessons } from './load-lessons.ts';
export * from './model.ts';
export { nextLessonNumber } from './next-lesson-number.ts';
export { slugOf } from './read-folder.ts';
export { type RecordedTranslation, recordTranslations } from './record-translations.ts';
export { formatProblem, type LessonProblem } from './source/problem.ts';
export { watchLessons } from './watch-lessons.ts';
