import { z } from 'zod';
import { checkKinds } from './check-kinds.ts';
import { evaluateCheck } from './evaluate-check.ts';
import type { CheckExample, CheckKind } from './kind.ts';
import { emptyObservation } from './model.ts';
import { sampleTime } from './sample.ts';
import { say } from './say.ts';

/** The check reference as Markdown: every kind, its attributes, and its situations with the sentence a learner then reads. */
export function checkReference(): string {
  return checkKinds.map(section).join('\n');
}

/** An example evaluated: the sentence of the check and the verdict it gets. Also what the unit tests of kinds assert. */
export function evaluateExample(kind: CheckKind, example: CheckExample) {
  const expected = kind.schema.parse(example.attributes);
  const observation = { ...emptyObservation(sampleTime + 5000), daemon: 'up' as const, ...example.given };
  const context = {
    step: 'step',
    check: 'check',
    mode: 'once' as const,
    activatedAt: sampleTime,
    remembered: false,
    ...example.context,
  };
  return { title: kind.describe(expected), verdict: evaluateCheck(kind, expected, observation, context) };
}

function section(kind: CheckKind): string {
  const lines = [`### ${kind.name}`, '', kind.summary, ''];
  const attributes = attributeLines(kind);
  if (attributes.length > 0) lines.push(...attributes, '');
  lines.push('Situations, and what a learner then reads:', '');
  for (const example of kind.examples) {
    const { verdict } = evaluateExample(kind, example);
    if (verdict.is === 'broken') continue;
    const holds = example.context?.mode === 'holds' ? ' (`mode="holds"`)' : '';
    lines.push(`- ${example.title}${holds}: **${verdict.is}**, \`${verdict.because.id}\` — ${say(verdict.because)}`);
  }
  return `${lines.join('\n')}\n`;
}

const JsonSchema = z.object({
  required: z.array(z.string()).default([]),
  properties: z
    .record(z.string(), z.object({ description: z.string().default(''), enum: z.array(z.string()).optional() }))
    .default({}),
});

function attributeLines(kind: CheckKind): string[] {
  const { required, properties } = JsonSchema.parse(z.toJSONSchema(kind.schema, { io: 'input' }));
  return Object.entries(properties).map(([name, { description, enum: values }]) => {
    const choice = values ? ` One of ${values.map((value) => `\`${value}\``).join(', ')}.` : '';
    return `- \`${name}\`${required.includes(name) ? '' : ' (may be left out)'}: ${description}${choice}`;
  });
}
