import { TARGETS } from '../../../src/mapping/mapping';
import type { Step } from '../place';
import type { Form } from './form';
import { readForm, requiredTargets } from './read-form';
import { openValues, type Seen } from './seen-values';

/** What is open in each step: the answers that are missing, and values that no table knows. */
export type Opens = Readonly<Record<Step, number>>;

/** The step in which an input stands. */
export function stepOf(at: string): Step {
  if (/^pf-(?:name|mandant)/.test(at)) return 'mandant';
  if (/^pf-(?:connection|source|reading|periodField|unit|timezone)/.test(at)) return 'source';
  if (/^pf-(?:rule|side|amountIs|zeroLines|mapping)/.test(at)) return 'mapping';
  if (at.startsWith('pf-values')) return 'values';
  return /^pf-(?:output|document)/.test(at) ? 'output' : 'calendar';
}

/** How much is open in each step of the form. */
export function opensOf(form: Form, seen: Seen | undefined): Opens {
  const read = readForm(form);
  const missing = read.ok ? [] : read.missing;
  const open = {
    mandant: 0,
    source: 0,
    mapping: 0,
    values: openInTables(form, seen),
    output: 0,
    calendar: 0,
  };
  for (const step of missing.map(({ at }) => stepOf(at))) open[step] += 1;
  return open;
}

/** Values that would stop a run; of a source nobody looked into, tables without any entry. */
function openInTables(form: Form, seen: Seen | undefined): number {
  const { rules } = form.mapping;
  const required = requiredTargets(form.output);
  return TARGETS.reduce((sum, target) => {
    const rule = rules[target];
    return sum + openValues(target, rule, { seen, isRequired: required.includes(target) });
  }, 0);
}
