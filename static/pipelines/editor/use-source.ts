import { useRef } from 'react';
import { MOST_GIVEN } from '../../../src/contract/payloads';
import type { PreviewAnswer } from '../../../src/contract/pipelines';
import { present } from '../../../src/kernel/present';
import type { PipelineDraft } from '../../../src/pipelines/pipeline';
import { call } from '../../backend';
import { useLang } from '../../shared/texts/lang';
import type { Editor, EditorEvent } from './draft';
import type { Form, SourceForm } from './form';
import { readForm, sourceIn } from './read-form';
import { goingOf } from './seen-values';
import type { Begin } from './use-asked';

type About = {
  readonly begin: Begin;
  readonly state: Editor;
  readonly tell: (event: EditorEvent) => void;
  /** Of preview and values; empty: the last one. */
  readonly period: string;
};

/** The columns of the source, as Looker describes them now. Answers whether they came. */
export function useColumns({ state, tell, begin }: About) {
  const lang = useLang();
  return async (changed: Partial<SourceForm> = {}): Promise<'missing' | 'failed' | 'there'> => {
    const form = { ...state.form, source: { ...state.form.source, ...changed } };
    const source = sourceIn(form);
    if (source === undefined || form.connection === '') return 'missing';
    const end = begin('columns');
    const answer = await call('pipeline.source', { lang, connection: form.connection, source });
    if (!answer.ok) {
      end({ problem: answer.problem });
      return 'failed';
    }
    tell({ on: 'described', source: answer.value });
    end({ source: answer.value });
    return 'there';
  };
}

type Rows = { readonly of: string; readonly seen: PreviewAnswer };

/** Real rows through the mapping. Those of the same source go back with the question, so that Looker is asked once. */
export function usePreview({ state, begin, period }: About) {
  const lang = useLang();
  const last = useRef<Rows>();
  const asking = useRef(0);
  return async (draft: PipelineDraft, isAnew: boolean): Promise<void> => {
    const end = begin('preview');
    const mine = ++asking.current;
    const of = rowsKey(state.form, period);
    const given = isAnew || last.current?.of !== of ? undefined : givenBack(last.current.seen);
    const asked = { lang, draft, ...present({ period: period === '' ? undefined : period, given }) };
    const answer = await call('pipeline.preview', asked);
    // Asked anew meanwhile: an older answer says nothing about what stands there now.
    if (mine !== asking.current) return end({});
    if (!answer.ok) return end({ problem: answer.problem });
    last.current = { of, seen: answer.value };
    // Dates follow from a calendar that is complete only.
    const dates = readForm(state.form).ok ? { upcoming: answer.value.upcoming } : {};
    return end({ preview: answer.value, ...dates });
  };
}

/** What decides which rows there are. */
function rowsKey({ connection, source, periodField, unit, timezone }: Form, period: string): string {
  return JSON.stringify([connection, source, periodField, unit, timezone, period]);
}

const MOST_CHARS = 10_000;

function givenBack({ fields, rows }: PreviewAnswer) {
  const cells = rows.map((row) => [...row.cells]);
  const isTooBig =
    fields.length > MOST_GIVEN || cells.flat().some((cell) => (cell?.length ?? 0) > MOST_CHARS);
  return isTooBig ? undefined : { fields: [...fields], rows: cells };
}

/** What the values of the source are asked by; undefined while something is missing for it. */
export function valuesQuestion(form: Form, period: string) {
  const source = sourceIn(form);
  const of = [...goingOf(form)];
  const { mandant, connection, periodField, timezone, unit } = form;
  const isOpen = [mandant, connection, periodField.trim()].includes('');
  if (source === undefined || of.length === 0 || isOpen) return undefined;
  const when = period === '' ? {} : { period };
  return { mandant, connection, source, periodField: periodField.trim(), timezone, unit, of, ...when };
}

/** Which values the source has, counted. */
export function useValues({ state, begin, period }: About) {
  const lang = useLang();
  return async (): Promise<void> => {
    const question = valuesQuestion(state.form, period);
    if (question === undefined) return;
    const end = begin('values');
    const answer = await call('pipeline.values', { lang, ...question });
    const asked = JSON.stringify(question);
    if (answer.ok) return end({ seen: { ...answer.value, asked } });
    return end({ problem: answer.problem });
  };
}
