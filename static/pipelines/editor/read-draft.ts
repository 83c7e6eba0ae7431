import { present } from '../../../src/kernel/present';
import type { Editor } from './draft';
import { type Form, newForm } from './form';
import type { KeptText } from './kept-drafts';
import { differing } from './rebase';

/** A draft as it was kept: the pipeline as it was stored then, and as it is typed. */
export type KeptDraft = {
  readonly at: string;
  readonly version: number;
  readonly base: Form;
  readonly form: Form;
  /** Parts that somebody else decided differently, and nobody settled yet. */
  readonly open: readonly unknown[];
};

/** What was kept, if it is a draft of this version of the app. */
export function readDraft(kept: KeptText | undefined): KeptDraft | undefined {
  if (kept === undefined) return undefined;
  const { version, base, form, open = [] } = kept.draft;
  if (!Number.isInteger(version) || !isLike(SAMPLE, base) || !isLike(SAMPLE, form)) return undefined;
  if (!Array.isArray(open)) return undefined;
  return { at: kept.at, version: version as number, base: base as Form, form: form as Form, open };
}

const ROW = { when: '', value: '', rate: '' };
/** A form with one of everything that can be several. */
const SAMPLE: unknown = (() => {
  const form = newForm();
  const rules = Object.entries(form.mapping.rules).map(([target, rule]) => [
    target,
    { ...rule, table: [ROW] },
  ]);
  return {
    ...form,
    source: { ...form.source, fields: [''], filters: [{ field: '', value: '' }], sorts: [''] },
    mapping: { ...form.mapping, rules: Object.fromEntries(rules) },
    documents: { ...form.documents, sources: [{ from: '', id: '', periodFilter: '' }] },
  };
})();

/** Whether a value has the members of the sample, each of its kind: another version of the app may have written it. */
export function isLike(sample: unknown, value: unknown): boolean {
  if (Array.isArray(sample)) return Array.isArray(value) && value.every((each) => isLike(sample[0], each));
  if (typeof sample !== 'object' || sample === null) return typeof value === typeof sample;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(sample).every(([key, inner]) =>
    isLike(inner, (value as Record<string, unknown>)[key]),
  );
}

/** A draft as the editor goes on with it: what was to be settled still is. */
export function resumed({ version, base, form, open }: KeptDraft, id: string | undefined): Editor {
  const conflicts = differing(base, form, open);
  return { version, base, form, conflicts, isMerged: conflicts.length > 0, ...present({ id }) };
}

/** What is kept of it. */
export function draftOf({ version, base, form, conflicts }: Editor): Omit<KeptDraft, 'at'> {
  return { version, base, form, open: conflicts.map(({ path }) => path) };
}
