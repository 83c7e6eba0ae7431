import { useState } from 'react';
import type { ActionView, Answer, DocumentTypes } from '../../../src/contract/answers';
import { useData } from '../data/use-data';
import { Trouble } from '../parts';
import { useWords } from '../texts/lang';
import type { Target } from './transfer';
import { Uploader } from './uploader';

type Props = {
  /** The Mandant's document types, asked for when the form opens. */
  readonly types: () => Promise<Answer<DocumentTypes>>;
  readonly target: Target;
  readonly mandant: string;
  readonly action: ActionView;
  readonly label: string;
  readonly onDone: (submissionId: string) => void;
};

/** One image for DATEV Unternehmen online, filed under one of the types that this Mandant has there. */
export function DocumentForm({ types, target, mandant, action, label, onDone }: Props) {
  const t = useWords();
  const [type, setType] = useState('');
  const [note, setNote] = useState('');
  const { data, reload } = useData<DocumentTypes>(types, () => false);
  if (data.is === 'loading') return <p>{t('loading')}</p>;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  return (
    <>
      <div className="fields">
        <label>
          {t('documentType')}
          <select value={type} onChange={(e) => setType(e.target.value)}>
            <option value="">{t('choose')}</option>
            {data.value.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('documentNote')}
          <input value={note} maxLength={255} onChange={(e) => setNote(e.target.value)} />
        </label>
      </div>
      {type === '' ? null : (
        <Uploader
          target={{ ...target, document: { type, ...(note.trim() === '' ? {} : { note: note.trim() }) } }}
          mandant={mandant}
          takes="document"
          action={action}
          label={label}
          onAccepted={onDone}
        />
      )}
    </>
  );
}
