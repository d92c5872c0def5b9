import 'server-only';
import { getMDXComponent } from 'mdx-bundler/client/jsx';
import type { FunctionComponent } from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import { CodeBlock } from '#app/_client/lesson/code-block.tsx';
import { Hint } from '#app/_client/lesson/hint.tsx';
import { Option, Why } from '#app/_client/lesson/option.tsx';
import { Preview } from '#app/_client/lesson/preview.tsx';
import { Question } from '#app/_client/lesson/question.tsx';
import { Quiz } from '#app/_client/lesson/quiz.tsx';
import { Solution } from '#app/_client/lesson/solution.tsx';
import { Step } from '#app/_client/lesson/step.tsx';

/** What a compiled lesson may use; the names are agreed with lib/lesson. */
const components = { CodeBlock, Hint, Option, Preview, Question, Quiz, Solution, Step, Why };

/**
 * A compiled lesson as a component. Evaluated on the server only; the browser gets the finished text and the interactive parts.
 * The code comes from content/, which is trusted: authors are those who host.
 */
export function lessonBody(code: string): FunctionComponent {
  // The server components' own JSX runtime, not the one mdx-bundler would find for itself.
  const Body = getMDXComponent(code, { _jsx_runtime: jsxRuntime });
  return () => <Body components={components} />;
}
