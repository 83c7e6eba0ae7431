import type { Form } from './form';
import { type ReadForm, readForm } from './read-form';

/**
 * The pipeline as far as rows on their way need it: source, period and mapping. What is decided later – name, calendar,
 * guard, the batch's name – is read as if it were answered harmlessly while it is open; nothing of it is stored.
 */
export function readForPreview(form: Form): ReadForm {
  const whole = readForm(form);
  return whole.ok ? whole : readForm(withLaterAnswers(form));
}

function withLaterAnswers(form: Form): Form {
  const { output, reading, schedule, documents, guard } = form;
  return {
    ...form,
    name: answered(form.name, '1'),
    reading: reading.by === 'key' && reading.key === '' ? { ...reading, by: 'one-call' } : reading,
    schedule: { ...schedule, on: 'manual' },
    output: {
      ...output,
      label: answered(output.label, '1'),
      isLocked: output.isLocked === '' ? 'no' : output.isLocked,
      folder: answered(output.folder, '1'),
    },
    documents: { ...documents, wanted: false },
    guard: { ...guard, rows: '', total: '' },
    deliverWithin: '24',
  };
}

function answered(text: string, otherwise: string): string {
  return text.trim() === '' ? otherwise : text;
}
